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
}

export interface Totals {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: readonly string[];
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
    };
  });
}

interface VitestReport {
  readonly testResults: readonly {
    readonly name: string;
    readonly status: string;
    readonly startTime: number;
    readonly endTime: number;
    readonly assertionResults: readonly { readonly status: string; readonly fullName: string }[];
  }[];
}
