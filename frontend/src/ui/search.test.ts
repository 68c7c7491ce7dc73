import { expect, it } from 'vitest';
import { nextSearch, oneOf, paging, readSearch, text } from './search';

const schema = { q: text, state: oneOf('ACTIVE', 'EXPIRED'), ...paging };

it('a word that is not among those that count is nothing', () => expect(readSearch(schema, '?state=DROP&q=')).toEqual({ q: undefined, state: undefined, after: undefined, before: undefined }));
it('what the address says is read', () => expect(readSearch(schema, '?state=ACTIVE&q=a%26b&after=x')).toMatchObject({ state: 'ACTIVE', q: 'a&b', after: 'x' }));
it('another filter begins with the first page', () => expect(nextSearch('?q=a&after=x', { state: 'ACTIVE' })).toBe('?q=a&state=ACTIVE'));
it('another page keeps the filters', () => expect(nextSearch('?q=a&after=x', { after: undefined, before: 'y' })).toBe('?q=a&before=y'));
it('what is emptied goes', () => expect(nextSearch('?q=a', { q: undefined })).toBe(''));
