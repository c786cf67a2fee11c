import { executeServerCommand } from '@web/test-runner-commands';
import type { Failure } from './failure-plugin.ts';
import { describeStall } from './stalled-video.ts';

// Runs around each test of a page: reports its failure to `failure-plugin.ts` before its `teardown` clears the page.

const lines: string[] = [];
for (const level of ['log', 'info', 'warn', 'error'] as const) {
  const write = console[level];
  console[level] = (...values: unknown[]) => {
    lines.push(`${level}: ${values.map(String).join(' ')}`);
    write.apply(console, values);
  };
}
addEventListener('error', ({ message }) => lines.push(`uncaught: ${message}`));
addEventListener('unhandledrejection', ({ reason }) => lines.push(`unhandled: ${String(reason)}`));

const REPORT_TIMEOUT_MS = 15_000;

const reported = new WeakSet<object>();
const define = globalThis.test;

function testWithReport(title: string, run?: Mocha.AsyncFunc): Mocha.Test {
  if (!run) return define(title);
  return define(title, async function runAndReport(this: Mocha.Context) {
    try {
      await run.call(this);
    } catch (error) {
      await report(this.test!, error);
      throw error;
    }
  });
}
globalThis.test = Object.assign(testWithReport, define);

// In Firefox, the page of the next file has no focus after picture-in-picture.
suiteSetup(() => executeServerCommand('activate-page'));

setup(() => {
  lines.length = 0;
  // Players restore what an earlier test chose, also one in another file.
  localStorage.clear();
});

// A test that timed out has not thrown.
teardown(async function reportTimeout(this: Mocha.Context) {
  const test = this.currentTest;
  if (test?.state === 'failed' && !reported.has(test)) await report(test, test.err);
});

async function report(test: Mocha.Runnable, error: unknown): Promise<void> {
  reported.add(test);
  const text = error instanceof Error ? `${error.message}\n${error.stack ?? ''}` : String(error);
  const stall = await describeStall(error);
  const failure: Failure = { title: test.fullTitle(), error: text, stall, console: lines };
  // The test result must not wait for this report.
  // oxlint-disable-next-line tests/no-fixed-sleep -- a deadline, not a wait
  const deadline = new Promise((resolve) => setTimeout(resolve, REPORT_TIMEOUT_MS));
  await Promise.race([executeServerCommand('failure', { ...failure }).catch(() => undefined), deadline]);
}
