import type { SubjectName } from './probe.ts';

/** What one browser found. Written by `comparison.browser.test.ts`, and read by the page in `docs/`. */
export interface Results {
  /** How many values were compared with those of the browser's `<video>`, over all engines. */
  readonly compared: number;
  readonly engines: readonly SubjectName[];
  /** Values that differ, by `group: probe: value`. */
  readonly differences: Readonly<Record<string, Difference>>;
}

/** The value of the browser's `<video>`, and those of the engines that differ. */
export type Difference = Readonly<Partial<Record<SubjectName, string>>>;

export interface Reason {
  /** Matches `group: probe: value`. */
  readonly values: RegExp;
  /** Default: all. */
  readonly engines?: readonly SubjectName[];
  readonly reason: string;
}
