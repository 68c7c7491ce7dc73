import type { Guide } from './guide';

export const amf: Guide = {
  protocol: 'amf',
  title: 'AMF',
  lead: 'The binary protocol of Flash, AIR and Flex applications. Take another one for anything new.',
  addresses: [
    { label: 'Own', path: '/webservice/amf', note: 'AMF0 and AMF3, plain calls and Flex messages' },
    { label: 'Moodle’s', path: '/webservice/amf/server.php', note: 'as Moodle had it until 3.0' },
  ],
  key: '`Authorization: Bearer $WS_TOKEN`, or `wstoken` in the query, which is all that most of these clients can do. What stands inside a packet is never taken for a key.',
  call: '`POST` a packet with `Content-Type: application/x-amf`. Each of its bodies, up to 50, is a call: the target is `FUNCTION` or `ANYTHING.FUNCTION`, or holds a Flex `RemotingMessage` whose `operation` is the function. Arguments are a list by position; or one object holds them by name.',
  result: 'Each body goes to `ADDRESS/onResult`, in AMF3 when the call came in AMF3. A Flex message is answered with an `AcknowledgeMessage`.',
  nothing: 'null.',
  errors: 'To `ADDRESS/onStatus`: in AMF0 an object with `code`, `description` and `detail`; in AMF3 and Flex an `ErrorMessage` with `faultCode`, `faultString` and `faultDetail`, and the rest in `extendedData`. A call that fails does not touch the others in its packet.',
  again: 'Send it in the header `Idempotency-Key` of HTTP. In a packet of several bodies the key of each is that of the header together with its place: send the same packet again, and what was done is not done twice.',
  limits: 'A failure with the code `ratelimited`; the header `Retry-After` of HTTP holds the seconds to wait. Each body of a packet counts, and of several the text says how long.',
  codes: [
    ['200', 'Every answer, failures too. On Moodle’s address also, with nothing in it, when web services or AMF are off.'],
    ['403', 'Web services or AMF are off, on the own address.'],
    ['405', 'Not `POST`.'],
    ['413, 415', 'More than 4 MB; another content type, or compressed.'],
  ],
  quirks: [
    'A double cannot tell whole numbers past 53 bits apart. Send them as text; they come back as text.',
    'An ECMA array with the keys 0, 1, 2 is a list, and so is an empty one.',
    'Dictionaries, classes that write themselves (but for ArrayCollection) and the same key twice are refused.',
    'A packet that is wrong in its frame is wrong as a whole: none of its calls runs.',
  ],
  descriptions: [['MethodDescriptor.getMethods', 'what the key may call, asked over AMF itself']],
};
