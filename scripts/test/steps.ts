import { spawnSync } from 'node:child_process';
import type { BrowserName } from '../browsers.ts';

/** One kind of check. Its name stands in the closing table, and selects it: `npm test -- node`. */
export interface Step {
  readonly name: string;
  /** How many of the pool's slots a job takes: 1 mostly waits for a video to play, 2 keeps a core busy. */
  readonly slots: number;
  readonly browsers?: readonly BrowserName[];
  /** Programs without which some tests of the step are skipped. */
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

const NODE_TESTS = /^(packages\/[^/]+\/test|scripts|bench)\/.*\.node\.test\.ts$/;
/** Run in Chromium, Firefox and WebKitGTK. */
export const BROWSER_TESTS = /^packages\/[^/]+\/test\/.*\.browser\.test\.ts$/;
const VITEST = ['vitest', 'run', '--project'] as const;
const reportTo = (path: string) => ['--reporter=default', '--reporter=json', `--outputFile.json=${path}`];

const TYPES: Step = { name: 'types', slots: 2, command: () => ['tsc', '-b'] };

/** Run before all others, in this order: most others read the output of `build`. */
export const PREPARATION: readonly Step[] = [
  TYPES,
  { name: 'build', slots: 2, command: () => ['tsx', '-C', '@secure-stream/source', 'scripts/build.ts'] },
];

const LINT: Step = { name: 'lint', slots: 2, command: () => ['oxlint', '--type-aware', '--quiet'] };

/** The layer rules of `ARCHITECTURE.md`, as `npm run lint:layers` checks them. */
const LAYERS: Step = {
  name: 'layers',
  slots: 1,
  command: () => ['depcruise', 'packages/*/src', 'scripts', 'e2e', 'bench', '--config', '.dependency-cruiser.mjs'],
};

export const STEPS: readonly Step[] = [
  LINT,
  LAYERS,
  { name: 'format', slots: 2, command: () => ['prettier', '--check', '--log-level', 'warn', '.'] },
  { name: 'packages', slots: 2, command: () => ['tsx', 'scripts/packages.ts'] },
  { name: 'size', slots: 1, command: () => ['tsx', 'scripts/size.ts'] },
  {
    ...vitest('node', NODE_TESTS),
    // Vitest leaves a core to its main process: on two cores, one file runs at a time.
    slots: 1,
    programs: ['ffmpeg', 'curl', 'openssl', 'redis-server'],
  },
  browserStep('chromium'),
  browserStep('firefox'),
  browserStep('webkit'),
  vitest('stories', /^stories\/.*\.stories\.tsx?$/, 'storybook'),
  vitest('react', /^packages\/react\/test\/.*\.react\.test\.ts$/),
  vitest('react-18', /^packages\/react\/test\/.*\.react\.test\.ts$/),
  vitest('e2e', /^e2e\/.*\.e2e\.test\.ts$/),
];

/** For the inner loop: the checks that a change most likely breaks, in less than a minute. */
export const FAST_STEPS: readonly Step[] = [
  TYPES,
  LINT,
  LAYERS,
  {
    name: 'node, changed',
    slots: 2,
    command: (report) => [...VITEST, 'node', ...reportTo(report), '--passWithNoTests', '--changed', baseRevision()],
    tests: { runner: 'vitest', files: NODE_TESTS },
  },
  {
    ...browserStep('chromium'),
    tests: {
      runner: 'web-test-runner',
      files: /^packages\/element\/test\/player\/playback\.browser\.test\.ts$/,
      isSharded: true,
    },
  },
];

/** The revision to compare a branch with: the local main branch, or the remote's in a fresh clone. */
function baseRevision(): string {
  const isKnown = (revision: string) => spawnSync('git', ['rev-parse', '--verify', '--quiet', revision]).status === 0;
  return ['main', 'origin/main'].find(isKnown) ?? 'HEAD';
}

function vitest(name: string, files: RegExp, project = name): Step {
  return {
    name,
    slots: 2,
    browsers: ['chromium'],
    tests: { runner: 'vitest', files },
    command: (report, selected) => [...VITEST, project, ...reportTo(report), ...selected],
  };
}

function browserStep(browser: BrowserName): Step {
  return {
    name: `browser:${browser}`,
    // GStreamer stalls, or undoes a pause, on a busy machine.
    slots: browser === 'webkit' ? 2 : 1,
    browsers: [browser],
    tests: { runner: 'web-test-runner', files: BROWSER_TESTS, isSharded: true },
    command: (_report, selected) => [
      'tsx',
      '-C',
      '@secure-stream/source',
      'node_modules/@web/test-runner/dist/bin.js',
      '--files',
      ...selected,
    ],
  };
}
