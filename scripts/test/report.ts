import type { FileResult } from './file-result.ts';
import { isFlaky, type SecondTry } from './flaky.ts';
import type { JobResult } from './run-job.ts';

export interface TimedResult extends JobResult {
  /** Seconds since the start of the run. */
  readonly startedAt: number;
}

/** What a run found, for the closing lines and `test-results/run.json`. */
export interface Report {
  readonly seconds: number;
  readonly steps: readonly StepReport[];
  /** `<step> <file>` of what ran of the rest of the matrix. */
  readonly sample: readonly string[];
  readonly pending: readonly string[];
  readonly secondTries: readonly SecondTry[];
}

export interface StepReport {
  readonly name: string;
  readonly passed: number;
  readonly failed: number;
  readonly skipped: readonly string[];
  /** From the start of its first process to the end of its last one. */
  readonly wallSeconds: number;
  /** Wall time of its processes, some of which ran at the same time. */
  readonly processSeconds: number;
  /** Processor time. */
  readonly coreSeconds: number;
  readonly files: readonly FileResult[];
}

export function reportSteps(results: readonly TimedResult[]): readonly StepReport[] {
  const names = [...new Set(results.map(({ step }) => step.name))];
  return names.map((name) => {
    const own = results.filter(({ step }) => step.name === name);
    const files = own.flatMap((result) => result.files);
    const start = Math.min(...own.map(({ startedAt }) => startedAt));
    return {
      name,
      passed: sum(files.map(({ passed }) => passed)),
      failed: sum(files.map(({ failed }) => failed)),
      skipped: files.flatMap(({ skipped }) => skipped),
      wallSeconds: Math.max(...own.map(({ startedAt, seconds }) => startedAt + seconds)) - start,
      processSeconds: sum(own.map(({ seconds }) => seconds)),
      coreSeconds: sum(own.map(({ coreSeconds }) => coreSeconds)),
      files,
    };
  });
}

const SLOWEST = 10;

/** The closing lines. The last one is `N passed, N failed`. */
export function printReport({ steps, seconds, sample, pending, secondTries }: Report): string {
  const total = (of: (step: StepReport) => number) => sum(steps.map(of));
  const files = steps.flatMap(({ name, files }) => files.map((file) => ({ ...file, step: name })));
  const slowest = files.toSorted((one, other) => other.seconds - one.seconds).slice(0, SLOWEST);
  const flaky = secondTries.filter(isFlaky);
  const row = (name: string, ...cells: readonly (string | number)[]) =>
    name.padEnd(20) + cells.map((cell) => String(cell).padStart(10)).join('');
  const rowOf = (step: StepReport) =>
    row(
      step.name,
      step.passed,
      step.failed,
      step.skipped.length,
      ...[step.wallSeconds, step.processSeconds, step.coreSeconds].map(Math.round),
    );
  return [
    ...steps.flatMap(({ name, skipped }) => skipped.map((title) => `skipped: ${name}: ${title}`)),
    ...pending.map((file) => `pending: ${file}`),
    ...section('of the rest of the matrix, drawn by the commit', sample),
    '',
    row('step', 'passed', 'failed', 'skipped', 'wall s', 'process s', 'core s'),
    ...steps.map(rowOf),
    row(
      'all',
      total(({ passed }) => passed),
      total(({ failed }) => failed),
      total(({ skipped }) => skipped.length),
      Math.round(seconds),
      '',
      Math.round(total(({ coreSeconds }) => coreSeconds)),
    ),
    ...section(
      'the slowest files',
      slowest.map(({ step, file, seconds: own }) => `${own.toFixed(1).padStart(6)} s  ${step}  ${file}`),
    ),
    ...section(
      'failed',
      files
        .filter(({ failed }) => failed > 0)
        .flatMap(({ step, file, failed, failures }) => [`${step}  ${file}: ${failed}`, ...indent(failures)]),
    ),
    ...section(
      'failed once, and once more alone: both errors',
      secondTries.filter((one) => !isFlaky(one)).flatMap(describeTries),
    ),
    ...section('flaky: failed, then passed alone', flaky.flatMap(describeTries)),
    '',
    ...(flaky.length > 0 ? [`${flaky.length} flaky`] : []),
    `${total(({ passed }) => passed)} passed, ${total(({ failed }) => failed)} failed`,
  ].join('\n');
}

function describeTries({ step, file, first, second }: SecondTry): string[] {
  return [`${step}  ${file}`, ...indent(first.failures), ...indent(second.failures)];
}

function section(title: string, lines: readonly string[]): string[] {
  return lines.length > 0 ? ['', title, ...indent(lines)] : [];
}

function indent(texts: readonly string[]): string[] {
  return texts.map((text) => text.replaceAll(/^/gm, '  '));
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, next) => total + next, 0);
}
