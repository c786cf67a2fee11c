import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** All tests of the origin under vitest, at full length, and what of the contract each host fulfils: `npm run test:origin`. */
const CONTRACT = 'contract: ';

interface Assertion {
  readonly status: 'passed' | 'failed' | 'pending' | 'skipped';
  readonly ancestorTitles: readonly string[];
}

interface Report {
  readonly testResults: readonly { readonly status: string; readonly assertionResults: readonly Assertion[] }[];
}

const file = join(mkdtempSync(join(tmpdir(), 'test-origin-')), 'report.json');
const options = ['--project', 'node', '--reporter=default', '--reporter=json', `--outputFile.json=${file}`];
const { status } = spawnSync('npx', ['--no-install', 'vitest', 'run', ...options, 'packages/origin'], {
  stdio: 'inherit',
  env: { ...process.env, ORIGIN_LONG: '1' },
});

const { testResults } = JSON.parse(readFileSync(file, 'utf8')) as Report;
const all = testResults.flatMap(({ assertionResults }) => assertionResults);
const hostOf = ({ ancestorTitles }: Assertion) =>
  ancestorTitles.find((title) => title.startsWith(CONTRACT))?.slice(CONTRACT.length) ?? 'everything else';

for (const host of new Set(all.map(hostOf))) {
  const own = all.filter((assertion) => hostOf(assertion) === host);
  process.stdout.write(`${host.padEnd(34)} ${sumOf(own)}\n`);
}
// A file that could not be loaded has no tests, and has failed.
const broken = testResults.filter((result) => result.status === 'failed' && !result.assertionResults.length).length;
const passed = count(all, 'passed');
const failed = Math.max(count(all, 'failed') + broken, status === 0 ? 0 : 1);
process.stdout.write(`\n${passed} passed, ${failed} failed\n`);
process.exitCode = failed ? 1 : 0;

function sumOf(assertions: readonly Assertion[]): string {
  const skipped = assertions.length - count(assertions, 'passed') - count(assertions, 'failed');
  return [
    `${count(assertions, 'passed')} passed`,
    `${count(assertions, 'failed')} failed`,
    ...(skipped ? [`${skipped} skipped`] : []),
  ].join(', ');
}

function count(assertions: readonly Assertion[], wanted: Assertion['status']): number {
  return assertions.filter((assertion) => assertion.status === wanted).length;
}
