import type { Guide } from './guide';

export const mcp: Guide = {
  protocol: 'mcp',
  title: 'MCP',
  lead: 'The Model Context Protocol: the functions of a key as the tools of an AI assistant.',
  addresses: [{ label: 'Own', path: '/webservice/mcp', note: 'streamable HTTP, stateless' }],
  key: '`Authorization: Bearer $WS_TOKEN`, or `?wstoken=` for clients that can set no header. There is no OAuth. Most clients are set up with something like this:\n\n```\n{"mcpServers": {"gatehouse": {"type": "http", "url": "ADDRESS/webservice/mcp",\n  "headers": {"Authorization": "Bearer KEY"}}}}\n```',
  call: '`tools/list` holds what the key may call now; `tools/call` with the `name` of the function and its `arguments` calls one. Since the revision 2026-07-28 no handshake is needed; older ones begin with `initialize`. Each request stands for itself: there is no session.',
  result: '`structuredContent`, and the same as JSON in a text block. A result that is not an object stands under `result`: `{"result": [1, 2]}`.',
  nothing: '`{"result": null}`.',
  errors: 'A function that fails, or a wrong parameter, is a result with `isError`, because a model can do something about it: its text block is JSON with `message`, `code`, `path`, `found`, `expected` and `requestId`. Failures of the protocol are errors of JSON-RPC with the same in `data`.',
  again: 'Send it in the `_meta` of `tools/call` as `gatehouse/idempotencyKey`, or in the header `Idempotency-Key`. In a batch it stands in `_meta` or nowhere. The `_meta` of a repeated result has `gatehouse/idempotencyReplayed`.',
  limits: 'An error with `code` `ratelimited` in its `data`, and `retryAfter`, the seconds to wait. Each message of a batch counts.',
  codes: [
    ['-32700, -32600', 'No JSON; no message, or a batch that is none (status 400).'],
    ['-32601', 'A method that is not served.'],
    ['-32602', 'An unknown tool, or parameters of another type.'],
    ['-32010', 'No key, or an unknown one (status 401).'],
    ['-32011', 'Refused by a check (status 403).'],
    ['-32012', 'Not now (status 503), or too many calls.'],
    ['-32022', 'An unknown revision; `data.supported` lists those there are.'],
  ],
  quirks: [
    'Names of more than 64 characters are cut, with a digest at their end. The whole name is understood too.',
    'Tools are marked as reading or changing, and as destructive by the verb in their name. Let the assistant ask before those.',
    'Nothing is pushed: ask for the list again when the service gets another function.',
    'A request from a page of another site is refused by its `Origin`.',
  ],
  descriptions: [['tools/list', 'what the key may call, with schemas of arguments and results']],
};
