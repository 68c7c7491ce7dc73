import type { TrialPartsFragment } from '../../gql/graphql';
import { Card, Note } from '../../ui/Page';
import { CheckChain } from '../../ui/CheckChain';
import { checkRefused, sayCode } from '../../ui/checks';
import css from './panel.module.css';

/** atField is a message without the parameter that it is shown at. */
export const atField = (message: string, path: string) => (message.startsWith(`${path}: `) ? message.slice(path.length + 2) : message.startsWith(`${path} `) ? message.slice(path.length + 1) : message);

/** Failure is why a call was not answered: the check with the whole chain, or the code, the parameter and what the server said of it. */
export function Failure({ of: trial, goTo }: { of: TrialPartsFragment; goTo?: (path: string) => void }) {
  const refusing = trial.steps.find((step) => step.asked && !step.passed);
  return (
    <>
      <Note tone="err">
        <p>
          {trial.check ? `Refused: ${checkRefused(trial.check)}.` : sayCode(trial.codeSentence ?? 'It failed.')}
        </p>
        {trial.path && (
          <p className={css.said}>
            {goTo ? (
              <button type="button" className={css.jump} onClick={() => goTo(trial.path ?? '')}>
                {trial.path}
              </button>
            ) : (
              <code>{trial.path}</code>
            )}{' '}
            {atField(trial.message ?? '', trial.path)}
          </p>
        )}
        {!trial.path && !trial.check && trial.message && trial.message !== trial.codeSentence && <p className={css.said}>{trial.message}</p>}
        {trial.code && (
          <p className={css.said}>
            Code <code>{trial.code}</code>
          </p>
        )}
      </Note>
      {(trial.check || refusing) && (
        <Card>
          <CheckChain steps={trial.steps} open label="Checks" />
        </Card>
      )}
    </>
  );
}
