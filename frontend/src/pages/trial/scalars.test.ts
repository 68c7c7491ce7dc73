import { describe, expect, it } from 'vitest';
import { Numeral } from '../../ui/json';
import { faultOf, isLong, textOf, valueOf } from './scalars';

describe('numbers are those of the server', () => {
  it.each(['0', '-1', '9223372036854775807', '-9223372036854775808'])('int %s', (text) => {
    expect(valueOf('int', text)).toEqual(new Numeral(text));
    expect(faultOf('int', text)).toBeNull();
  });
  it.each(['', ' 1', '+1', '01', '-0', '1.0', '1e3', '9223372036854775808', '0x10', '１'])('no int: %s', (text) => {
    expect(valueOf('int', text)).toBe(text);
    expect(faultOf('int', text)).toBe('Expected a whole number.');
  });
  it('a float that JSON spells otherwise is sent as text', () => {
    expect(valueOf('float', '1.5')).toEqual(new Numeral('1.5'));
    expect(valueOf('float', '.5')).toBe('.5');
    expect(faultOf('float', '.5')).toBeNull();
    expect(faultOf('float', '1,5')).toBe('Expected a number.');
    expect(faultOf('float', '1e999')).toBe('Expected a number.');
  });
  it('digits in a text stay text', () => expect(valueOf('text', '12')).toBe('12'));
});

describe('texts', () => {
  it.each([
    ['text', '<b>'], ['notags', 'a<b'], ['alpha', 'a1'], ['username', 'Ana'], ['email', 'ana'], ['url', 'ftp://a'], ['sequence', '1;2'],
  ])('%s refuses %s', (type, text) => expect(faultOf(type, text)).toMatch(/^Expected /));
  it.each([
    ['text', 'a < b'], ['text', '<span lang="en" class="multilang">a</span>'], ['email', ''], ['email', 'ana@example.org'], ['url', 'https://a'], ['raw', '<b>'], ['timezone', 'anything: the server knows'],
  ])('%s leaves %s alone', (type, text) => expect(faultOf(type, text)).toBeNull());
  it('null is never the form’s to judge', () => expect(faultOf('int', null)).toBeNull());
  it('truth is no text', () => expect(faultOf('text', true)).toBe('Found true, expected text without HTML tags.'));
  it('are shown as they are', () => expect([textOf(new Numeral('1.50')), textOf('x'), textOf(null), textOf(false)]).toEqual(['1.50', 'x', '', 'false']));
  it('are long by their name, type or content', () => {
    expect(isLong('raw', 'description', '')).toBe(true);
    expect(isLong('text', 'name', '')).toBe(false);
    expect(isLong('text', 'name', 'a\nb')).toBe(true);
    expect(isLong('int', 'summary', '')).toBe(false);
  });
});
