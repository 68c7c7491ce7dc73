// What the checks between a request and a function are called. The names are those of server/call/access.go.

interface CheckWords {
  /** As a fact: what holds when it passes. */
  passed: string;
  /** As a refusal, short. */
  refused: string;
}

export const checks: Record<string, CheckWords> = {
  'web-services-on': { passed: 'Web services are on', refused: 'web services off' },
  'protocol-on': { passed: 'The protocol is on', refused: 'protocol off' },
  'token-known': { passed: 'The key is known', refused: 'key not known' },
  'token-valid': { passed: 'The key is within its valid-until', refused: 'key expired' },
  'token-address': { passed: 'The key may be used from this address', refused: 'address not allowed' },
  'no-maintenance': { passed: 'The site is not under maintenance', refused: 'maintenance' },
  'user-not-deleted': { passed: 'The user exists', refused: 'user deleted' },
  'user-confirmed': { passed: 'The user is confirmed', refused: 'user not confirmed' },
  'user-not-suspended': { passed: 'The user is not suspended', refused: 'user suspended' },
  'user-may-log-in': { passed: 'The user may sign in at all', refused: 'user may not sign in' },
  'protocol-capability': { passed: 'The user may use the protocol', refused: 'protocol capability missing' },
  'function-known': { passed: 'The function is known', refused: 'function not known' },
  'service-on': { passed: 'The service is on', refused: 'service off' },
  'function-in-service': { passed: 'The function is in the service', refused: 'function not in service' },
  'user-authorised': { passed: 'The user is authorised for the service', refused: 'user not authorised' },
  'authorisation-valid': { passed: 'The authorisation is within its valid-until', refused: 'authorisation expired' },
  'authorisation-address': { passed: 'The authorisation allows this address', refused: 'address not authorised' },
  'service-capability': { passed: 'The user holds the capability that the service requires', refused: 'service capability missing' },
  'service-files': { passed: 'The service may move files', refused: 'service moves no files' },
  'function-public': { passed: 'The function is open to everybody', refused: 'function not public' },
  'address-rate': { passed: 'The address is within its limit on calls', refused: 'too many calls from the address' },
  rate: { passed: 'The calls are within the limits', refused: 'too many calls' },
  function: { passed: 'The function did it', refused: 'refused by the function' },
};

const plain = (check: string) => check.replaceAll('-', ' ');

/** checkPassed is the check as a fact; one that this version does not know is said by its name. */
export const checkPassed = (check: string) => checks[check]?.passed ?? plain(check);

/** checkRefused is the check as a short refusal, for tables. */
export const checkRefused = (check: string) => checks[check]?.refused ?? plain(check);

const aboutKeys = (check: string) => check.startsWith('token-') || check === 'rate';

/** sayReason is why a check refused. The server says "token", as on the wire; to people it is a key. */
export const sayReason = (check: string, reason: string) => (aboutKeys(check) ? reason.replaceAll('token', 'key') : reason);

/** sayCode is what a code means, in the same words. */
export const sayCode = (sentence: string) => sentence.replaceAll('token', 'key').replaceAll('Token', 'Key');

/** sayRemedy is what an administrator can change. */
export const sayRemedy = (check: string, remedy: string) => (aboutKeys(check) || check === 'user-not-deleted' ? remedy.replaceAll('token', 'key') : remedy);

// What everybody can do about a refusal without an administrator.
const ownRemedies = new Set(['token-known', 'function-known', 'function-public']);

/** askFor is what somebody does who cannot change it: asks an administrator to. */
export function askFor(check: string, remedy: string): string {
  if (ownRemedies.has(check) || !remedy) return sayRemedy(check, remedy);
  if (check === 'token-valid') return 'Ask an administrator to extend the key, or rotate it.';
  const words = sayRemedy(check, remedy);
  return `Ask an administrator to ${words.charAt(0).toLowerCase()}${words.slice(1)}`;
}
