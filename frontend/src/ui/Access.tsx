// What may be called: the checks that refuse every call, and each function with its own.
import { IconAlertTriangle, IconCheck, IconX } from '@tabler/icons-react';
import { Fragment, type ReactNode } from 'react';
import { graphql } from '../gql';
import type { AccessPartsFragment } from '../gql/graphql';
import { paths } from '../paths';
import css from './Access.module.css';
import { checkRefused, sayReason, sayRemedy } from './checks';
import { Mono } from './Code';
import { FixButton, type FixSubject } from './FixButton';
import { GrantButton } from './Grant';
import { Link } from './Link';
import { Note } from './Page';
import { Pill } from './Pill';
import { counted, listed } from './words';

export const AccessParts = graphql(`
  fragment AccessParts on AccessPreview {
    allowed
    allowedCount
    refusedCount
    refusals {
      check
      reason
      remedy
    }
    functions {
      allowed
      check
      reason
      remedy
      missingCapabilities
      function {
        name
        summary
        kind
      }
    }
  }
`);

export type FunctionAccess = AccessPartsFragment['functions'][number];

/** Refusals are the checks that stop every call, whichever function it is for. */
export function Refusals({ access, subject }: { access: AccessPartsFragment; subject?: FixSubject }) {
  return access.refusals.map((step) => (
    <Note key={step.check} tone="err" action={subject && <FixButton check={step.check} subject={subject} />}>
      {step.reason && sayReason(step.check, step.reason)} {step.remedy && sayRemedy(step.check, step.remedy)}
    </Note>
  ));
}

/** missingOf gathers the capabilities that are missing for the same functions. */
export function missingOf(access: AccessPartsFragment): { capabilities: string[]; functions: string[] }[] {
  const functionsOf = new Map<string, string[]>();
  for (const each of access.functions) {
    for (const capability of each.missingCapabilities) functionsOf.set(capability, [...(functionsOf.get(capability) ?? []), each.function.name]);
  }
  const groups = new Map<string, { capabilities: string[]; functions: string[] }>();
  for (const [capability, functions] of functionsOf) {
    const key = functions.join(' ');
    groups.set(key, { capabilities: [...(groups.get(key)?.capabilities ?? []), capability], functions });
  }
  return [...groups.values()];
}

interface MissingProps {
  access: AccessPartsFragment;
  user?: { id: string; fullName: string };
  service?: { id: string; name: string };
}

/** Missing says for how many functions the user lacks what, and gives it. */
export function Missing({ access, user, service }: MissingProps) {
  return missingOf(access).map(({ capabilities, functions }) => (
    <Note key={capabilities.join()} tone="warn" action={user && <GrantButton user={user} capabilities={capabilities} service={service} />}>
      For {functions.length === access.functions.length && functions.length > 1 ? `all ${functions.length}` : functions.length} the user lacks <Names names={capabilities} />.
    </Note>
  ));
}

function Names({ names }: { names: readonly string[] }) {
  return names.map((name, index) => (
    <Fragment key={name}>
      {index > 0 && (index === names.length - 1 ? ' and ' : ', ')}
      <Mono>{name}</Mono>
    </Fragment>
  ));
}

/** mayCall is the outcome as a sentence without its subject: "may call 4 functions", "may call nothing". */
export function mayCall(access: AccessPartsFragment): string {
  if (access.allowedCount === 0) return 'may call nothing';
  const all = access.allowedCount + access.refusedCount;
  return access.refusedCount === 0 ? `may call ${counted(all, 'function')}` : `may call ${access.allowedCount} of ${counted(all, 'function')}`;
}

export function AccessPill({ row }: { row: FunctionAccess }) {
  if (!row.allowed) {
    return (
      <Pill tone="err" icon={IconX}>
        {checkRefused(row.check ?? '')}
      </Pill>
    );
  }
  if (row.missingCapabilities.length > 0) {
    return (
      <Pill tone="warn" icon={IconAlertTriangle}>
        in part
      </Pill>
    );
  }
  return (
    <Pill tone="ok" icon={IconCheck}>
      allowed
    </Pill>
  );
}

/** whyNot is the reason beside a function, as text. */
export function whyNot(row: FunctionAccess): string {
  if (!row.allowed) return row.reason ? sayReason(row.check ?? '', row.reason) : '';
  if (row.missingCapabilities.length === 0) return '';
  return `The user lacks ${listed(row.missingCapabilities)}.`;
}

/** FunctionList is the short form: one line for each function, with its mark. */
export function FunctionList({ access, linked = true }: { access: AccessPartsFragment; linked?: boolean }) {
  return (
    <ul className={css.list}>
      {access.functions.map((row) => (
        <li key={row.function.name} data-state={row.allowed ? (row.missingCapabilities.length > 0 ? 'part' : 'allowed') : 'refused'}>
          <Mark row={row} />
          <div>
            {linked ? (
              <Link to={paths.function(row.function.name)} className="mono break">
                {row.function.name}
              </Link>
            ) : (
              <Mono>{row.function.name}</Mono>
            )}
            <Detail>{whyNot(row) || row.function.summary}</Detail>
          </div>
        </li>
      ))}
    </ul>
  );
}

function Detail({ children }: { children: ReactNode }) {
  return <div className="muted small">{children}</div>;
}

function Mark({ row }: { row: FunctionAccess }) {
  const part = row.allowed && row.missingCapabilities.length > 0;
  const Shape = part ? IconAlertTriangle : row.allowed ? IconCheck : IconX;
  return (
    <span className={css.mark}>
      <Shape size={14} aria-hidden="true" />
      <span className="visually-hidden">{part ? 'Allowed in part:' : row.allowed ? 'Allowed:' : 'Refused:'}</span>
    </span>
  );
}
