import { describe, expect, it, vi } from 'vitest';
import { collectPages, csvCell, toCSV, toJSON } from './export';

describe('a cell', () => {
  it.each([
    ['=1+1', "'=1+1"],
    ['+49 30', "'+49 30"],
    ['-x', "'-x"],
    ['@SUM(A1)', "'@SUM(A1)"],
    ['\tx', "'\tx"],
    ['\r=1', `"'\r=1"`],
    ['a,b', '"a,b"'],
    ['say "x"', '"say ""x"""'],
    ['two\nlines', '"two\nlines"'],
    ['=HYPERLINK("http://x","y")', `"'=HYPERLINK(""http://x"",""y"")"`],
    ['plain', 'plain'],
  ])('%j becomes %j', (from, to) => expect(csvCell(from)).toBe(to));

  it('of a number is a number, also a negative one', () => expect(csvCell(-5)).toBe('-5'));
  it('of nothing is empty', () => expect(csvCell(null)).toBe(''));
});

const columns = [
  { title: 'Name', value: (row: { name: string; calls: number }) => row.name },
  { title: 'Calls', value: (row: { name: string; calls: number }) => row.calls },
];

it('CSV has a mark for spreadsheets, a head, and a line for each row', () => {
  expect(toCSV(columns, [{ name: 'Zoë', calls: 3 }])).toBe('\uFEFFName,Calls\r\nZoë,3\r\n');
});

it('JSON has the same columns, as they are', () => {
  expect(JSON.parse(toJSON(columns, [{ name: '=1', calls: 3 }]))).toEqual([{ Name: '=1', Calls: 3 }]);
});

describe('collecting a list', () => {
  const pages = (count: number) =>
    vi.fn(async (after: string | undefined) => {
      const at = Number(after ?? 0);
      return { nodes: [at * 2, at * 2 + 1], pageInfo: { hasNextPage: at + 1 < count, endCursor: String(at + 1) } };
    });

  it('goes through all pages', async () => {
    const fetchPage = pages(3);
    expect(await collectPages(fetchPage)).toEqual({ rows: [0, 1, 2, 3, 4, 5], more: false });
    expect(fetchPage).toHaveBeenCalledTimes(3);
  });

  it('stops at the limit and says that there was more', async () => expect(await collectPages(pages(9), 3)).toEqual({ rows: [0, 1, 2], more: true }));
  it('says so too when the limit is the end of a page', async () => expect(await collectPages(pages(9), 4)).toEqual({ rows: [0, 1, 2, 3], more: true }));
  it('says nothing of more when the limit is just reached', async () => expect(await collectPages(pages(2), 4)).toEqual({ rows: [0, 1, 2, 3], more: false }));
  it('ends when a page forgets its cursor', async () => {
    expect(await collectPages(async () => ({ nodes: [1], pageInfo: { hasNextPage: true, endCursor: null } }))).toEqual({ rows: [1], more: false });
  });
});
