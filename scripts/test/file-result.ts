/** What a runner reports of one test file, as JSON in the file that `REPORT_FILE` names. */
export interface FileResult {
  /** From the repository's root. */
  readonly file: string;
  /** Wall time. */
  readonly seconds: number;
  /** Processor time. */
  readonly coreSeconds: number;
  readonly passed: number;
  readonly failed: number;
  /** Titles of skipped tests; the reason is in the title. */
  readonly skipped: readonly string[];
  /** Title and error of each failed test, and of a file that did not load. */
  readonly failures: readonly string[];
}

const FAILURE_LINES = 8;

/** A failed test in a few lines: its title, and the start of its error or stack. */
export function describeFailure(title: string, error = ''): string {
  return [title, ...error.split('\n').slice(0, FAILURE_LINES)].join('\n').trimEnd();
}
