// Where a refusal is mended: for each check, the page that can change what it asked, and what to do there.
import { paths } from '../paths';

interface Subject {
  token?: { id: string } | null;
  service?: { id: string } | null;
  user?: { id: string } | null;
}

export interface Fix {
  label: string;
  to: string;
}

type Where = (subject: Subject) => string | null | undefined;

const key: Where = ({ token }) => token && paths.key(token.id);
const user: Where = ({ user: who }) => who && paths.user(who.id);
const service: Where = ({ service: which }) => which && paths.service(which.id);
const serviceUsers: Where = ({ service: which }) => which && paths.serviceUsers(which.id);
const serviceSettings: Where = ({ service: which }) => which && paths.serviceSettings(which.id);

const fixes: Record<string, { label: string; where: Where }> = {
  'web-services-on': { label: 'Turn on…', where: () => paths.protocols() },
  'protocol-on': { label: 'Turn on…', where: () => paths.protocols() },
  'token-known': { label: 'See keys', where: () => paths.keys() },
  'token-valid': { label: 'Extend…', where: key },
  'token-address': { label: 'Add address…', where: key },
  'no-maintenance': { label: 'End it…', where: () => paths.settings() },
  'user-not-deleted': { label: 'See user', where: user },
  'user-confirmed': { label: 'Confirm…', where: user },
  'user-not-suspended': { label: 'Resume…', where: user },
  'user-may-log-in': { label: 'See user', where: user },
  'protocol-capability': { label: 'Grant…', where: user },
  'function-known': { label: 'See functions', where: () => paths.functions() },
  'service-on': { label: 'Turn on…', where: serviceSettings },
  'function-in-service': { label: 'Add it…', where: service },
  'user-authorised': { label: 'Authorise…', where: serviceUsers },
  'authorisation-valid': { label: 'Extend…', where: serviceUsers },
  'authorisation-address': { label: 'Add address…', where: serviceUsers },
  'service-capability': { label: 'Grant…', where: user },
  'function-public': { label: 'See functions', where: () => paths.functions() },
  rate: { label: 'See limit…', where: (subject) => key(subject) ?? serviceSettings(subject) ?? paths.settings() },
  'address-rate': { label: 'See limit…', where: () => paths.settings() },
  'service-files': { label: 'Let it…', where: serviceSettings },
};

/** fixFor is where to mend a refusal by this check; null when there is no such page for this call. */
export function fixFor(check: string, subject: Subject): Fix | null {
  const found = fixes[check];
  const to = found?.where(subject);
  return found && to ? { label: found.label, to } : null;
}
