import type { Guide } from './guide';

export const xmlrpc: Guide = {
  protocol: 'xmlrpc',
  title: 'XML-RPC',
  lead: 'Small and old, with a client in nearly every language, and no description needed.',
  addresses: [
    { label: 'Own', path: '/webservice/xmlrpc', note: 'introspection, and several calls in one' },
    { label: 'Moodle’s', path: '/webservice/xmlrpc/server.php', note: 'as Moodle has it' },
  ],
  key: '`Authorization: Bearer $WS_TOKEN`, or `wstoken` in the query for clients that cannot set a header, unless the site has forbidden keys in addresses.',
  call: '`POST` with `text/xml`. The method is the name of the function. Parameters stand in the order of their declaration, and the last ones may be left out where they have a default. Or **one struct as the only parameter holds them by name**, on both addresses.\n\nWhole numbers may be `int` or `i8` up to 64 bits. `dateTime.iso8601` and `base64` are refused: send seconds since 1970, and files as text in base64.',
  result: 'One value. Whole numbers are `int`, and `i8` only when they do not fit into 32 bits. What is absent is left out of its struct.',
  nothing: 'An empty `<string/>`, which every client reads. The site can choose `<nil/>` or Moodle’s `<params/>` instead.',
  errors: 'A fault, always with HTTP status 200. `faultString` is the message and ends with `| ERRORCODE: code`: take the code from there. On the own address it names `PATH`, `CHECK` and `REQUEST` before that. `faultCode` is a number made of the code, the first eight decimal digits of its MD5 sum.',
  again: 'Send it in the header `Idempotency-Key`. In `system.multicall` the key of each call is that of the header together with its place in the list: send the same list again, and what was done is not done twice.',
  limits: 'A fault with the code `ratelimited`; the header `Retry-After` holds the seconds to wait. Each call of a `system.multicall` counts, and there the text of the fault says how long.',
  codes: [
    ['200', 'Every answer, faults too.'],
    ['403', 'Web services or XML-RPC are off.'],
    ['405', 'Not `POST`, on the own address.'],
    ['413, 415', 'More than 4 MB; compressed, or another content type.'],
  ],
  quirks: [
    'A number that is out of 32 bits comes as `i8`, an extension that old clients may not know.',
    'Clients that throw on every fault hide the code in the text of their exception. Look behind `ERRORCODE:`.',
    'Ruby and aXMLRPC must be told to take `nil`, if the site answers with it.',
    '`system.multicall` takes up to 50 calls; each is checked and recorded by itself.',
  ],
  descriptions: [['system.listMethods', 'what the key may call, with system.methodSignature and system.methodHelp, on the own address']],
};
