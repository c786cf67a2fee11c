import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { type FileCount, readVitestReport } from './counts.ts';
import { VIDEO_STALLED } from './failure-plugin.ts';
import type { Step } from './steps.ts';

/** One process of a runner. */
export interface Job {
  readonly step: Step;
  /** Empty: all files of the runner, or a step without tests. */
  readonly files: readonly string[];
  /** The path that the runner writes its counts to. */
  readonly report: string;
  /** Environment variables beside those of this process. */
  readonly environment: Readonly<Record<string, string>>;
}

export interface JobResult {
  readonly step: Step;
  readonly counts: readonly FileCount[];
  readonly seconds: number;
  /** What the process printed. */
  readonly output: string;
}

/** A process that runs longer is ended and counts as a failure, so that a hanging test does not block the rest. */
const DEADLINE_MS = 20 * 60_000;

/** The runner ends its browser's process group itself, within this time. */
const PATIENCE_MS = 10_000;

/** Runs a job to its end. Never rejects: a process that crashes counts as a failure. */
export async function runJob({ step, files, report, environment }: Job): Promise<JobResult> {
  const startedAt = performance.now();
  const [command = '', ...args] = step.command(report, files);
  // A process group, so that the browsers of a hanging process end with it.
  const child = spawn(join('node_modules/.bin', command), args, {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...environment, REPORT_FILE: report },
    detached: true,
  });
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
  const deadline = setTimeout(() => {
    output += `\nEnded after ${DEADLINE_MS / 60_000} minutes.\n`;
    end();
  }, DEADLINE_MS);
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, end);
  const [status] = (await once(child, 'close')) as [number | null];
  clearTimeout(deadline);
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.off(signal, end);
  const seconds = (performance.now() - startedAt) / 1000;
  return { step, seconds, output, counts: countsOf({ step, files, report, environment }, status === 0, seconds) };
}

/** What WebdriverIO prints when the browser does not answer. Without an end here, the runner waits until the deadline. */
const NO_ANSWER = 'WebDriverError: Request timed out!';

/**
 * How the browser itself failed, which happens to WebKitGTK now and then, at any test: its process crashed or no longer answers (the words
 * are the Web Test Runner's and WebdriverIO's), or its decoder stalled during a test that failed.
 */
export function findBrowserFailure({ output, counts }: JobResult): string | undefined {
  const isFailed = counts.some(({ failed }) => failed > 0);
  return output
    .split('\n')
    .find(
      (line) => line.includes(DISCONNECTED) || line.includes(NO_ANSWER) || (isFailed && line.includes(VIDEO_STALLED)),
    )
    ?.trim();
}

const DISCONNECTED = 'Tests were interrupted because the browser disconnected';

function countsOf({ step, files, report }: Job, isSuccess: boolean, seconds: number): readonly FileCount[] {
  const whole = (passed: number, failed: number): FileCount => ({
    file: files.join(' ') || step.name,
    seconds,
    passed,
    failed,
    skipped: [],
    failures: [],
  });
  if (!step.tests) return [isSuccess ? whole(1, 0) : whole(0, 1)];
  const counts = readReport(step, report);
  // A runner that fails although each test passed reports another problem, such as a file without tests.
  const isUnexplained = !isSuccess && counts.every(({ failed }) => failed === 0);
  const missing = files.filter((file) => step.tests?.isSharded && !counts.some((count) => count.file === file));
  return [
    ...counts,
    ...(isUnexplained ? [whole(0, 1)] : []),
    ...missing.map((file) => ({ file, seconds: 0, passed: 0, failed: 1, skipped: [], failures: [] })),
  ];
}

function readReport(step: Step, report: string): readonly FileCount[] {
  try {
    const text = readFileSync(report, 'utf8');
    return step.tests?.runner === 'vitest'
      ? readVitestReport(text, process.cwd())
      : (JSON.parse(text) as readonly FileCount[]);
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
