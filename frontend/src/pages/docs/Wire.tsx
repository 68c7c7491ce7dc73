import type { MessagePartsFragment, WirePartsFragment } from '../../gql/graphql';
import { Choices } from '../../ui/Choices';
import { Code } from '../../ui/Code';
import { Section } from '../../ui/Page';
import css from './docs.module.css';
import type { Face } from './DocsPage';
import { textOf } from './message';

interface WireProps {
  wires: readonly WirePartsFragment[];
  faces: readonly Face[];
  face: Face;
  setFace: (name: string) => void;
}

/** Wire is the example as it goes over the network, in each of the protocols. */
export function Wire({ wires, faces, face, setFace }: WireProps) {
  const wire = wires.find((each) => each.face.name === face.name);
  return (
    <Section title="On the wire" lead="The example, as it goes over the network. $WS_TOKEN stands for the key.">
      <Choices plain label="Protocol on the wire" value={face.name} onChange={setFace} choices={faces.map((each) => ({ value: each.name, label: each.title }))} />
      <Refused face={face} />
      {wire ? <WireForm of={wire} /> : <p className="muted above">This protocol cannot carry the example.</p>}
    </Section>
  );
}

function Refused({ face: { allowed, reason, title } }: { face: Face }) {
  if (allowed) return null;
  return <p className="warn small above">{title} is refused for this key: {reason ?? 'a check refuses it.'}</p>;
}

export function WireForm({ of: { request, answer, failure } }: { of: Pick<WirePartsFragment, 'request' | 'answer' | 'failure'> }) {
  return (
    <>
      <Message title="Request" of={request} />
      <Message title="Answer" of={answer} />
      {failure && <Message title="When a parameter is wrong" of={failure} />}
    </>
  );
}

export function Message({ title, of }: { title: string; of: MessagePartsFragment }) {
  return (
    <div className={css.message}>
      <h3>{title}</h3>
      {/* Lines of bytes are as long as they are; all else is broken where it has no room. */}
      <Code label={title} wrap={!of.binary} copied={of.binary ? of.body : textOf(of)} copyLabel={of.binary ? 'Copy bytes' : 'Copy'}>
        {textOf(of)}
      </Code>
      {of.cut && <p className="muted small">It is cut here because it is long.</p>}
    </div>
  );
}
