import { describe, expect, test } from 'vitest';
import type { FileResult } from './file-result.ts';
import { failedFiles, withSecondTries } from './flaky.ts';
import { readOptions } from './options.ts';
import { planRun, type PlanOptions } from './plan.ts';
import { runPool } from './pool.ts';
import { printReport, reportSteps } from './report.ts';
import { FAST_STEPS, omissionReason, STEPS, type Step } from './steps.ts';
import { listTestFiles, readMarks, type TestFile } from './test-files.ts';

const NODE: Step = { name: 'node', lane: 'compute', command: () => [], tests: { files: /\.node\.test\.ts$/ } };
const CHROMIUM: Step = {
  name: 'browser:chromium',
  lane: 'play',
  command: () => [],
  tests: { files: /\.browser\.test\.ts$/, isSharded: true },
};
const FIREFOX: Step = {
  ...CHROMIUM,
  name: 'browser:firefox',
  tests: { files: /\.browser\.test\.ts$/, isSharded: true, marks: ['browsers all', 'browsers firefox'] },
};
const LINT: Step = { name: 'lint', lane: 'compute', command: () => [] };
const ALL_STEPS = [LINT, NODE, CHROMIUM, FIREFOX];

const file = (path: string, ...marks: string[]): TestFile => ({
  path,
  marks: new Map(marks.map((mark) => [mark, 'a reason'])),
});
const FILES = [
  file('packages/element/test/a.node.test.ts'),
  file('packages/element/test/a.browser.test.ts', 'browsers all'),
  file('packages/element/test/b.browser.test.ts'),
  file('packages/signer/test/c.browser.test.ts', 'tier all'),
];

const plan = (options: Partial<PlanOptions> = {}, files = FILES, durations = {}) =>
  planRun(ALL_STEPS, files, durations, { words: [], isAll: false, commit: null, ...options });
const listed = (options?: Partial<PlanOptions>, files = FILES) =>
  plan(options, files).jobs.map(({ step, files: own }) => `${step.name} ${own.join(' ')}`.trim());

