import { useState } from 'react';
import type { MessagePartsFragment } from '../../gql/graphql';
import { useSession } from '../../graphql';
import { paths } from '../../paths';
import { Choices } from '../../ui/Choices';
import { Code } from '../../ui/Code';
import { CopyButton } from '../../ui/CopyButton';
import { Link } from '../../ui/Link';
import { Pill } from '../../ui/Pill';
import { milliseconds } from '../../ui/words';
import { Failure } from './Failure';
import { dump, layOut } from '../../ui/formats';
import { Headers } from './MessageHead';
import { Note } from '../../ui/Page';
import css from './panel.module.css';
import type { Ended } from './useTrial';

interface AnswerProps {
  of: Ended;
  /** Goes to the field of the parameter that was refused; nothing where there is no form in sight. */
  goTo?: (path: string) => void;
}

/** passed says that a call ended as it should: it was answered, or it would have been run. */
export const passed = ({ trial, checkOnly }: Ended) => (checkOnly ? trial.ready : trial.answered) || byItself(trial);

/** byItself says that the protocol answered without calling a function, as it does to a question for its methods. */
const byItself = ({ calls, code, answer }: Ended['trial']) => calls === 0 && !code && (answer.status ?? 500) < 400;

/** Answer is how a call ended. */
export function Answer({ of, goTo }: AnswerProps) {
  const { trial, checkOnly } = of;
  const good = passed(of);
  const alone = byItself(trial);
  return (
    <section aria-label="Answer" className={css.answer}>
      <div className="row tight" role="status">
        <h2>{checkOnly ? 'Check' : 'Answer'}</h2>
        <Pill tone={good ? 'ok' : 'err'}>
          {checkOnly && !alone ? (good ? 'let through' : trial.check ? 'refused' : 'would fail') : trial.answer.status} · {milliseconds(trial.durationMs)}
        </Pill>
      </div>
      {alone && <Note>The protocol answered by itself: no function was called.</Note>}
      {checkOnly && good && !alone && <Note tone="ok">Every check lets it through and the parameters are right. Nothing was run.</Note>}
      {!good && <Failure of={trial} goTo={goTo} />}
      {(!(checkOnly && good) || alone) && <Message message={trial.answer} />}
      {!checkOnly && <RequestId id={trial.requestId} />}
    </section>
  );
}

function RequestId({ id }: { id: string }) {
  const administrator = useSession().viewer?.administrator ?? false;
  return (
    <p className="row tight small">
      <span className="muted">Request</span>
      {administrator ? <Link to={paths.requests({ requestId: id })}><code className="break">{id}</code></Link> : <code className="break">{id}</code>}
      <CopyButton value={id} label="Copy request id" />
    </p>
  );
}

const ways = [
  { value: 'pretty', label: 'Laid out' },
  { value: 'raw', label: 'Raw' },
] as const;

/** Message is what came back: text, never anything that a browser would render. */
function Message({ message }: { message: MessagePartsFragment }) {
  const [way, setWay] = useState<'pretty' | 'raw'>('pretty');
  const { body, binary, cut, headers } = message;
  const laidOut = binary ? dump(body) : layOut(body);
  return (
    <>
      {body === '' ? <p className="muted">The body is empty.</p> : (
        <>
          <Choices label="How it is shown" value={way} onChange={setWay} choices={ways} />
          <Code label="Body of the answer">{way === 'raw' ? body : laidOut}</Code>
        </>
      )}
      {cut && <p className="muted small">It is cut here because it is long.</p>}
      <details className={css.details}>
        <summary>
          {headers.length} {headers.length === 1 ? 'header' : 'headers'}
        </summary>
        <Headers message={message} />
      </details>
    </>
  );
}
