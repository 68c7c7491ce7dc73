import { graphql } from '../../gql';
import type { DocsEntryFragment } from '../../gql/graphql';
import { useServerQuery } from '../../graphql';
import { paths } from '../../paths';
import { Code, Mono } from '../../ui/Code';
import { CopyButton } from '../../ui/CopyButton';
import { Link } from '../../ui/Link';
import { Card, Section } from '../../ui/Page';
import { useSite } from '../../ui/site';
import css from './docs.module.css';
import type { Face } from './DocsPage';
import { toStartWith } from './list';
import type { Choice, Subject } from './subject';

const FirstCall = graphql(`
  query FirstCall($token: ID, $service: ID, $function: String!, $face: String!) {
    documentation(token: $token, service: $service) {
      function(name: $function) {
        samples(face: $face) {
          language
          code
        }
      }
    }
  }
`);

interface StartHereProps {
  subject: Subject;
  choice: Choice;
  faces: readonly Face[];
  functions: readonly DocsEntryFragment[];
}

export const bearer = 'Authorization: Bearer $WS_TOKEN';

/** StartHere leads from a key to the first answer in three lines. */
export function StartHere({ subject, choice, faces, functions }: StartHereProps) {
  const { publicURL } = useSite();
  const face = faces.find((each) => each.allowed) ?? faces[0];
  const first = toStartWith(functions);
  const query = useServerQuery(FirstCall, { ...subject.variables, function: first ?? '', face: face?.name ?? '' }, { pause: !first || !face });
  const command = query.data?.documentation.function?.samples.find((each) => each.language === 'curl')?.code;
  if (!face) return <Section title="Start here"><p className="muted">No protocol is on, so nothing can be called. Ask an administrator to switch one on.</p></Section>;
  return (
    <Section title="Start here">
      <Card flush>
        <ol className={css.steps}>
          <li>
            <h3>Address</h3>
            <div className={css.fact}>
              <Mono>{publicURL}</Mono> <CopyButton value={publicURL} label="Copy the address" />
            </div>
          </li>
          <li>
            <h3>Key</h3>
            <div>
              <div className={css.fact}>
                <Mono>{bearer}</Mono> <CopyButton value={bearer} label="Copy the header" />
              </div>
              <p className="muted small">
                A header of every call. <code>WS_TOKEN</code> is an environment variable that holds the key{choice.key && !subject.foreign && <> (lost it? <Link to={paths.ownKeys()} className="inline">Reset it</Link>)</>}.
              </p>
            </div>
          </li>
          <li>
            <h3>First call</h3>
            <div>
              {command ? <Code label="First call">{command.trim()}</Code> : <p className="muted small">{first ? 'One moment.' : 'There is nothing that could be called yet.'}</p>}
              {first && (
                <p className="muted small above">
                  Other languages and protocols: <Link to={paths.docsFunction(first, choice)}>{first}</Link>
                </p>
              )}
            </div>
          </li>
        </ol>
      </Card>
    </Section>
  );
}
