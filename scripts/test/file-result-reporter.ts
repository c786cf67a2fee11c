import { writeFileSync } from 'node:fs';
import { relative } from 'node:path';
import type { Reporter, TestSession, TestSuiteResult } from '@web/test-runner-core';
import { coreSecondsOf } from './core-seconds.ts';
import { describeFailure, type FileResult } from './file-result.ts';

/** Writes a `FileResult` for each test file to `path`. A file that did not load, or ran nothing, is a failure. */
export function fileResultReporter(path: string | undefined, root: string): Reporter {
  const results: FileResult[] = [];
  let seconds = 0;
  let coreSeconds = 0;
  return {
    onTestRunStarted() {
      seconds = performance.now() / 1000;
    },
    reportTestFileResults({ testFile, sessionsForTestFile }) {
      // Files run one after the other, so that the time since the previous one is this one's.
      const [seconds0, coreSeconds0] = [seconds, coreSeconds];
      seconds = performance.now() / 1000;
      coreSeconds = coreSecondsOf(process.pid);
      for (const session of sessionsForTestFile)
        results.push({
          file: relative(root, testFile),
          seconds: seconds - seconds0,
          coreSeconds: coreSeconds - coreSeconds0,
          ...count(session),
        });
    },
    onTestRunFinished() {
      if (path) writeFileSync(path, JSON.stringify(results));
    },
  };
}

function count(session: TestSession): Pick<FileResult, 'passed' | 'failed' | 'skipped' | 'failures'> {
  const tests = session.testResults ? testsOf(session.testResults) : [];
  const failed = tests.filter((test) => !test.passed && !test.skipped);
  const isBroken = tests.length === 0 || (!session.passed && session.errors.length > 0);
  return {
    passed: tests.filter((test) => test.passed && !test.skipped).length,
    failed: isBroken ? Math.max(failed.length, 1) : failed.length,
    skipped: tests.filter((test) => test.skipped).map(({ name }) => name),
    failures: [
      ...failed.map(({ name, error }) => describeFailure(name, `${error?.message}\n${error?.stack}`)),
      ...session.errors.map(({ message, stack }) => describeFailure(message, stack)),
    ],
  };
}

function testsOf(suite: TestSuiteResult): TestSuiteResult['tests'] {
  return [...suite.tests, ...suite.suites.flatMap(testsOf)];
}
