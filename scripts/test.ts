import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BrowserName, ensureBrowser, tryToInstall } from './browsers.ts';
import type { Count } from './wtr-count-reporter.ts';

/**
 * Everything that can fail, one after the other, and one closing line: `N passed, N failed`.
 * `npm test -- node browser:chromium` runs the named steps only.
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

const browser = (name: BrowserName): Step => ({
  name: `browser:${name}`,
  needs: [name],
  run: () => ['tsx', '-C', 'source', 'node_modules/@web/test-runner/dist/bin.js'],
  environment: { BROWSER: name },
  read: (text) => JSON.parse(text) as Count,
});

const steps: readonly Step[] = [
  { name: 'types', run: () => ['tsc', '-b'] },
  { name: 'lint', run: () => ['oxlint', '--type-aware', '--quiet'] },
  { name: 'format', run: () => ['prettier', '--check', '--log-level', 'warn', '.'] },
  { name: 'build', run: () => ['tsx', '-C', 'source', 'scripts/build.ts'] },
  { name: 'packages', run: () => ['tsx', 'scripts/packages.ts'] },
  { name: 'size', run: () => ['tsx', 'scripts/size.ts'] },
  { name: 'node', needs: ['chromium'], likes: ['ffmpeg', 'curl', 'openssl'], run: vitest('node'), read: readVitest },
  browser('chromium'),
  browser('firefox'),
  browser('webkit'),
  { name: 'stories', needs: ['chromium'], run: vitest('storybook'), read: readVitest },
  { name: 'react', needs: ['chromium'], run: vitest('react'), read: readVitest },
  { name: 'react-18', needs: ['chromium'], run: vitest('react-18'), read: readVitest },
  { name: 'e2e', needs: ['chromium'], run: vitest('e2e'), read: readVitest },
];

const wanted = process.argv.slice(2);
const folder = mkdtempSync(join(tmpdir(), 'secure-stream-test-'));
const total: Count = { passed: 0, failed: 0, skipped: [] };
const rows: string[] = [];

for (const step of steps) {
  if (wanted.length > 0 && !wanted.some((name) => step.name.startsWith(name))) continue;
  const count = runStep(step);
  rows.push(
    `${step.name.padEnd(18)} ${count.passed} passed, ${count.failed} failed${count.skipped.length ? `, ${count.skipped.length} skipped` : ''}`,
  );
  rows.push(...count.skipped.map((name) => `  skipped: ${name}`));
  total.passed += count.passed;
  total.failed += count.failed;
}

rmSync(folder, { recursive: true, force: true });
console.log(`\n${rows.join('\n')}\n`);
console.log(`${total.passed} passed, ${total.failed} failed`);
process.exitCode = total.failed > 0 ? 1 : 0;

function runStep(step: Step): Count {
  console.log(`\n── ${step.name}`);
  try {
    step.needs?.forEach(ensureBrowser);
    tryToInstall(...(step.likes ?? []));
  } catch (error) {
    console.log(String(error));
    return { passed: 0, failed: 1, skipped: [] };
  }
  const file = join(folder, `${step.name.replace(':', '-')}.json`);
  const [command = '', ...args] = step.run(file);
  const { status } = spawnSync('npx', ['--no-install', command, ...args], {
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, ...step.environment, COUNT_FILE: file },
  });
  const failed = status === 0 ? 0 : 1;
  if (!step.read) return { passed: 1 - failed, failed, skipped: [] };
  try {
    const count = step.read(readFileSync(file, 'utf8'));
    // A runner that ended badly although each test passed has something to say that no test said.
    return { ...count, failed: Math.max(count.failed, failed) };
  } catch {
    return { passed: 0, failed: 1, skipped: [] };
  }
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
