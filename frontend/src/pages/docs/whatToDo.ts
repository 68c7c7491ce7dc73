// What whoever writes a client can do about an error. The server says what an error means; this says how to go on.
const byCode: Record<string, string> = {
  enablewsdescription: 'Ask an administrator. Nothing in the client is wrong.',
  protocoldisabled: 'Call over another protocol, or ask an administrator to switch this one on.',
  invalidtoken: 'Look whether the key is sent, once, and whole. If it was lost or replaced, reset it under My keys.',
  accessexception: 'Open the request or the function here: the reason is told there, to you and not to strangers.',
  sitemaintenance: 'Wait, and try the same call again.',
  invalidrecord: 'Compare the name with the list of functions.',
  ratelimited: 'Wait as long as Retry-After says, and send the call again. Nothing was done.',
  idempotencykeyreused: 'Give each new call a new key, and the old key only to the same call with the same arguments.',
  restrictedcontextexception: 'Use a key that is not restricted to a course, or stay inside the course.',
  invalidparameter: 'Look at path, found and expected: they name the parameter, what came, and what belongs there.',
  missingparam: 'Add the parameter that the message names.',
  toolarge: 'Send less in one call: several small ones instead of one large.',
  unsupportedmediatype: 'Set the content type of the protocol, and do not compress.',
  methodnotallowed: 'Use POST. GET is for functions that only read.',
  nopermissions: 'Compare what the function needs with what you have, on its page. An administrator can give it.',
  unavailable: 'Try the same call again in a moment, a few times at most.',
  internal: 'Tell an administrator the request id. The same call will probably fail again.',
};

const byStatus: Record<number, string> = {
  400: 'Correct what is sent.',
  401: 'Look whether the key is sent, once, and whole.',
  403: 'Ask an administrator.',
  404: 'Look whether the ids and names are right.',
  409: 'Choose another value.',
  413: 'Send less in one call.',
  415: 'Set the content type of the protocol.',
  429: 'Wait before the next call, longer each time.',
  500: 'Tell an administrator the request id.',
  503: 'Try the same call again later.',
};

/** whatToDo is advice for a code; for those without one of their own, for their status. */
export const whatToDo = (code: string, status: number) => byCode[code] ?? byStatus[status] ?? 'Look at the message.';
