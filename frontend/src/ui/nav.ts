// The entries of the rail, in its groups, and the key that goes to each.
import { paths } from '../paths';

export interface Entry {
  to: string;
  label: string;
  /** Pressed after g. */
  key?: string;
  /** Other beginnings of addresses that belong to the entry. */
  also?: string[];
  /** Hidden from users while the documentation is off. */
  documentation?: boolean;
}

export interface Group {
  title: string;
  entries: Entry[];
}

const docs: Entry = { to: paths.docs(), label: 'Docs', key: 'd', documentation: true };
const ownRequests: Entry = { to: paths.myRequests(), label: 'My requests' };

export const administratorGroups: Group[] = [
  {
    title: 'Overview',
    entries: [
      { to: paths.home(), label: 'Home', key: 'h' },
      { to: paths.requests(), label: 'Requests', key: 'r' },
      { to: paths.audit(), label: 'Audit trail' },
    ],
  },
  {
    title: 'Set up',
    entries: [
      { to: paths.protocols(), label: 'Protocols' },
      { to: paths.services(), label: 'Services', key: 's' },
      { to: paths.functions(), label: 'Functions' },
      { to: paths.keys(), label: 'Security keys', key: 'k' },
      { to: paths.users(), label: 'Users', key: 'u' },
      { to: paths.roles(), label: 'Roles' },
      { to: paths.access(), label: 'What may they call?' },
      { to: paths.settings(), label: 'Settings' },
    ],
  },
  { title: 'Develop', entries: [docs, { to: paths.ownKeys(), label: 'My keys' }, ownRequests] },
];

// Their keys are the only ones that they see.
const developerEntries: Entry[] = [docs, { to: paths.ownKeys(), label: 'My keys', key: 'k', also: ['/keys'] }, ownRequests];

/** groupsFor are the groups of the rail. */
export function groupsFor(administrator: boolean, documentationOn: boolean): Group[] {
  if (administrator) return administratorGroups;
  return [{ title: 'Develop', entries: developerEntries.filter((entry) => documentationOn || !entry.documentation) }];
}

/** isCurrent says whether an entry is the one of an address. */
export function isCurrent(entry: Entry, pathname: string): boolean {
  if (entry.to === '/') return pathname === '/';
  return [entry.to, ...(entry.also ?? [])].some((start) => pathname === start || pathname.startsWith(`${start}/`));
}