describe('planRun', () => {
  test('runs everything in Chromium, and in Firefox what is marked', () => {
    expect(listed()).toEqual([
      'lint',
      'node packages/element/test/a.node.test.ts',
      'browser:chromium packages/element/test/a.browser.test.ts packages/element/test/b.browser.test.ts',
      'browser:firefox packages/element/test/a.browser.test.ts',
    ]);
    const marked = [
      file('packages/element/test/f.browser.test.ts', 'browsers firefox'),
      file('packages/element/test/w.browser.test.ts', 'browsers webkit'),
    ];
    expect(listed({}, marked).at(-1)).toBe('browser:firefox packages/element/test/f.browser.test.ts');
  });

  test('runs the whole matrix for test:all', () => {
    const names = listed({ isAll: true }).filter((name) => name.startsWith('browser:firefox'));
    expect(names).toEqual([
      'browser:firefox packages/element/test/a.browser.test.ts packages/element/test/b.browser.test.ts packages/signer/test/c.browser.test.ts',
    ]);
  });

  test('draws a tenth of the recorded time of the rest by the commit, and names it', () => {
    const many = Array.from({ length: 50 }, (_, index) => file(`packages/element/test/${index}.browser.test.ts`));
    const drawn = (commit: string) => plan({ commit }, many).sample;
    expect(drawn('a')).toHaveLength(5);
    expect(drawn('a')).toEqual(drawn('a'));
    expect(drawn('a')).not.toEqual(drawn('b'));
    expect(drawn('a')[0]).toMatch(/^browser:firefox packages/);
    const long = Object.fromEntries(many.map(({ path }) => [`browser:firefox ${path}`, [100, 50] as const]));
    expect(plan({ commit: 'a' }, many, long).sample).toHaveLength(1);
    expect(new Set(['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j'].flatMap(drawn)).size).toBeGreaterThan(25);
  });

  test('selects steps, packages, folders and files by words, whatever their tier', () => {
    expect(listed({ words: ['lint'] })).toEqual(['lint']);
    expect(listed({ words: ['signer'] })).toEqual([
      'browser:chromium packages/signer/test/c.browser.test.ts',
      'browser:firefox packages/signer/test/c.browser.test.ts',
    ]);
    expect(listed({ words: ['packages/element/test/b.browser.test.ts'] })).toHaveLength(2);
    expect(listed({ words: ['browser'] })).toHaveLength(2);
    expect(() => plan({ words: ['nobody'] })).toThrow('No step, package or test file is named nobody.');
  });

  test('leaves out what is pending in a browser, and names it, unless it is named', () => {
    const pending = [file('packages/element/test/p.browser.test.ts', 'browsers all', 'pending firefox')];
    expect(listed({ isAll: true }, pending)).toEqual([
      'lint',
      'browser:chromium packages/element/test/p.browser.test.ts',
    ]);
    expect(plan({}, pending).pending).toEqual(['browser:firefox packages/element/test/p.browser.test.ts (a reason)']);
    expect(listed({ words: ['packages/element/test/p.browser.test.ts'] }, pending)).toHaveLength(2);
  });

  test('gives a file that must be alone a process of its own', () => {
    const jobs = plan({}, [...FILES, file('packages/element/test/z.browser.test.ts', 'alone')]).jobs;
    expect(jobs.filter(({ isAlone }) => isAlone).map(({ files }) => files)).toEqual([
      ['packages/element/test/z.browser.test.ts'],
    ]);
  });

  test('starts with long groups, and runs each file once', () => {
    const many = Array.from({ length: 40 }, (_, index) => file(`packages/element/test/${index}.browser.test.ts`));
    const durations = Object.fromEntries(many.map(({ path }) => [`browser:chromium ${path}`, [20, 5] as const]));
    const groups = plan({}, many, durations).jobs.filter(({ step }) => step === CHROMIUM);
    expect(groups[0]!.seconds).toBeGreaterThan(groups.at(-1)!.seconds);
    expect(groups.flatMap(({ files }) => files).toSorted()).toEqual(many.map(({ path }) => path).toSorted());
  });

  test('divides the matrix into shards without a gap or a repetition', () => {
    const chromium = (index: number) =>
      plan({ isAll: true, shard: { index, total: 2 } })
        .jobs.filter(({ step }) => step === CHROMIUM)
        .flatMap(({ files }) => files);
    expect([...chromium(1), ...chromium(2)].toSorted()).toEqual(FILES.slice(1).map(({ path }) => path));
  });
});

describe('the steps', () => {
  test('find test files in this repository', () => {
    const files = listTestFiles();
    const empty = [...STEPS, ...FAST_STEPS].filter(
      ({ tests }) => tests && !files.some(({ path }) => tests.files.test(path)),
    );
    expect(empty.map(({ name }) => name)).toEqual([]);
  });

  test('are all possible on Linux, and on other systems say why not', () => {
    const omitted = (platform: NodeJS.Platform) => STEPS.filter((step) => omissionReason(step, platform));
    expect(omitted('linux')).toEqual([]);
    expect(omitted('darwin').map(({ name }) => name)).toEqual(['browser:webkit']);
    expect(omitted('win32')).toEqual(STEPS);
  });

  test('run every test file in some step, and no mark is misspelt', () => {
    const files = listTestFiles().filter(({ path }) => !path.endsWith('.page.ts') && !/\.site\.test/.test(path));
    expect(files.filter(({ path }) => !STEPS.some(({ tests }) => tests?.files.test(path)))).toEqual([]);
    const known = /^(browsers (all|firefox|webkit)|react 18|tier all|alone|pending (firefox|webkit))$/;
    expect(files.flatMap(({ marks }) => [...marks.keys()]).filter((name) => !known.test(name))).toEqual([]);
  });
});

