import type { BrowserName } from '../browsers.ts';

/** One kind of check. Its name stands in the closing table, and selects it: `npm test -- node`. */
export interface Step {
  readonly name: string;
  /**
   * `preparation` runs first, because most others read its output. `compute` jobs run one at a time and at low priority, so that they do
   * not starve the players of `play` jobs.
   */
  readonly lane: 'preparation' | 'compute' | 'play';
  /** How many slots of the `play` lane a job takes. Default: 1. */
  readonly slots?: number;
  /** Only `npm run test:all` runs the step. */
  readonly isOnlyInAll?: boolean;
  readonly browsers?: readonly BrowserName[];
  /** Programs without which some tests of the step are skipped. */
  readonly programs?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  /** A command of `node_modules/.bin` with its arguments. A step without tests counts as one. */
  readonly command: (files: readonly string[]) => readonly string[];
  readonly tests?: StepTests;
}

export interface StepTests {
  /** Matches the paths of its files from the repository's root. */
  readonly files: RegExp;
  /** `npm test` runs only files with one of these marks: see `TestFile.marks`. Without them, all files. */
  readonly marks?: readonly string[];
  /** Whether its files are divided over several processes. A step of the `compute` lane gains nothing by it. */
  readonly isSharded?: boolean;
}

/** Run in Chromium, Firefox and WebKitGTK. */
export const BROWSER_TESTS = /^packages\/[^/]+\/test\/.*\.browser\.test\.ts$/;
export const NODE_TESTS = /^(packages\/[^/]+\/test|scripts|bench)\/.*\.node\.test\.ts$/;
const REACT_TESTS = /^packages\/react\/test\/.*\.react\.test\.ts$/;

const TYPES: Step = { name: 'types', lane: 'preparation', command: () => ['tsc', '-b'] };
const LINT: Step = { name: 'lint', lane: 'compute', command: () => ['oxlint', '--type-aware', '--quiet'] };

/** The layer rules of `ARCHITECTURE.md`, as `npm run lint:layers` checks them. */
const LAYERS: Step = {
  name: 'layers',
  lane: 'compute',
  command: () => ['depcruise', 'packages/*/src', 'scripts', 'e2e', 'bench', '--config', '.dependency-cruiser.mjs'],
};

const NODE: Step = {
  ...vitest('node', NODE_TESTS),
  programs: ['ffmpeg', 'curl', 'openssl', 'redis-server'],
};

export const STEPS: readonly Step[] = [
  TYPES,
  { name: 'build', lane: 'preparation', command: () => runScript('scripts/build.ts') },
  LINT,
  LAYERS,
  { name: 'format', lane: 'compute', command: () => ['prettier', '--check', '--cache', '--log-level', 'warn', '.'] },
  { name: 'size', lane: 'compute', command: () => ['tsx', 'scripts/size.ts'] },
  { name: 'packages', lane: 'compute', command: () => ['tsx', 'scripts/packages.ts'] },
  NODE,
  browserStep('chromium'),
  browserStep('firefox', ['browsers all', 'browsers firefox']),
  browserStep('webkit', ['browsers all', 'browsers webkit']),
  { ...vitest('stories', /^stories\/.*\.stories\.tsx?$/, 'storybook'), lane: 'play', browsers: ['chromium'] },
  { ...vitest('react', REACT_TESTS), lane: 'play', browsers: ['chromium'] },
  { ...vitest('react-18', REACT_TESTS, 'react-18', ['react 18']), lane: 'play', browsers: ['chromium'] },
  { ...vitest('e2e', /^e2e\/.*\.e2e\.test\.ts$/), lane: 'play', browsers: ['chromium'] },
  {
    ...browserStep('chromium'),
    name: 'hls-for-stream',
    isOnlyInAll: true,
    environment: { BROWSER: 'chromium', HLS_FOR_STREAM: '1' },
    tests: {
      files:
        /^packages\/element\/test\/(engines\/(hls\/.*|buffer-limit|corrupt-segment|damaged|media-reset)|live\/.*|tracks\/.*|playback\/kept-choices)\.browser\.test\.ts$/,
      isSharded: true,
    },
  },
];

/** Why a step cannot run on this system. */
export function omissionReason({ name }: Step, platform: NodeJS.Platform = process.platform): string | undefined {
  if (platform === 'win32') return 'the runner ends processes by their group, which Windows does not have. Use WSL.';
  return platform !== 'linux' && name === 'browser:webkit' ? 'WebKitGTK runs on Linux only.' : undefined;
}

/** For the inner loop: what a change most likely breaks, in about a minute. */
export const FAST_STEPS: readonly Step[] = [
  TYPES,
  LINT,
  LAYERS,
  {
    ...NODE,
    // Otherwise one worker on two cores, which leaves one to the players of other steps.
    environment: { VITEST_MAX_WORKERS: '2' },
    tests: {
      files:
        /^packages\/(protocol|session|signer|element)\/test\/(?!.*(cheating|cli|contract|distribution|durable|exhaustive|fuzz|redis|security-policy)\b).*\.node\.test\.ts$/,
    },
  },
  {
    ...browserStep('chromium'),
    tests: { files: /^packages\/element\/test\/playback\/playback\.browser\.test\.ts$/, isSharded: true },
  },
];

function vitest(name: string, files: RegExp, project = name, marks?: readonly string[]): Step {
  return {
    name,
    lane: 'compute',
    tests: { files, ...(marks && { marks }) },
    command: (selected) => [
      'vitest',
      'run',
      '--project',
      project,
      '--reporter=default',
      '--reporter=./scripts/test/vitest-reporter.ts',
      ...selected,
    ],
  };
}

function browserStep(browser: BrowserName, marks?: readonly string[]): Step {
  return {
    name: `browser:${browser}`,
    lane: 'play',
    // GStreamer stalls, or undoes a pause, on a busy machine.
    slots: browser === 'webkit' ? 2 : 1,
    browsers: [browser],
    environment: { BROWSER: browser },
    tests: { files: BROWSER_TESTS, isSharded: true, ...(marks && { marks }) },
    command: (selected) => [...runScript('node_modules/@web/test-runner/dist/bin.js'), '--files', ...selected],
  };
}

function runScript(path: string): string[] {
  return ['tsx', '-C', '@secure-stream/source', path];
}
