import { graphql } from '../gql';
import type { DocsGuideQuery, DocsWiresQuery } from '../gql/graphql';
import { useServerQuery } from '../graphql';
import { paths } from '../paths';
import { Choices } from '../ui/Choices';
import { Link, useGo } from '../ui/Link';
import { Note, Section } from '../ui/Page';
import { text, useSearch } from '../ui/search';
import { EmptyState, Loaded } from '../ui/states';
import css from './docs/docs.module.css';
import { DocsPage } from './docs/DocsPage';
import { guides, guideTo, type Guide } from './docs/guides';
import { toStartWith } from './docs/list';
import { ProtocolGuide } from './docs/ProtocolGuide';
import { useSubject, type Choice, type Subject } from './docs/subject';
import { WireForm } from './docs/Wire';

const DocsGuide = graphql(`
  query DocsGuide($token: ID, $service: ID) {
    documentation(token: $token, service: $service) {
      ...DocsFrame
      functions {
        ...DocsEntry
      }
    }
  }
`);

export const DocsWires = graphql(`
  query DocsWires($token: ID, $service: ID, $name: String!) {
    documentation(token: $token, service: $service) {
      function(name: $name) {
        wires {
          ...WireParts
        }
      }
    }
  }
`);

type Documentation = DocsGuideQuery['documentation'];
type Wires = NonNullable<DocsWiresQuery['documentation']['function']>['wires'];

export default function DocsProtocol({ protocol }: { protocol: string }) {
  const subject = useSubject();
  const query = useServerQuery(DocsGuide, subject.variables, { pause: subject.pause });
  const guide = guideTo(protocol);
  return (
    <DocsPage title={guide?.title ?? 'Protocols'} lead={guide?.lead} crumb={{ to: paths.docs(subject.choice ?? {}), label: 'Documentation' }} subject={subject} query={query}>
      {(documentation, choice) => (
        <>
          <Protocols protocol={protocol} choice={choice} />
          {guide ? <Shown of={guide} documentation={documentation} subject={subject} choice={choice} /> : <EmptyState>There is no protocol of this name.</EmptyState>}
        </>
      )}
    </DocsPage>
  );
}

function Protocols({ protocol, choice }: { protocol: string; choice: Choice }) {
  const go = useGo();
  return (
    <div className={css.protocols}>
      <Choices plain label="Protocol" value={guideTo(protocol)?.protocol ?? ''} onChange={(next) => go(paths.docsProtocol(next, choice))} choices={guides.map((each) => ({ value: each.protocol, label: each.title }))} />
    </div>
  );
}

function Shown({ of, documentation, subject, choice }: { of: Guide; documentation: Documentation; subject: Subject; choice: Choice }) {
  const faces = documentation.faces.filter((each) => each.protocol === of.protocol);
  const refused = faces.length > 0 && faces.every((each) => !each.allowed) ? faces[0]?.reason : null;
  return (
    <>
      {faces.length === 0 && <div className="above"><Note tone="warn">{of.title} is off on this site: every call over it is refused. An administrator can switch it on.</Note></div>}
      {refused && <div className="above"><Note tone="warn">{`${of.title} is refused for this key: ${refused}`}</Note></div>}
      <ProtocolGuide of={of} choice={choice} />
      {faces.length > 0 && <Example faces={faces} name={toStartWith(documentation.functions)} subject={subject} choice={choice} />}
    </>
  );
}

interface ExampleProps {
  faces: Documentation['faces'];
  name: string | undefined;
  subject: Subject;
  choice: Choice;
}

/** Example is a whole call over the protocol, of a function that the key may call. */
function Example({ faces, name, subject, choice }: ExampleProps) {
  const query = useServerQuery(DocsWires, { ...subject.variables, name: name ?? '' }, { pause: !name });
  if (!name) return null;
  return (
    <Section title="A whole example" lead={<>A call of <Link to={paths.docsFunction(name, choice)} className="inline">{name}</Link>. <code>$WS_TOKEN</code> stands for the key.</>}>
      <Loaded query={query} what="the example" lines={8}>
        {({ documentation: { function: found } }) => found && <ByFace faces={faces} wires={found.wires} />}
      </Loaded>
    </Section>
  );
}

function ByFace({ faces, wires }: { faces: Documentation['faces']; wires: Wires }) {
  const [search, set] = useSearch({ face: text });
  const face = faces.find((each) => each.name === search.face) ?? faces[0];
  const wire = wires.find((each) => each.face.name === face?.name);
  return (
    <>
      {face && faces.length > 1 && <Choices plain label="Address" value={face.name} onChange={(name) => set({ face: name }, { replace: true })} choices={faces.map((each) => ({ value: each.name, label: each.title }))} />}
      {wire ? <WireForm of={wire} /> : <p className="muted">It cannot carry this example.</p>}
    </>
  );
}
