import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { constants, setPriority } from 'node:os';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { coreSecondsOf } from './core-seconds.ts';
import type { FileResult } from './file-result.ts';
import { VIDEO_STALLED } from './failure-plugin.ts';
import type { Job } from './plan.ts';
import type { Step } from './steps.ts';

export interface JobResult {
  readonly step: Step;
  readonly files: readonly FileResult[];
  /** Wall time. */
  readonly seconds: number;
  readonly coreSeconds: number;
  /** What the process printed. */
  readonly output: string;
}

/** A process that runs longer is ended and counts as a failure, so that a hanging test does not block the rest. */
const DEADLINE_MS = 20 * 60_000;
/** The runner ends its browser's process group itself, within this time. */
const PATIENCE_MS = 10_000;
const SAMPLE_MS = 1000;
/** What WebdriverIO prints when the browser does not answer. Without an end here, the runner waits until the deadline. */
const NO_ANSWER = 'WebDriverError: Request timed out!';
const DISCONNECTED = 'Tests were interrupted because the browser disconnected';

/** Runs a job to its end. The runner writes its results to `report`. Never rejects: a process that crashes counts as a failure. */
export async function runJob({ step, files }: Job, report: string): Promise<JobResult> {
  const startedAt = performance.now();
  const [command = '', ...args] = step.command(files);
  // A process group, so that the browsers of a hanging process end with it.
  const child = spawn(join('node_modules/.bin', command), args, {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...step.environment, REPORT_FILE: report },
    detached: true,
  });
  if (step.lane === 'compute' && child.pid) setPriority(child.pid, constants.priority.PRIORITY_LOW);
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => {
      const from = Math.max(output.length - NO_ANSWER.length, 0);
      output += stripVTControlCharacters(chunk.toString());
      if (output.includes(NO_ANSWER, from)) end();
    });
  const end = () => {
    signalGroup(child.pid, 'SIGTERM');
    setTimeout(() => signalGroup(child.pid, 'SIGKILL'), PATIENCE_MS).unref();
  };
  let coreSeconds = 0;
  const sampling = setInterval(() => (coreSeconds = Math.max(coreSeconds, coreSecondsOf(child.pid ?? 0))), SAMPLE_MS);
  const deadline = setTimeout(() => {
    output += `\nEnded after ${DEADLINE_MS / 60_000} minutes.\n`;
    end();
  }, DEADLINE_MS);
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, end);
  const [status] = (await once(child, 'close')) as [number | null];
  clearTimeout(deadline);
  clearInterval(sampling);
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.off(signal, end);
  const seconds = (performance.now() - startedAt) / 1000;
  const results = resultsOf(step, files, report, status === 0, seconds);
  return { step, seconds, coreSeconds, output, files: results };
}

/**
 * How the browser itself failed, which happens to WebKitGTK now and then, at any test: its process crashed or no longer answers (the words
 * are the Web Test Runner's and WebdriverIO's), or its decoder stalled during a test that failed.
 */
export function findBrowserFailure({ output, files }: JobResult): string | undefined {
  const isFailed = files.some(({ failed }) => failed > 0);
  return output
    .split('\n')
    .find(
      (line) => line.includes(DISCONNECTED) || line.includes(NO_ANSWER) || (isFailed && line.includes(VIDEO_STALLED)),
    )
    ?.trim();
}

function resultsOf(
  step: Step,
  files: readonly string[],
  report: string,
  isSuccess: boolean,
  seconds: number,
): readonly FileResult[] {
  const result = (file: string, passed: number, failed: number): FileResult => ({
    file,
    seconds,
    coreSeconds: 0,
    passed,
    failed,
    skipped: [],
    failures: [],
  });
  if (!step.tests) return [isSuccess ? result(step.name, 1, 0) : result(step.name, 0, 1)];
  const reported = readReport(report);
  const missing = files.filter((file) => !reported.some((one) => one.file === file)).map((file) => result(file, 0, 1));
  // A runner that fails although each test passed reports another problem, such as an error outside of tests.
  const isUnexplained = !isSuccess && [...reported, ...missing].every(({ failed }) => failed === 0);
  return [...reported, ...missing, ...(isUnexplained ? [result(step.name, 0, 1)] : [])];
}

function readReport(path: string): readonly FileResult[] {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as readonly FileResult[];
  } catch {
    return [];
  }
}

function signalGroup(pid: number | undefined, signal: NodeJS.Signals): void {
  try {
    if (pid) process.kill(-pid, signal);
  } catch {
    // The process has already ended.
  }
}
