// The checks between a request and a function, in order: ticks up to the one that refuses, with its reason and what to change.
import { IconCheck, IconMinus, IconX } from '@tabler/icons-react';
import { useState, type ReactNode } from 'react';
import { graphql } from '../gql';
import type { CheckStepFragment } from '../gql/graphql';
import css from './CheckChain.module.css';
import { askFor, checkPassed, sayReason, sayRemedy } from './checks';

export const CheckStep = graphql(`
  fragment CheckStep on Step {
    check
    asked
    passed
    reason
    remedy
  }
`);

interface CheckChainProps {
  steps: readonly CheckStepFragment[];
  /** The button that changes what the refusal is about, when a page has one. */
  fix?: (step: CheckStepFragment) => ReactNode;
  /** Shows every step from the start; otherwise those that passed are one line until asked for. */
  open?: boolean;
  /** For somebody who can change nothing: what to ask an administrator for. */
  asking?: boolean;
  label?: string;
}

export function CheckChain({ steps, fix, open = false, asking = false, label = 'Checks' }: CheckChainProps) {
  const [all, setAll] = useState(open);
  const passed = steps.filter((step) => step.asked && step.passed);
  const folded = !all && passed.length > 3;
  const shown = folded ? steps.filter((step) => !(step.asked && step.passed)) : steps;
  return (
    <ol className={css.chain} aria-label={label}>
      {folded && (
        <li className={css.step} data-state="passed">
          <span className={css.mark}>
            <IconCheck size={14} aria-hidden="true" />
          </span>
          <div>
            {passed.length} checks passed{' '}
            <button type="button" className={css.more} onClick={() => setAll(true)}>
              Show all
            </button>
          </div>
        </li>
      )}
      {shown.map((step) => (
        <StepView key={step.check} step={step} fix={fix} asking={asking} />
      ))}
    </ol>
  );
}

function StepView({ step, fix, asking }: { step: CheckStepFragment; fix?: CheckChainProps['fix']; asking: boolean }) {
  const state = stateOf(step);
  const Mark = { passed: IconCheck, refused: IconX, skipped: IconMinus }[state];
  const words = { passed: 'Passed:', refused: 'Refused:', skipped: 'Not asked:' }[state];
  return (
    <li className={css.step} data-state={state}>
      <span className={css.mark}>
        <Mark size={14} aria-hidden="true" />
        <span className="visually-hidden">{words}</span>
      </span>
      <div>
        <span className={css.title}>{checkPassed(step.check)}</span>
        {state === 'refused' && step.reason && <p className={css.reason}>{sayReason(step.check, step.reason)}</p>}
        {state === 'refused' && step.remedy && <p className="muted small">{(asking ? askFor : sayRemedy)(step.check, step.remedy)}</p>}
        {state === 'refused' && fix && <div className={css.fix}>{fix(step)}</div>}
      </div>
    </li>
  );
}

function stateOf(step: CheckStepFragment): 'passed' | 'refused' | 'skipped' {
  if (!step.asked) return 'skipped';
  return step.passed ? 'passed' : 'refused';
}
