// What the audit trail says, in words. An action is the name of a function, or KIND.VERB.
import { paths } from '../../paths';

const actions: Record<string, string> = {
  'token.create': 'Created security key',
  'token.update': 'Changed security key',
  'token.rotate': 'Rotated security key',
  'token.reset': 'Reset security key',
  'token.revoke': 'Revoked security key',
  'authorisation.create': 'Authorised user',
  'authorisation.update': 'Changed authorised user',
  'authorisation.delete': 'Removed authorised user',
  'service.create': 'Created service',
  'service.update': 'Changed service',
  'service.delete': 'Deleted service',
  'user.create': 'Created user',
  'user.update': 'Changed user',
  'user.delete': 'Deleted user',
  'user.password': 'Changed password',
  'role.create': 'Created role',
  'role.update': 'Changed role',
  'role.delete': 'Deleted role',
  'role.assign': 'Assigned role',
  'role.unassign': 'Unassigned role',
  'settings.update': 'Changed settings',
  'session.open': 'Signed in',
  'session.end': 'Ended sessions',
  'session.reuse': 'Ended copied session',
  'link.create': 'Created link',
  'identity.link': 'Linked identity',
  'identity.unlink': 'Unlinked identity',
  'factor.create': 'Set up second factor',
  'factor.delete': 'Removed second factor',
  'factor.recover': 'Used recovery code',
  'factor.recoveryCodes': 'Made recovery codes',
  'course.create': 'Created course',
  'course.update': 'Changed course',
  'category.create': 'Created category',
  'category.update': 'Changed category',
  'group.create': 'Created group',
  'group.update': 'Changed group',
  'group.delete': 'Deleted group',
  'cohort.create': 'Created cohort',
  'cohort.update': 'Changed cohort',
  'enrolment.create': 'Enrolled user',
  'enrolment.update': 'Changed enrolment',
  'enrolment.delete': 'Unenrolled user',
  'file.upload': 'Uploaded files',
  'database.restore': 'Restored database',
};

export const knownActions = Object.entries(actions).map(([value, label]) => ({ value, label }));

/** isFunction says whether an action is a call of a function. */
export const isFunction = (action: string) => !action.includes('.');

/** actionWords is an action in words; a function keeps its name. */
export function actionWords(action: string): string {
  return actions[action] ?? action;
}

const doors: Record<string, string> = {
  app: 'Admin app',
  cli: 'Command line',
  'sign-in': 'Sign-in for a key',
  rest: 'REST',
  soap: 'SOAP',
  xmlrpc: 'XML-RPC',
  amf: 'AMF',
  jsonrpc: 'JSON-RPC',
  mcp: 'MCP',
  files: 'Files',
};

export const knownDoors = Object.entries(doors).map(([value, label]) => ({ value, label }));

/** doorWords is the way that a change came in. */
export const doorWords = (door: string) => doors[door] ?? door;

/** actorWords is who made a change, when there is no account to name: on the command line, the command. */
export function actorWords(event: { actor: string; door: string }): string {
  return event.door === 'cli' ? `gatehouse ${event.actor}` : event.actor || 'nobody';
}

const settingsGroups: Record<string, string> = { site: 'Site', webServices: 'Web services', tokenSettings: 'Security keys', journal: 'Logs', cors: 'Web sites', signIn: 'Signing in' };

const keySubject = /^token (\d+) (".*")$/s;

/** subjectWords is what was changed, as people call it. */
export function subjectWords({ action, subject }: { action: string; subject: string }): string {
  if (action === 'settings.update') return settingsGroups[subject] ?? subject;
  if (action.startsWith('session.') || action.startsWith('factor.')) return subject.replace(/^user /, '');
  const quoted = keySubject.exec(subject)?.[2];
  return quoted ? unquoted(quoted) : subject;
}

function unquoted(text: string): string {
  try {
    return String(JSON.parse(text));
  } catch {
    return text.slice(1, -1);
  }
}

interface About {
  action: string;
  subject: string;
  objectKind: string;
  objectID: string;
}

/** objectPath is the page of what an event is about; nothing when it has none, or was deleted. */
export function objectPath({ action, subject, objectKind, objectID }: About): string | undefined {
  if (action === 'settings.update') return subject === 'webServices' ? paths.protocols() : paths.settings();
  if (isFunction(action)) {
    const user = /^user (\d+)/.exec(subject)?.[1];
    return user && paths.user(user);
  }
  if (action.endsWith('.delete') && !action.startsWith('authorisation.') && !action.startsWith('factor.')) return undefined;
  switch (objectKind) {
    case 'service':
      return action.startsWith('authorisation.') ? paths.serviceUsers(objectID) : paths.service(objectID);
    case 'user':
      return paths.user(objectID);
    case 'token':
      return paths.key(objectID);
    case 'role':
      return paths.role(objectID);
    default:
      return undefined;
  }
}

const fields: Record<string, string> = {
  ipRestriction: 'Addresses',
  siteAdmin: 'Administrator',
  tokensRevoked: 'Keys revoked',
  token: 'Key',
  email: 'E-mail',
  username: 'User name',
  idNumber: 'ID number',
  secondFactorForAdmins: 'Second factor of administrators',
  passwordEndpoints: 'Password addresses',
  enabled: 'On',
};

/** fieldWords is the name of a field in words: "authorisedUsersOnly" is "Authorised users only". */
export function fieldWords(field: string): string {
  const words = fields[field] ?? field.replace(/([a-z])([A-Z])/g, (_, before: string, after: string) => `${before} ${after.toLowerCase()}`);
  return words.charAt(0).toUpperCase() + words.slice(1);
}
