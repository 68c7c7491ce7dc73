// A reporter for node:test that writes a line for each test: {"test": "e2e/rest.test.mjs > title", "outcome": "passed"}. The check
// of docs/security.md reads it (e2e/security).
import { relative } from 'node:path';

export default async function* lines(events) {
  const above = []; // titles of the tests around this one, by depth; a test begins before what is in it
  for await (const { type, data } of events) {
    if (type === 'test:start') above.splice(data.nesting, Infinity, data.name);
    if (type !== 'test:pass' && type !== 'test:fail') continue;
    const outcome = type === 'test:fail' ? 'failed' : data.skip !== undefined || data.todo !== undefined ? 'skipped' : 'passed';
    const test = [relative(process.cwd(), data.file ?? ''), ...above.slice(0, data.nesting), data.name].join(' > ');
    yield `${JSON.stringify({ test, outcome })}\n`;
  }
}
