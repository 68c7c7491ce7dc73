// A reporter for vitest that writes the same lines as node.mjs, into results/ of the folder from which vitest is started.
import { writeFileSync } from 'node:fs';
import { relative } from 'node:path';

export default class Lines {
  #lines = [];

  onTestCaseResult(test) {
    const place = relative(process.cwd(), test.module.moduleId);
    this.#lines.push(JSON.stringify({ test: `${place} > ${test.fullName}`, outcome: test.result().state }));
  }

  onTestRunEnd() {
    writeFileSync('results/vitest.jsonl', this.#lines.join('\n'));
  }
}
