import type { Guide } from './guide';

export const rest: Guide = {
  protocol: 'rest',
  title: 'REST',
  lead: 'Plain HTTP, from every language without a library. Take the own address for a new client, and Moodle’s for one that was written for Moodle.',
  addresses: [
    { label: 'Own', path: '/webservice/rest/FUNCTION', note: 'JSON in and out, real status codes' },
    { label: 'RESTful', path: '/webservice/restful/server.php/FUNCTION', note: 'the same, for clients of Moodle’s RESTful plugin' },
    { label: 'Moodle’s', path: '/webservice/rest/server.php', note: 'forms in, JSON or XML out, always status 200' },
  ],
  key: 'The header `Authorization: Bearer $WS_TOKEN` works on all three. The RESTful address also takes the key without `Bearer`. Moodle’s address also takes `wstoken` in the form, and all take `wstoken` in the query, unless the site has forbidden keys in addresses. Show it once: a key given twice is an unknown key.',
  call: 'On the **own** address: `POST` with the arguments as one JSON object and `Content-Type: application/json`. A function that takes nothing needs no body. Functions that only read also answer `GET` with the arguments in the query: `?field=id&values[0]=3`.\n\nOn **Moodle’s** address: `wsfunction` names the function, `moodlewsrestformat=json` asks for JSON (anything else is XML), and the arguments are fields with brackets: `groups[0][courseid]=2&groups[0][name]=Blue`.',
  result: 'The value itself as JSON, without an envelope. On the own address fields that are absent are left out; on Moodle’s XML every declared field stands, empty ones as `<VALUE null="null"/>`.',
  nothing: '`null` in JSON.',
  errors: 'On the **own** address a real status and `application/problem+json`: branch on `code`, show `detail`, look at `path` for the parameter, and keep `requestId` for whoever helps you.\n\nOn **Moodle’s** address the status stays 200: look for `exception` and `errorcode` in the answer before you use it. The header `X-Request-Id` names the request.',
  again: 'Send it in the header `Idempotency-Key`.',
  limits: 'On the **own** address status 429 with `code` `ratelimited`; on Moodle’s status 200 with `errorcode` `ratelimited`. On both the header `Retry-After` holds the seconds to wait.',
  codes: [
    ['400', 'A parameter, or the JSON itself, is wrong.'],
    ['401', 'No key came, or nobody knows it.'],
    ['403', '`check` names the check that refused, or a capability is lacking. On Moodle’s address, without a body: web services or REST are off.'],
    ['404', 'There is no such function, user, course …'],
    ['405', 'A function that changes data was called with `GET`.'],
    ['409', 'It is taken already; or the `Idempotency-Key` belongs to another call.'],
    ['413, 415', 'More than 4 MB; not JSON, or compressed.'],
    ['429', 'Too many calls. `Retry-After` says when to try again.'],
    ['500', 'The server’s fault, in its log under `requestId`.'],
    ['503', 'Not now: maintenance, or the database does not answer. Try again later.'],
  ],
  quirks: [
    'On Moodle’s address everything but `moodlewsrestformat=json` is XML, a spelling mistake too.',
    'Items follow the number in their brackets, whatever the order in which they are sent.',
    'An empty list and null can be said in JSON only, never in a form.',
    'JSON with a key twice, or with whole numbers past 64 bits, is refused instead of guessed at.',
    'JavaScript reads whole numbers past 2^53 wrong, in whatever way they are sent.',
  ],
  descriptions: [
    ['openapi.json', 'OpenAPI 3.1 of the own address'],
    ['postman.json', 'a Postman collection'],
    ['client.ts, client.go, client.py', 'typed clients'],
  ],
};
