// A reporter for Playwright that writes the same lines as node.mjs. A test that passed when it was tried again has passed.
import { mkdirSync, writeFileSync } from 'node:fs';
import { relative } from 'node:path';

const outcomes = { expected: 'passed', flaky: 'passed', unexpected: 'failed', skipped: 'skipped' };

export default class Lines {
  onBegin(_config, suite) {
    this.suite = suite;
  }

  onEnd() {
    const lines = this.suite.allTests().map((test) => {
      const [, , , ...titles] = test.titlePath(); // root, project and file come first
      return JSON.stringify({ test: [relative(process.cwd(), test.location.file), ...titles].join(' > '), outcome: outcomes[test.outcome()] });
    });
    mkdirSync('results', { recursive: true }); // also where Playwright was started by hand
    writeFileSync('results/playwright.jsonl', lines.join('\n'));
  }
}
