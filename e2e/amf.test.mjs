// AMF from outside: codecs that nobody here wrote encode the questions and decode the answers of one application's day. None of them
// knows packets, so that their frame is written here.
import { read } from 'amf';
import { AMF0 } from 'amf0-ts';
import { AMF3 } from 'amf3-ts';
import amfjs from 'amfjs';
import assert from 'node:assert/strict';
import { PassThrough } from 'node:stream';
import { test } from 'node:test';
import { check, course, day, groups, installed, secret } from './scenario.mjs';

const moodle = (token) => `/webservice/amf/server.php?wstoken=${token}`;
const own = '/webservice/amf';
const switchTo3 = Buffer.of(0x11);

// The codecs: encode makes an AMF0 value or one that switches to AMF3, decode reads the value of an answer.
const amfjsEncode = (version) => (value) => {
  const stream = new PassThrough();
  new amfjs.AMFEncoder(stream).writeObject(value, version);
  const bytes = stream.read();
  return version === amfjs.AMF3 ? Buffer.concat([switchTo3, bytes]) : bytes;
};
const amfjsDecode = (bytes) => {
  const stream = new PassThrough();
  stream.end(bytes);
  return new amfjs.AMFDecoder(stream).decode(amfjs.AMF0);
};
const ts3 = {
  encode: (value) => Buffer.concat([switchTo3, Buffer.from(AMF3.stringify(value))]),
  decode: (bytes) => AMF3.parse([...bytes.subarray(1)]),
};
const ts0 = { encode: (value) => Buffer.from(AMF0.stringify(value)), decode: (bytes) => read(bytes) };

const codecs = {
  'amf0-ts, answers read by amf': ts0, // it writes every array as an ECMA array, and reads no other
  'amfjs in AMF0, answers read by amf': { encode: amfjsEncode(amfjs.AMF0), decode: ts0.decode }, // it misreads empty arrays
  'amfjs in AMF3': { encode: amfjsEncode(amfjs.AMF3), decode: amfjsDecode },
  'amf3-ts, failures read by amfjs': { ...ts3, fault: amfjsDecode }, // it takes members out of a typed object in an order of its own
};

// packet frames one body for each {target, value}. Its length is unknown where the value says so.
function packet(version, bodies) {
  const parts = [u16(version), u16(0), u16(bodies.length)];
  bodies.forEach(({ target, value, unknown }, i) => parts.push(utf(target), utf(`/${i + 1}`), u32(unknown ? 0xffffffff : value.length), value));
  return Buffer.concat(parts);
}

// answers takes the bodies out of a packet: {target, value}.
function answers(bytes) {
  let at = 2;
  const number = (length) => bytes.readUIntBE((at += length) - length, length);
  const text = (length = number(2)) => bytes.toString('utf8', at, (at += length));
  assert.equal(number(2), 0, 'headers');
  const bodies = Array.from({ length: number(2) }, () => {
    const target = text();
    assert.equal(text(), 'null');
    const length = number(4);
    return { target, value: bytes.subarray(at, (at += length)) };
  });
  assert.equal(at, bytes.length);
  return bodies;
}

const u16 = (n) => Buffer.of(n >> 8, n & 0xff);
const u32 = (n) => Buffer.of(n >>> 24, (n >> 16) & 0xff, (n >> 8) & 0xff, n & 0xff);
const utf = (text) => Buffer.concat([u16(Buffer.byteLength(text)), Buffer.from(text)]);

// send posts a packet and returns the bodies of the answer.
async function send(base, path, token, version, ...bodies) {
  const headers = { 'Content-Type': 'application/x-amf', ...(path === own && { Authorization: `Bearer ${token}` }) };
  const response = await fetch(base + path, { method: 'POST', headers, body: packet(version, bodies) });
  assert.deepEqual([response.status, response.headers.get('content-type')], [200, 'application/x-amf']);
  return answers(Buffer.from(await response.arrayBuffer()));
}

// netConnection makes one plain call: the function in the target, the parameters by name.
const netConnection = (server, codec, version) => async (name, parameters, token) => {
  const [answer] = await send(server.base, moodle(token), token, version, { target: `Groups.${name}`, value: codec.encode([parameters]) });
  if (answer.target !== '/1/onResult') throw (codec.fault ?? codec.decode)(answer.value);
  return codec.decode(answer.value);
};
const codeOf = (error) => error.faultCode ?? error.code ?? String(error);

