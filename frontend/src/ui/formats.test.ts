import { describe, expect, it } from 'vitest';
import { bytesOf, dump, layOut, spaced } from './formats';

describe('a body laid out', () => {
  it('JSON with its lines and digits', () => expect(layOut('{"a":[9007199254740993]}')).toBe('{\n  "a": [\n    9007199254740993\n  ]\n}'));
  it('XML with its depth', () =>
    expect(layOut('<?xml version="1.0"?><A><B n="1">x &lt; y</B><C/><D></D><E><F>1</F></E></A>')).toBe(
      ['<?xml version="1.0"?>', '<A>', '  <B n="1">x &lt; y</B>', '  <C/>', '  <D></D>', '  <E>', '    <F>1</F>', '  </E>', '</A>'].join('\n'),
    ));
  it.each(['', 'plain', '{"a":', '<', '< b', '<a', '</a></a>', '[NaN]'])('what is neither stays what it is: %s', (body) => expect(layOut(body).replace(/\s/g, '')).toBe(body.replace(/\s/g, '')));
});

describe('bytes', () => {
  it('are pairs of digits with blanks where you like', () => expect(bytesOf('00 fF\n0a')).toEqual([0, 255, 10]));
  it.each(['0', 'zz', '0x10', '00 f'])('%s is none', (hex) => expect(bytesOf(hex)).toBeNull());
  it('are shown with their place and as letters', () => expect(dump('00014142'.repeat(5), 16).split('\n')).toEqual(['0000  00 01 41 42 00 01 41 42 00 01 41 42 00 01 41 42  ..AB..AB..AB..AB', '0010  00 01 41 42                                      ..AB']));
  it('can be edited', () => expect(spaced('0001ff')).toBe('00 01 ff'));
});
