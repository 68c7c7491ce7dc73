import { graphql } from '../../gql';
import type { ObjectOfFragment } from '../../gql/graphql';
import { Link } from '../../ui/Link';
import { objectPath, subjectWords } from './words';

export const ObjectOf = graphql(`
  fragment ObjectOf on AuditEvent {
    action
    subject
    objectKind
    objectID
  }
`);

/** ObjectLink names what an event is about, and leads there where it still is. */
export function ObjectLink({ event }: { event: ObjectOfFragment }) {
  const to = objectPath(event);
  const name = <bdi className="break">{subjectWords(event)}</bdi>;
  return to ? <Link to={to}>{name}</Link> : name;
}
