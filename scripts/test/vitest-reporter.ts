import { writeFileSync } from 'node:fs';
import { relative } from 'node:path';
import type { Reporter, TestModule } from 'vitest/node';
import { coreSecondsOf } from './core-seconds.ts';
import { describeFailure, type FileResult } from './file-result.ts';

/** Writes a `FileResult` for each test file. A file that did not load counts as one failure. */
export default class FileResultReporter implements Reporter {
  #results: FileResult[] = [];
  #coreSeconds = 0;

  onTestModuleEnd(module: TestModule): void {
    // Files run one after the other on two cores, so that the time since the previous one is this one's.
    const coreSeconds = coreSecondsOf(process.pid);
    this.#results.push(resultOf(module, coreSeconds - this.#coreSeconds));
    this.#coreSeconds = coreSeconds;
  }

  onTestRunEnd(): void {
    if (process.env['REPORT_FILE']) writeFileSync(process.env['REPORT_FILE'], JSON.stringify(this.#results));
  }
}

function resultOf(module: TestModule, coreSeconds: number): FileResult {
  const tests = [...module.children.allTests()];
  const failed = tests.filter((one) => one.result().state === 'failed');
  const isBroken = failed.length === 0 && module.state() === 'failed';
  const suites = [...module.children.allSuites()];
  const errors = [module, ...suites].flatMap((owner) => owner.errors());
  return {
    file: relative(process.cwd(), module.moduleId),
    seconds: module.diagnostic().duration / 1000,
    coreSeconds,
    passed: tests.filter((one) => one.result().state === 'passed').length,
    failed: isBroken ? 1 : failed.length,
    skipped: tests.filter((one) => one.result().state === 'skipped').map((one) => one.fullName),
    failures: [
      ...failed.map((one) => describeFailure(one.fullName, one.result().errors?.map(textOf).join('\n'))),
      ...errors.map((error) => describeFailure(module.relativeModuleId, textOf(error))),
    ],
  };
}

function textOf({ message, stack }: { readonly message: string; readonly stack?: string | undefined }): string {
  return `${message}\n${stack ?? ''}`;
}
