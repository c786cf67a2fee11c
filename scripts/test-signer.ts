import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Runs the tests of the signer on Node and on workerd. Prints the counts of each, and a last line: `N passed, N failed`. */
const folder = mkdtempSync(join(tmpdir(), 'secure-stream-signer-'));
const file = join(folder, 'report.json');
const args = ['vitest', 'run', '--project', 'node', '--reporter=json', `--outputFile=${file}`, 'packages/signer/test'];
const { status } = spawnSync('npx', ['--no-install', ...args], { stdio: ['ignore', 'ignore', 'inherit'] });

interface Report {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly testResults: readonly {
    readonly name: string;
    readonly message: string;
    readonly assertionResults: readonly {
      readonly status: string;
      readonly fullName: string;
      readonly failureMessages: readonly string[];
    }[];
  }[];
}

const report = JSON.parse(readFileSync(file, 'utf8')) as Report;
rmSync(folder, { recursive: true });

const RUNTIMES: readonly [file: string, name: string][] = [
  ['contract.node.test.ts', 'the contract on Node'],
  ['contract-on-workerd.node.test.ts', 'the contract on workerd'],
];
const rows = new Map<string, { passed: number; failed: number }>();
for (const { name, message, assertionResults } of report.testResults) {
  const row = RUNTIMES.find(([end]) => name.endsWith(`/${end}`))?.[1] ?? 'other tests';
  const { passed, failed } = rows.get(row) ?? { passed: 0, failed: 0 };
  const good = assertionResults.filter(({ status }) => status === 'passed').length;
  // A file that did not load has no assertions. It counts as a failure.
  const bad = assertionResults.length === 0 ? 1 : assertionResults.length - good;
  rows.set(row, { passed: passed + good, failed: failed + bad });
  if (assertionResults.length === 0) console.log(`FAILED ${name}\n${message}`);
  for (const { status, fullName, failureMessages } of assertionResults) {
    if (status !== 'passed') console.log([`FAILED ${fullName}`, ...failureMessages].join('\n'));
  }
}

const total = { passed: 0, failed: 0 };
for (const [name, { passed, failed }] of [...rows].toSorted(([a], [b]) => a.localeCompare(b))) {
  console.log(`${name.padEnd(24)} ${passed} passed, ${failed} failed`);
  total.passed += passed;
  total.failed += failed;
}
total.failed = Math.max(total.failed, status === 0 ? 0 : 1);
console.log(`${total.passed} passed, ${total.failed} failed`);
process.exitCode = total.failed > 0 ? 1 : 0;
