/** What a runner reports of one test file. */
export interface FileCount {
  /** Relative to the repository's root. */
  readonly file: string;
  /** Wall time. */
  readonly seconds: number;
  readonly passed: number;
  readonly failed: number;
  /** Titles of skipped tests; the reason is in the title. */
  readonly skipped: readonly string[];
  /** Title and error of each failed test. Empty when the file did not load or the runner crashed. */
  readonly failures: readonly string[];
}

export type Totals = Pick<FileCount, 'passed' | 'failed' | 'skipped'>;

const FAILURE_LINES = 6;

/** A failed test in a few lines: its title, and the start of its error or stack. */
export function describeFailure(title: string, error = ''): string {
  return [title, ...error.split('\n').slice(0, FAILURE_LINES)].join('\n').trimEnd();
}

export function sum(counts: readonly Totals[]): Totals {
  return {
    passed: counts.reduce((total, { passed }) => total + passed, 0),
    failed: counts.reduce((total, { failed }) => total + failed, 0),
    skipped: counts.flatMap(({ skipped }) => skipped),
  };
}

/** The JSON report of Vitest. A file that failed to load has no tests, and counts as one failure. */
export function readVitestReport(text: string, root: string): readonly FileCount[] {
  const { testResults } = JSON.parse(text) as VitestReport;
  return testResults.map(({ name, status, startTime, endTime, assertionResults }) => {
    const withStatus = (...statuses: string[]) => assertionResults.filter((test) => statuses.includes(test.status));
    const failed = withStatus('failed').length;
    return {
      file: name.startsWith(`${root}/`) ? name.slice(root.length + 1) : name,
      seconds: (endTime - startTime) / 1000,
      passed: withStatus('passed').length,
      failed: failed === 0 && status === 'failed' ? 1 : failed,
      skipped: withStatus('pending', 'skipped', 'todo').map(({ fullName }) => fullName),
      failures: withStatus('failed').map((test) => describeFailure(test.fullName, test.failureMessages[0])),
    };
  });
}

interface VitestReport {
  readonly testResults: readonly {
    readonly name: string;
    readonly status: string;
    readonly startTime: number;
    readonly endTime: number;
    readonly assertionResults: readonly {
      readonly status: string;
      readonly fullName: string;
      readonly failureMessages: readonly string[];
    }[];
  }[];
}
