import { sum, type FileCount } from './counts.ts';
import type { JobResult } from './run-job.ts';

/** The timing of a run, for the closing table and `--timing`. */
export interface Timing {
  readonly seconds: number;
  readonly steps: readonly StepTiming[];
}

export interface StepTiming {
  readonly name: string;
  /** From the start of its first process to the end of its last one. */
  readonly wallSeconds: number;
  /** Total of all its processes, some of which ran concurrently. */
  readonly processSeconds: number;
  readonly passed: number;
  readonly failed: number;
  readonly skipped: readonly string[];
  readonly files: readonly FileCount[];
}

export interface TimedResult extends JobResult {
  readonly startedAt: number;
}

export function timingOf(results: readonly TimedResult[], seconds: number): Timing {
  const names = [...new Set(results.map(({ step }) => step.name))];
  return {
    seconds,
    steps: names.map((name) => {
      const own = results.filter(({ step }) => step.name === name);
      const files = own.flatMap(({ counts }) => counts);
      const ends = own.map(({ startedAt, seconds }) => startedAt + seconds);
      return {
        name,
        wallSeconds: Math.max(...ends) - Math.min(...own.map(({ startedAt }) => startedAt)),
        processSeconds: own.reduce((total, { seconds }) => total + seconds, 0),
        ...sum(files),
        files,
      };
    }),
  };
}

const SLOWEST = 10;

/** The closing lines: skipped tests, a row for each step, the slowest files, the failed tests, and last `N passed, N failed`. */
export function printTiming({ steps, seconds }: Timing): string {
  const total = sum(steps);
  const skipped = steps.flatMap(({ name, skipped }) => skipped.map((title) => `skipped: ${name}: ${title}`));
  const files = steps.flatMap(({ name, files }) => files.map((count) => ({ ...count, step: name })));
  const slowest = files.toSorted((one, other) => other.seconds - one.seconds).slice(0, SLOWEST);
  const failed = files.filter((count) => count.failed > 0);
  return [
    ...skipped,
    '',
    row('step', 'passed', 'failed', 'skipped', 'wall s', 'process s'),
    ...steps.map((step) =>
      row(
        step.name,
        step.passed,
        step.failed,
        step.skipped.length,
        Math.round(step.wallSeconds),
        Math.round(step.processSeconds),
      ),
    ),
    row('all', total.passed, total.failed, total.skipped.length, Math.round(seconds), ''),
    '',
    `the ${slowest.length} slowest files`,
    ...slowest.map(({ step, file, seconds }) => `${seconds.toFixed(1).padStart(7)} s  ${step}  ${file}`),
    ...(failed.length > 0 ? ['', 'failed in'] : []),
    ...failed.flatMap(({ step, file, failed, failures }) => [
      `  ${step}  ${file}: ${failed}`,
      ...failures.map((failure) => failure.replaceAll(/^/gm, '    ')),
    ]),
    '',
    `${total.passed} passed, ${total.failed} failed`,
  ].join('\n');
}

function row(name: string, ...cells: readonly (string | number)[]): string {
  return name.padEnd(20) + cells.map((cell) => String(cell).padStart(10)).join('');
}
