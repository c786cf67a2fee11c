import { writeFileSync } from 'node:fs';
import type { Reporter, TestSession, TestSuiteResult } from '@web/test-runner-core';

export interface Count {
  passed: number;
  failed: number;
  /** Names of what was skipped, with the reason when the name tells one. */
  skipped: string[];
}

/** Writes how many tests passed, failed and were skipped. A file that did not load, or ran nothing, is a failure. */
export function countReporter(file: string | undefined): Reporter {
  return {
    onTestRunFinished({ sessions }) {
      if (!file) return;
      const count: Count = { passed: 0, failed: 0, skipped: [] };
      for (const session of sessions) add(session, count);
      writeFileSync(file, JSON.stringify(count));
    },
  };
}

function add(session: TestSession, count: Count): void {
  const before = count.passed + count.failed + count.skipped.length;
  if (session.testResults) walk(session.testResults, count);
  const ran = count.passed + count.failed + count.skipped.length > before;
  if (!ran || (!session.passed && session.errors.length > 0)) count.failed += 1;
}

function walk(suite: TestSuiteResult, count: Count): void {
  for (const test of suite.tests) {
    if (test.skipped) count.skipped.push(test.name);
    else if (test.passed) count.passed += 1;
    else count.failed += 1;
  }
  for (const child of suite.suites) walk(child, count);
}
