// Names that would like to be more than names.
import type { Locator } from '@playwright/test';
import { expect } from './fixtures';

export const hostileNames = [
  '<script>window.hacked = 1</script>',
  '<img src=x onerror="window.hacked = 1">',
  '"><svg onload=window.hacked=1>',
  '</title></textarea><script>window.hacked = 1</script>',
  '<a href="javascript:window.hacked=1">click</a>',
  'javascript:window.hacked=1',
  '[link](javascript:window.hacked=1) **bold** `code`',
  '{{constructor.constructor("window.hacked=1")()}}',
  '${window.hacked = 1} #{1 + 1} <%= 7 * 7 %>',
  '"; DROP TABLE services; --',
  "' OR '1'='1",
  '=HYPERLINK("http://evil.example","x")',
  '@SUM(1+1)|cmd',
  '&lt;b&gt; &amp;amp; &#x3c;',
  'مرحبا بالعالم',
  '\u202Egnp.exe\u202C',
  '👩‍👩‍👧‍👦🏳️‍🌈 Z͑ͫ̓ͪ̂ͫ̽͏̴̙̤̞͉͚̯̞̠͍A̴̵̜̰͔ͫ͗͢',
  'W'.repeat(200),
  '../../../etc/passwd?x=1#y',
  'null undefined NaN true\\n\\u0000',
];

/** hacked is true when one of them was more than text. */
export const hacked = 'window.hacked !== undefined';

/** expectText looks for each of them as it was written. */
export async function expectText(where: Locator, texts: readonly string[]) {
  for (const text of texts) await expect(where.getByText(text, { exact: true }).first()).toBeVisible();
  expect(await where.page().evaluate(hacked)).toBe(false);
}