describe('readMarks', () => {
  test('reads the comments at the top', () => {
    const text = '// @browsers all: focus\n// @alone: counts\nimport a;\n// @tier all: too late\n';
    expect([...readMarks(text)]).toEqual([
      ['browsers all', 'focus'],
      ['alone', 'counts'],
    ]);
  });
});

describe('readOptions', () => {
  test('rejects what it does not know', () => {
    expect(() => readOptions(['--browser', 'opera'])).toThrow('--browser takes chromium, firefox, webkit.');
    expect(() => readOptions(['--slots', '0'])).toThrow('--slots');
    expect(() => readOptions(['--shard', '4/3'])).toThrow('--shard');
    expect(() => readOptions(['--nothing'])).toThrow('--nothing');
    expect(readOptions(['--all', '--shard', '2/3'])).toMatchObject({ extent: 'all', shard: { index: 2, total: 3 } });
  });
});

describe('runPool', () => {
  test('fills the slots that are left with smaller tasks, and never exceeds them', async () => {
    const slots = [2, 2, 1, 1];
    let used = 0;
    let most = 0;
    const order: number[] = [];
    await runPool(
      slots.map((count, index) => ({
        slots: count,
        async run() {
          order.push(index);
          used += count;
          most = Math.max(most, used);
          await new Promise((resolve) => setImmediate(resolve));
          used -= count;
        },
      })),
      3,
    );
    expect(order).toEqual([0, 2, 1, 3]);
    expect(most).toBe(3);
  });

  test('starts nothing after the interruption', async () => {
    const interruption = new AbortController();
    const order: number[] = [];
    const task = (index: number) => ({
      slots: 1,
      async run() {
        order.push(index);
        interruption.abort();
      },
    });
    await runPool([task(1), task(2)], 1, interruption.signal);
    expect(order).toEqual([1]);
  });
});

describe('a flaky file', () => {
  const PATH = 'packages/element/test/a.browser.test.ts';
  const result = (failed: number): FileResult => ({
    file: PATH,
    seconds: 1,
    coreSeconds: 1,
    passed: 2 - failed,
    failed,
    skipped: [],
    failures: failed > 0 ? ['the title\nthe error'] : [],
  });
  const run = (failed: number) => ({
    step: CHROMIUM,
    files: [result(failed)],
    seconds: 1,
    coreSeconds: 1,
    output: '',
    startedAt: 0,
  });

  test('runs once more, alone', () => {
    expect(failedFiles([run(0), run(1)], '2027-01-01', [])).toMatchObject([{ files: [PATH], isAlone: true }]);
  });

  test('does not run again beside many others', () => {
    const many = Array.from({ length: 11 }, () => run(1));
    expect(failedFiles(many.slice(1), '2027-01-01', [])).toHaveLength(10);
    expect(failedFiles(many, '2027-01-01', [])).toHaveLength(0);
  });

  test('does not run again after its expiry', () => {
    const known = [{ file: `browser:chromium ${PATH}`, note: 'a note', until: '2026-12-31' }];
    expect(failedFiles([run(1)], '2026-12-31', known)).toHaveLength(1);
    expect(failedFiles([run(1)], '2027-01-01', known)).toHaveLength(0);
  });

  test('counts as passed and is named with its error above the closing line', () => {
    const failed = run(1);
    const tries = [{ step: 'browser:chromium', file: PATH, first: failed.files[0]!, second: result(0) }];
    const steps = reportSteps([{ ...failed, ...withSecondTries([failed], tries)[0]! }]);
    const lines = printReport({ seconds: 1, steps, sample: [], pending: [], secondTries: tries }).split('\n');
    expect(lines.slice(-2)).toEqual(['1 flaky', '2 passed, 0 failed']);
    expect(lines.join('\n')).toContain(`browser:chromium  ${PATH}\n    the title\n    the error`);
  });
});
