import { graphql } from '../../gql';
import type { AuditChangesFragment } from '../../gql/graphql';
import { Card } from '../../ui/Page';
import css from './audit.module.css';
import { Value } from './Value';
import { fieldWords } from './words';

export const AuditChanges = graphql(`
  fragment AuditChanges on AuditEvent {
    action
    changes {
      field
      before
      after
    }
  }
`);

/** Changes lays the fields out, before and after side by side. What was created has no before, and what was deleted no after. */
export function Changes({ action, changes }: AuditChangesFragment) {
  const before = !action.endsWith('.create');
  const after = !/\.(delete|revoke)$/.test(action);
  return (
    <Card flush>
      <table className={css.changes} aria-label="What changed" role="table">
        <thead role="rowgroup">
          <tr role="row">
            <th scope="col" role="columnheader">Field</th>
            {before && <th scope="col" role="columnheader">Before</th>}
            {after && <th scope="col" role="columnheader">After</th>}
          </tr>
        </thead>
        <tbody role="rowgroup">
          {changes.map((change) => (
            <tr key={change.field} role="row" data-both={(before && after) || undefined}>
              <th scope="row" role="rowheader">{fieldWords(change.field)}</th>
              {before && (
                <td role="cell" data-side="Before">
                  <Value field={change.field} value={change.before} other={change.after} mark={after ? 'gone' : undefined} />
                </td>
              )}
              {after && (
                <td role="cell" data-side="After">
                  <Value field={change.field} value={change.after} other={change.before} mark={before ? 'new' : undefined} />
                </td>
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </Card>
  );
}
