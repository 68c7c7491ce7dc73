import type { ReactNode } from 'react';
import { graphql } from '../../gql';
import type { CallOutcomePartsFragment } from '../../gql/graphql';
import { askFor, checkRefused, sayCode, sayReason } from '../../ui/checks';
import { Note } from '../../ui/Page';
import '../../ui/CheckChain'; // its fragment

export const CallOutcomeParts = graphql(`
  fragment CallOutcomeParts on Request {
    result
    check
    code
    codeSentence
    path
    now {
      ...CheckStep
    }
  }
`);

interface CallOutcomeProps {
  call: CallOutcomePartsFragment;
  /** The button that mends it; without one somebody else has to be asked. */
  fix?: (check: string) => ReactNode;
}

/** CallOutcome says in a sentence why it was refused, and what to do, or that it would go through by now. */
export function CallOutcome({ call, fix }: CallOutcomeProps) {
  if (call.result === 'ANSWERED') return null;
  if (call.result === 'FAILED') {
    return (
      <Lead>
        <Note tone="warn">
          Every check let it through, and then it failed: {call.codeSentence ? sayCode(call.codeSentence) : call.code}
          {call.path && (
            <>
              {' '}
              The parameter is <code className="break">{call.path}</code>.
            </>
          )}
        </Note>
      </Lead>
    );
  }
  const still = call.now.find((step) => step.check === call.check && step.asked && !step.passed);
  const next = call.now.find((step) => step.asked && !step.passed);
  if (still) {
    return (
      <Lead>
        <Note tone="err" action={fix?.(still.check)}>
          Refused: {still.reason ? sayReason(still.check, still.reason) : checkRefused(still.check)} {!fix && still.remedy && askFor(still.check, still.remedy)}
        </Note>
      </Lead>
    );
  }
  if (call.now.length === 0) return <Lead><Note tone="err">Refused: {checkRefused(call.check)}. {call.codeSentence && sayCode(call.codeSentence)}</Note></Lead>;
  return (
    <Lead>
      <Note tone={next ? 'warn' : 'ok'}>
        Refused then: {checkRefused(call.check)}. {next ? 'That is mended, and another check refuses it now.' : 'The same call is let through by now.'}
      </Note>
    </Lead>
  );
}

function Lead({ children }: { children: ReactNode }) {
  return <div className="below">{children}</div>;
}
