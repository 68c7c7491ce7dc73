import { describe, expect, it } from 'vitest';
import { JsonFault, Numeral, parseJson, writeJson } from './json';

const faultIn = (text: string) => {
  try {
    parseJson(text);
  } catch (thrown) {
    if (thrown instanceof JsonFault) return `${thrown.line}:${thrown.column} ${thrown.message}`;
    throw thrown;
  }
  return null;
};

describe('what is no JSON is said with its place', () => {
  it.each([
    ['', '1:1 It ends here; a value is expected.'],
    ['{', '1:2 It ends here; a name in double quotes is expected.'],
    ['{"a": 1\n "b": 2}', '2:2 A comma or } is expected here.'],
    ['{"a" 1}', '1:6 A colon is expected here.'],
    ['[1, 2,]', '1:7 A value is expected here.'],
    ['[01]', '1:2 A value is expected here.'],
    ['[1.]', '1:2 A value is expected here.'],
    ['[+1]', '1:2 A value is expected here.'],
    ['[NaN]', '1:2 A value is expected here.'],
    ['[truely]', '1:2 A value is expected here.'],
    ["{'a': 1}", '1:2 A name in double quotes is expected here.'],
    ['{a: 1}', '1:2 A name in double quotes is expected here.'],
    ['{"a": 1, "a": 2}', '1:10 "a" stands here twice.'],
    ['{"\\u0061": 1, "a": 2}', '1:15 "a" stands here twice.'],
    ['["no end]', '1:2 This text has no end, or something in it that needs a backslash.'],
    ['["a\tb"]', '1:2 This text has no end, or something in it that needs a backslash.'],
    ['["\\x"]', '1:2 This text has no end, or something in it that needs a backslash.'],
    ['{} {}', '1:4 Nothing may stand behind the end.'],
    ['['.repeat(300), '1:202 This is nested too deep.'],
  ])('%s', (text, said) => expect(faultIn(text)).toBe(said));
});

describe('what is JSON', () => {
  it('keeps the digits of every number', () => expect(writeJson(parseJson('[9007199254740993, -0, 1.50, 1E400]'), 0)).toBe('[9007199254740993,-0,1.50,1E400]'));
  it('reads what JSON.parse reads', () => {
    const text = '{"a":[1,{"b":null}],"c":"\\u00e9\\n\\"","d":true,"e":{},"f":[],"":0}';
    expect(JSON.parse(writeJson(parseJson(text)))).toEqual(JSON.parse(text));
    expect(writeJson(parseJson(text))).toBe(JSON.stringify(JSON.parse(text), null, 2));
  });
  it('takes names that mean something to the language', () => expect(writeJson(parseJson('{"__proto__":1,"constructor":2}'), 0)).toBe('{"__proto__":1,"constructor":2}'));
  it('reads a text of megabytes', () => expect(parseJson(JSON.stringify('é"'.repeat(1_000_000)))).toHaveLength(2_000_000));
  it('knows a number from a text', () => expect(parseJson('[1,"1"]')).toEqual([new Numeral('1'), '1']));
});
