import type { BrowserName } from '../browsers.ts';

/** One kind of check. Its name stands in the closing table, and selects it: `npm test -- node`. */
export interface Step {
  readonly name: string;
  /** How many of the pool's slots a job takes: 1 mostly waits for a video to play, 2 keeps a core busy. */
  readonly slots: number;
  readonly browsers?: readonly BrowserName[];
  /** Programs without which some of its tests are skipped. */
  readonly programs?: readonly string[];
  /** `report` is the path that the runner writes its counts to; a step without tests counts as one. */
  readonly command: (report: string, files: readonly string[]) => readonly string[];
  readonly tests?: StepTests;
}

export interface StepTests {
  readonly runner: 'vitest' | 'web-test-runner';
  /** Matches the paths of its files from the repository's root. */
  readonly files: RegExp;
  /** Whether its files are divided over several processes. */
  readonly isSharded?: boolean;
}

/** Run before all others, in this order: most of the others read what `build` writes. */
export const PREPARATION: readonly Step[] = [
  { name: 'types', slots: 2, command: () => ['tsc', '-b'] },
  { name: 'build', slots: 2, command: () => ['tsx', '-C', 'source', 'scripts/build.ts'] },
];

export const STEPS: readonly Step[] = [
  { name: 'lint', slots: 2, command: () => ['oxlint', '--type-aware', '--quiet'] },
  { name: 'format', slots: 2, command: () => ['prettier', '--check', '--log-level', 'warn', '.'] },
  { name: 'packages', slots: 2, command: () => ['tsx', 'scripts/packages.ts'] },
  { name: 'size', slots: 1, command: () => ['tsx', 'scripts/size.ts'] },
  {
    ...vitest('node', /^(packages\/[^/]+\/test|scripts)\/.*\.node\.test\.ts$/),
    slots: 3,
    programs: ['ffmpeg', 'curl', 'openssl'],
  },
  browserStep('chromium'),
  browserStep('firefox'),
  browserStep('webkit'),
  vitest('stories', /^stories\/.*\.stories\.tsx?$/, 'storybook'),
  vitest('react', /^packages\/react\/test\/.*\.react\.test\.ts$/),
  vitest('react-18', /^packages\/react\/test\/.*\.react\.test\.ts$/),
  vitest('e2e', /^e2e\/.*\.e2e\.test\.ts$/),
];

function vitest(name: string, files: RegExp, project = name): Step {
  return {
    name,
    slots: 2,
    browsers: ['chromium'],
    tests: { runner: 'vitest', files },
    command: (report, selected) => [
      'vitest',
      'run',
      '--project',
      project,
      '--reporter=default',
      '--reporter=json',
      `--outputFile.json=${report}`,
      ...selected,
    ],
  };
}

function browserStep(browser: BrowserName): Step {
  return {
    name: `browser:${browser}`,
    slots: 1,
    browsers: [browser],
    tests: { runner: 'web-test-runner', files: /^packages\/[^/]+\/test\/.*\.browser\.test\.ts$/, isSharded: true },
    command: (_report, selected) => [
      'tsx',
      '-C',
      'source',
      'node_modules/@web/test-runner/dist/bin.js',
      '--files',
      ...selected,
    ],
  };
}
