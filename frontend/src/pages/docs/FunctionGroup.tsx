import { IconBan } from '@tabler/icons-react';
import type { DocsEntryFragment } from '../../gql/graphql';
import { paths } from '../../paths';
import { sayReason, sayRemedy } from '../../ui/checks';
import { FunctionMarks } from '../../ui/FunctionMarks';
import { Link } from '../../ui/Link';
import { LongName } from '../../ui/LongName';
import css from './docs.module.css';
import type { Choice } from './subject';

interface FunctionGroupProps {
  component: string;
  entries: readonly DocsEntryFragment[];
  choice: Choice;
  administrator: boolean;
}

/** FunctionGroup are the functions of one component, each a link to its page. */
export function FunctionGroup({ component, entries, choice, administrator }: FunctionGroupProps) {
  return (
    <section className={css.group} aria-label={component}>
      <h3 className={css.component}>
        <code>{component}</code> <span className={css.count}>{entries.length}</span>
      </h3>
      <ul className={css.list}>
        {entries.map((entry) => (
          <li key={entry.function.name} className={css.entry}>
            <div>
              <Link to={paths.docsFunction(entry.function.name, choice)} className={css.name}>
                <LongName>{entry.function.name}</LongName>
              </Link>
              <p className="muted small">{entry.function.summary}</p>
              {!entry.allowed && <Refusal of={entry} administrator={administrator} />}
            </div>
            <div className={css.marks}>
              <FunctionMarks of={entry.function} toFunction={(name) => paths.docsFunction(name, choice)} />
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** Refusal says why a function may not be called; what to change only to those who can. */
function Refusal({ of: { check, reason, remedy }, administrator }: { of: DocsEntryFragment; administrator: boolean }) {
  return (
    <p className={css.refusal}>
      <IconBan size={14} aria-hidden="true" />
      <span>
        May not be called: {sayReason(check ?? '', reason ?? 'a check refuses it')} {administrator && remedy && sayRemedy(check ?? '', remedy)}
      </span>
    </p>
  );
}
