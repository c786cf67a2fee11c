import type { FileResult } from './file-result.ts';
import type { Job } from './plan.ts';
import type { JobResult } from './run-job.ts';
import type { Step } from './steps.ts';

/** A test file that has been flaky twice. Until the day of its expiry it may pass at the second try, afterwards it fails. */
export interface KnownFlake {
  /** `<step> <file>`. */
  readonly file: string;
  /** Who looks for the cause, and what is known of it. */
  readonly note: string;
  /** The last day, as `2027-01-31`. */
  readonly until: string;
}

export const KNOWN_FLAKES: readonly KnownFlake[] = [];

/** A file that failed in the run, and what came of it when it ran once more, alone. */
export interface SecondTry {
  readonly step: string;
  readonly file: string;
  readonly first: FileResult;
  readonly second: FileResult;
}

/** With more of them, something is broken, and a second try of each only delays the news. */
const MAX_SECOND_TRIES = 10;

/**
 * The failed files of a run, each as a job of its own: none if there are many. A step without tests says the same twice, and is left out.
 */
export function failedFiles(results: readonly JobResult[], today: string, known = KNOWN_FLAKES): readonly Job[] {
  const isExpired = (step: Step, file: string) =>
    known.some((flake) => flake.file === `${step.name} ${file}` && flake.until < today);
  const failed = results.flatMap(({ step, files }) =>
    files
      .filter(({ file, failed }) => failed > 0 && step.tests?.files.test(file) && !isExpired(step, file))
      .map(({ file, seconds }) => ({ step, files: [file], seconds, isAlone: true })),
  );
  return failed.length > MAX_SECOND_TRIES ? [] : failed;
}

/** Puts the result of the second try in the place of the first one. */
export function withSecondTries(results: readonly JobResult[], tries: readonly SecondTry[]): readonly JobResult[] {
  const secondOf = (step: Step, file: FileResult) =>
    tries.find((one) => one.step === step.name && one.first === file)?.second ?? file;
  return results.map((result) => ({ ...result, files: result.files.map((file) => secondOf(result.step, file)) }));
}

export function isFlaky({ second }: SecondTry): boolean {
  return second.failed === 0;
}
