import { describe, expect, test } from 'vitest';
import { readVitestReport, sum } from './counts.ts';

const file = (status: string, ...tests: string[]) => ({
  name: '/root/a.test.ts',
  status,
  startTime: 1000,
  endTime: 3500,
  assertionResults: tests.map((result) => ({
    status: result,
    fullName: `is ${result}`,
    failureMessages: ['Error: no\n at a'],
  })),
});
const read = (...testResults: object[]) => readVitestReport(JSON.stringify({ testResults }), '/root');

describe('readVitestReport', () => {
  test('counts tests and names what was skipped', () => {
    expect(read(file('failed', 'passed', 'passed', 'failed', 'skipped', 'todo'))).toEqual([
      {
        file: 'a.test.ts',
        seconds: 2.5,
        passed: 2,
        failed: 1,
        skipped: ['is skipped', 'is todo'],
        failures: ['is failed\nError: no\n at a'],
      },
    ]);
  });

  test('counts a file that did not load as a failure', () => {
    expect(read(file('failed'))[0]).toMatchObject({ passed: 0, failed: 1 });
  });

  test('adds up', () => {
    expect(sum(read(file('passed', 'passed'), file('failed', 'failed', 'passed')))).toEqual({
      passed: 2,
      failed: 1,
      skipped: [],
    });
  });
});
