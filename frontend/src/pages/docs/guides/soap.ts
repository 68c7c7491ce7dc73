import type { Guide } from './guide';

export const soap: Guide = {
  protocol: 'soap',
  title: 'SOAP',
  lead: 'Typed calls made from a WSDL, for Java, .NET and PHP. Take the own address for a new client: everything in it has a type.',
  addresses: [
    { label: 'Own', path: '/webservice/soap', note: 'document/literal, the WSDL at ?wsdl' },
    { label: 'Moodle’s', path: '/webservice/soap/server.php', note: 'rpc/encoded, the WSDL at ?wsdl=1' },
  ],
  key: '`Authorization: Bearer $WS_TOKEN`, or `wstoken` in the query for toolkits that cannot set a header, unless the site has forbidden keys in addresses. A WSDL that was fetched with `wstoken` has it in its addresses, so that the toolkit goes on using it.',
  call: '`POST` an envelope in UTF-8: SOAP 1.1 with `text/xml`, SOAP 1.2 with `application/soap+xml`, at the same address. The element in the body names the function; `SOAPAction` is not looked at.\n\nOn the **own** address all elements are in the namespace `urn:gatehouse:1`, fields come in any order, and a list is its items one after the other. On **Moodle’s** address parts go by name, or by position when no name is that of a parameter.',
  result: 'On the own address `FUNCTIONResponse` with `return`, typed as the WSDL says; an absent field is no element. On Moodle’s address objects in lists are Maps.',
  nothing: 'An answer that is empty: `FUNCTIONResponse` without `return`. It comes when the work is done.',
  errors: 'A fault. On the own address its detail is typed, `wsException`, with `errorcode`, `message` and, where there is something to say, `path`, `check`, `found`, `expected` and `requestid`. On Moodle’s address `faultactor` is always the code, and `faultstring` the message, with `| ERRORCODE: code` at its end when the function failed.',
  again: 'Send it in the header `Idempotency-Key` of HTTP.',
  limits: 'A fault of the server’s side with the code `ratelimited`. The header `Retry-After` of HTTP holds the seconds to wait.',
  codes: [
    ['500', 'Every fault of SOAP 1.1, and those of SOAP 1.2 that are the server’s.'],
    ['400', 'In SOAP 1.2: a fault of the caller.'],
    ['403', 'Web services or SOAP are off.'],
    ['401', 'The WSDL was asked for without a key that is known.'],
    ['413, 415', 'More than 4 MB; another content type, another encoding than UTF-8, or compressed.'],
  ],
  quirks: [
    'The WSDL describes what the key may call now. Fetch it again when the service gets another function.',
    'An empty list is no element at all, so a list that must be there cannot be sent empty over the own address.',
    'SOAP 1.2 has no binding of its own in the WSDL. Clients that choose the version themselves speak it at the same address.',
    'Python’s zeep cannot use Moodle’s WSDL: it loads a schema from the internet. Use the own one.',
    'A field twice, or a number written like `007`, is refused.',
  ],
  descriptions: [
    ['soap.wsdl', 'the typed WSDL of the own address'],
    ['moodle.wsdl', 'the WSDL of Moodle’s address'],
  ],
};
