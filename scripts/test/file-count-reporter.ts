import { writeFileSync } from 'node:fs';
import { relative } from 'node:path';
import type { Reporter, TestSession, TestSuiteResult } from '@web/test-runner-core';
import { describeFailure, type FileCount } from './counts.ts';

/** Writes a `FileCount` for each test file to `path`, as JSON. A file that did not load, or ran nothing, is a failure. */
export function fileCountReporter(path: string | undefined, root: string): Reporter {
  const counts: FileCount[] = [];
  let startedAt = 0;
  return {
    onTestRunStarted() {
      startedAt = performance.now();
    },
    reportTestFileResults({ testFile, sessionsForTestFile }) {
      // Files run one after the other, so that the time since the previous one is this one's.
      const seconds = (performance.now() - startedAt) / 1000;
      startedAt = performance.now();
      for (const session of sessionsForTestFile)
        counts.push({ file: relative(root, testFile), seconds, ...count(session) });
    },
    onTestRunFinished() {
      if (path) writeFileSync(path, JSON.stringify(counts));
    },
  };
}

function count(session: TestSession): Omit<FileCount, 'file' | 'seconds'> {
  const tests = session.testResults ? testsOf(session.testResults) : [];
  const skipped = tests.filter((test) => test.skipped).map(({ name }) => name);
  const passed = tests.filter((test) => test.passed && !test.skipped).length;
  const failed = tests.filter((test) => !test.passed && !test.skipped);
  const isBroken = tests.length === 0 || (!session.passed && session.errors.length > 0);
  const failures = [
    ...failed.map(({ name, error }) => describeFailure(name, `${error?.message}\n${error?.stack}`)),
    ...session.errors.map(({ message, stack }) => describeFailure(message, stack)),
  ];
  return { passed, failed: isBroken ? Math.max(failed.length, 1) : failed.length, skipped, failures };
}

function testsOf(suite: TestSuiteResult): TestSuiteResult['tests'] {
  return [...suite.tests, ...suite.suites.flatMap(testsOf)];
}