for (const [name, codec] of Object.entries(codecs)) {
  test(`plain calls with ${name}`, async (t) => {
    check(plain(await day(netConnection(await installed(t, 'amf'), codec, 0), codeOf)));
  });
}

test('a packet of version 3, with values in AMF0', async (t) => {
  const codec = { encode: ts0.encode, decode: amfjsDecode };
  check(plain(await day(netConnection(await installed(t, 'amf'), codec, 3), codeOf)));
});

// flex makes one call as Flex's RemoteObject does: a typed message, answered by one with its id.
const flex = (server) => async (operation, parameters, token) => {
  const sent = message('RemotingMessage', { operation, source: 'Groups', destination: 'zend', body: [parameters] });
  const [answer] = await send(server.base, own, token, 3, { target: 'null', value: amf0List(amfjsEncode(amfjs.AMF3)(sent)) });
  const got = amfjsDecode(answer.value);
  assert.equal(got.correlationId, sent.messageId);
  if (answer.target !== '/1/onResult') {
    assert.equal(got.__class, 'flex.messaging.messages.ErrorMessage');
    throw got;
  }
  assert.equal(got.__class, 'flex.messaging.messages.AcknowledgeMessage');
  return got.body;
};

function message(kind, members) {
  const made = new amfjs.Serializable(`flex.messaging.messages.${kind}`);
  return Object.assign(made, { clientId: null, headers: null, timestamp: 0, timeToLive: 0, messageId: 'DE5B4E0C-7C18', ...members });
}

// A message stands in a strict array of AMF0.
const amf0List = (value) => Buffer.concat([Buffer.of(0x0a, 0, 0, 0, 1), value]);

test('Flex messages with amfjs', async (t) => {
  const server = await installed(t, 'amf');
  await t.test('a ping comes first', async () => {
    const ping = amfjsEncode(amfjs.AMF3)(message('CommandMessage', { operation: 5, correlationId: '', destination: '', body: {} }));
    const [answer] = await send(server.base, own, secret, 3, { target: 'null', value: amf0List(ping) });
    assert.equal(answer.target, '/1/onResult');
    assert.equal(amfjsDecode(answer.value).correlationId, 'DE5B4E0C-7C18');
  });
  await t.test('the day', async () => check(plain(await day(flex(server), codeOf))));
  await t.test('a failure says where', async () => {
    const failed = await flex(server)('core_group_create_groups', { groups: [groups[0], { courseid: course, name: 'x' }] }, secret).catch((e) => e);
    assert.match(failed.faultString, /^groups\[1\]\.description: is missing/);
    assert.equal(failed.extendedData.path, 'groups[1].description');
    assert.ok(failed.extendedData.requestId);
  });
});

test('several calls in one packet, without lengths, and what may be called', async (t) => {
  const server = await installed(t, 'amf');
  const bodies = await send(
    server.base, moodle(secret), secret, 0,
    { target: 'core_group_create_groups', value: ts0.encode([[groups[0]]]), unknown: true },
    { target: 'core_group_get_course_groups', value: ts0.encode(['x']), unknown: true },
    { target: 'core_group_get_course_groups', value: ts3.encode([course]), unknown: true },
    { target: 'MethodDescriptor.getMethods', value: ts0.encode([]), unknown: true },
  );
  assert.deepEqual(bodies.map((b) => b.target), ['/1/onResult', '/2/onStatus', '/3/onResult', '/4/onResult']);
  assert.equal(ts0.decode(bodies[0].value)[0].name, groups[0].name);
  assert.equal(ts0.decode(bodies[1].value).path, 'courseid');
  assert.deepEqual(ts3.decode(bodies[2].value).map((g) => g.idnumber), [groups[0].idnumber]);
  const [[, service]] = Object.entries(ts0.decode(bodies[3].value));
  assert.equal(Object.keys(service.methods).length, 5);
  assert.deepEqual(service.methods.core_group_get_course_groups.params[0].name, 'courseid');
});

// plain takes away the classes in which codecs hand out objects.
function plain(value) {
  if (Array.isArray(value)) return [...value].map(plain);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).filter(([key]) => key !== '__class').map(([key, inner]) => [key, plain(inner)]));
}
