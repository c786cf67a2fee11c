import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { stripVTControlCharacters } from 'node:util';
import { type BrowserName, ensureBrowser, tryToInstall } from './browsers.ts';
import type { Count } from './wtr-count-reporter.ts';

/**
 * Everything that can fail, and one closing line: `N passed, N failed`. Browsers mostly wait for a film to play, so that two of them
 * run side by side. `npm test -- node browser:chromium` runs the named steps only.
 */
interface Step {
  readonly name: string;
  readonly needs?: readonly BrowserName[];
  /** Programs without which some of its tests are skipped. */
  readonly likes?: readonly string[];
  /** Writes its counts to `file`, or has none and counts as one test. */
  readonly run: (file: string) => readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  readonly read?: (text: string) => Count;
}

const vitest = (project: string) => (file: string) => [
  'vitest',
  'run',
  '--project',
  project,
  '--reporter=default',
  '--reporter=json',
  `--outputFile.json=${file}`,
];

const PASSED: Count = { passed: 1, failed: 0, skipped: [] };
const FAILED: Count = { passed: 0, failed: 1, skipped: [] };

const browser = (name: BrowserName): Step => ({
  name: `browser:${name}`,
  needs: [name],
  run: () => ['tsx', '-C', 'source', 'node_modules/@web/test-runner/dist/bin.js'],
  environment: { BROWSER: name },
  read: (text) => JSON.parse(text) as Count,
});

/** One row after the other; in a row, the lanes side by side. */
const rows: readonly (readonly (readonly Step[])[])[] = [
  [
    [
      { name: 'types', run: () => ['tsc', '-b'] },
      { name: 'lint', run: () => ['oxlint', '--type-aware', '--quiet'] },
      { name: 'format', run: () => ['prettier', '--check', '--log-level', 'warn', '.'] },
      { name: 'build', run: () => ['tsx', '-C', 'source', 'scripts/build.ts'] },
      { name: 'packages', run: () => ['tsx', 'scripts/packages.ts'] },
      { name: 'size', run: () => ['tsx', 'scripts/size.ts'] },
      {
        name: 'node',
        needs: ['chromium'],
        likes: ['ffmpeg', 'curl', 'openssl'],
        run: vitest('node'),
        read: readVitest,
      },
    ],
  ],
  [[browser('chromium')], [browser('firefox'), browser('webkit')]],
  [
    [
      { name: 'stories', needs: ['chromium'], run: vitest('storybook'), read: readVitest },
      { name: 'react', needs: ['chromium'], run: vitest('react'), read: readVitest },
      { name: 'react-18', needs: ['chromium'], run: vitest('react-18'), read: readVitest },
      { name: 'e2e', needs: ['chromium'], run: vitest('e2e'), read: readVitest },
    ],
  ],
];

const asked = process.argv.slice(2);
const isAsked = ({ name }: Step) => asked.length === 0 || asked.some((start) => name.startsWith(start));
const folder = mkdtempSync(join(tmpdir(), 'secure-stream-test-'));
const total: Count = { passed: 0, failed: 0, skipped: [] };
const report: string[] = [];

for (const row of rows) {
  const lanes = row.map((lane) => lane.filter(isAsked)).filter((lane) => lane.length > 0);
  // Before any of the row: apt can not do two things at once.
  const missing = install(lanes.flat());
  const counts = await Promise.all(lanes.map((lane) => runLane(lane, missing, lanes.length > 1)));
  for (const [step, count] of counts.flat()) add(step, count);
}

rmSync(folder, { recursive: true, force: true });
console.log(`\n${report.join('\n')}\n`);
console.log(`${total.passed} passed, ${total.failed} failed`);
process.exitCode = total.failed > 0 ? 1 : 0;

/** Why a step can not run. */
function install(steps: readonly Step[]): ReadonlyMap<Step, unknown> {
  const missing = new Map<Step, unknown>();
  for (const step of steps)
    try {
      step.needs?.forEach(ensureBrowser);
      tryToInstall(...(step.likes ?? []));
    } catch (error) {
      missing.set(step, error);
    }
  return missing;
}

async function runLane(
  lane: readonly Step[],
  missing: ReadonlyMap<Step, unknown>,
  hasNeighbour: boolean,
): Promise<(readonly [Step, Count])[]> {
  const counts: (readonly [Step, Count])[] = [];
  for (const step of lane) {
    console.log(`\n── ${step.name}`);
    if (missing.has(step)) console.log(String(missing.get(step)));
    counts.push([step, missing.has(step) ? FAILED : await runStep(step, hasNeighbour)]);
  }
  return counts;
}

async function runStep(step: Step, hasNeighbour: boolean): Promise<Count> {
  const file = join(folder, `${step.name.replace(':', '-')}.json`);
  const [command = '', ...args] = step.run(file);
  const output = hasNeighbour ? 'pipe' : 'inherit';
  const child = spawn('npx', ['--no-install', command, ...args], {
    stdio: ['ignore', output, output],
    env: { ...process.env, ...step.environment, COUNT_FILE: file },
  });
  for (const stream of [child.stdout, child.stderr])
    if (stream)
      createInterface(stream).on('line', (line) => console.log(`${step.name} │ ${stripVTControlCharacters(line)}`));
  const [status] = (await once(child, 'close')) as [number | null];
  if (!step.read) return status === 0 ? PASSED : FAILED;
  try {
    const count = step.read(readFileSync(file, 'utf8'));
    // A runner that ended badly although each test passed has something to say that no test said.
    return { ...count, failed: Math.max(count.failed, status === 0 ? 0 : 1) };
  } catch {
    return FAILED;
  }
}

function add({ name }: Step, { passed, failed, skipped }: Count): void {
  report.push(
    `${name.padEnd(18)} ${passed} passed, ${failed} failed${skipped.length ? `, ${skipped.length} skipped` : ''}`,
    ...skipped.map((title) => `  skipped: ${title}`),
  );
  total.passed += passed;
  total.failed += failed;
}

function readVitest(text: string): Count {
  const report = JSON.parse(text) as {
    numPassedTests: number;
    numFailedTests: number;
    testResults: { status: string; assertionResults: { status: string; fullName: string }[] }[];
  };
  const broken = report.testResults.filter(
    ({ status, assertionResults }) => status === 'failed' && assertionResults.length === 0,
  );
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests + broken.length,
    skipped: report.testResults.flatMap(({ assertionResults }) =>
      assertionResults
        .filter(({ status }) => status === 'pending' || status === 'skipped')
        .map(({ fullName }) => fullName),
    ),
  };
}
