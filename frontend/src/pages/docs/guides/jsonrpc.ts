import type { Guide } from './guide';

export const jsonrpc: Guide = {
  protocol: 'jsonrpc',
  title: 'JSON-RPC',
  lead: 'JSON-RPC 2.0 at one address, with several calls in one request.',
  addresses: [{ label: 'Own', path: '/webservice/jsonrpc', note: 'JSON, batches, rpc.discover' }],
  key: '`Authorization: Bearer $WS_TOKEN`, or `wstoken` in the query unless the site has forbidden keys in addresses. It counts for every request of a batch.',
  call: '`POST` a request object with `Content-Type: application/json`. The method is the name of the function. `params` is an object with the parameters by name, a list in the order of their declaration, or absent. Without an `id` it is a notification: it is carried out and not answered.\n\nA list of up to 50 requests is a batch: they run one after the other, each by itself, for a minute together.',
  result: '`result` holds the value. Fields that are absent are left out.',
  nothing: '`"result": null`. A request of notifications only is answered with 204.',
  errors: 'Status 200 with `error`: `message` is a sentence, `data.code` what to branch on, `data.path` the parameter, `data.check` the check that refused, `data.requestId` what to tell whoever helps you. `code` is a number that says what can be done about it.',
  again: 'Send it in the header `Idempotency-Key`. In a batch the key of each request is that of the header together with its place: send the same batch again, and what was done is not done twice.',
  limits: 'Status 200 with the error number 429 and `data.code` `ratelimited`. `data.retryAfter` holds the seconds to wait, and for a single request the header `Retry-After` too. Each request of a batch counts.',
  codes: [
    ['-32700, -32600', 'Not JSON; not a request object, or a batch that is empty or of more than 50.'],
    ['-32601', 'There is no such function.'],
    ['-32602', 'A parameter is missing, wrong or unknown.'],
    ['-32603', 'The server’s fault, in its log under `requestId`.'],
    ['401', 'No key came, or nobody knows it.'],
    ['403', 'Refused: `data.check` names the check, or a capability is lacking.'],
    ['404, 409', 'What the call is about does not exist; is taken already.'],
    ['413, 429', 'Too much; too fast.'],
    ['503', 'Not now: maintenance, or the database does not answer.'],
  ],
  quirks: [
    'A single parameter that is a list, given by position, is a list in a list: `[[1,2]]`. By name it is not.',
    'The HTTP status of an error is 200, because common clients throw away the body of anything else. Look at `error`.',
    'jsonrpclib-pelix drops the query of the address: give it the key in the header. It also throws on status 204 after a notification that was carried out.',
    'A key twice in one object, and whole numbers past 64 bits, are refused.',
  ],
  descriptions: [['openrpc.json', 'OpenRPC 1.3; the same as the method rpc.discover answers']],
};
