import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  browserVersion,
  installCommand,
  installPackages,
  isAptUsable,
  missingPackages,
  NO_INSTALL,
} from '../browsers.ts';
import { findChangedTests } from './changed-tests.ts';
import { failedFiles, withSecondTries, type SecondTry } from './flaky.ts';
import { readOptions, SLOTS_PER_CORE, type Options } from './options.ts';
import { planRun, type Durations, type Job } from './plan.ts';
import { runPool, type PoolTask } from './pool.ts';
import { printReport, reportSteps, type Report, type TimedResult } from './report.ts';
import { findBrowserFailure, runJob } from './run-job.ts';
import { FAST_STEPS, omissionReason, STEPS, type Step } from './steps.ts';
import { listTestFiles } from './test-files.ts';

const DURATIONS = join(import.meta.dirname, 'durations.json');
const RESULTS = 'test-results';

/** MiniBrowser fails once or twice in a run of all files. A page that makes it fail each time still fails. */
const MAX_BROWSER_FAILURES = 2;

/** `npm test`: see `CONTRIBUTING.md`. Prints last `N passed, N failed`. Returns the exit status. */
async function main(args: readonly string[]): Promise<number> {
  const options = readOptions(args);
  const durations = JSON.parse(readFileSync(DURATIONS, 'utf8')) as Durations;
  const files = listTestFiles();
  const isChanged = options.extent === 'changed';
  const changed = isChanged ? await findChangedTests(files) : [];
  if (changed === null) console.log('The change touches nearly everything: this is npm run test:fast.');
  if (isChanged && changed?.length === 0) {
    console.log('No test imports what has changed.\n\n0 passed, 0 failed');
    return 0;
  }
  const isFast = options.extent === 'fast' || changed === null;
  const words = [...options.words, ...(changed ?? [])];
  const steps = stepsOf(options, isFast, isChanged);
  for (const step of steps) if (omissionReason(step)) console.log(`left out: ${step.name}: ${omissionReason(step)}`);
  const possible = steps.filter((step) => !omissionReason(step));
  const { jobs, sample, pending } = planRun(possible, files, durations, {
    words,
    isAll: options.extent === 'all' || isFast,
    commit: options.extent === 'every' && words.length === 0 ? currentCommit() : null,
    ...(options.shard && { shard: options.shard }),
  });
  if (jobs.length === 0) throw new Error('There is nothing to run.');
  install(jobs, options);
  if (options.extent === 'all') process.env['FUZZ_RUNS'] ??= '10000';
  rmSync(RESULTS, { recursive: true, force: true });
  const run = await runJobs(jobs, options);
  const report: Report = { ...run, sample, pending };
  mkdirSync(RESULTS, { recursive: true });
  write('run.json', { ...report, browserVersions: browserVersions(jobs) });
  write('flaky.json', run.secondTries);
  if (options.isRecording) writeFileSync(DURATIONS, `${JSON.stringify(record(durations, report), null, 2)}\n`);
  console.log(printReport(report));
  return run.isInterrupted || report.steps.some(({ failed }) => failed > 0) ? 1 : 0;
}

function stepsOf({ browsers }: Options, isFast: boolean, isChanged: boolean): readonly Step[] {
  if (isFast) return FAST_STEPS;
  const steps = isChanged ? STEPS.filter(({ name }) => name === 'node' || name === 'browser:chromium') : STEPS;
  return steps.filter(
    ({ name }) =>
      browsers.length === 0 || !name.startsWith('browser:') || browsers.some((one) => name === `browser:${one}`),
  );
}

/** Installs missing programs, and says before what it installs. */
function install(jobs: readonly Job[], { isInstallAllowed }: Options): void {
  const packages = missingPackages(
    [...new Set(jobs.flatMap(({ step }) => step.browsers ?? []))],
    [...new Set(jobs.flatMap(({ step }) => step.programs ?? []))],
  );
  if (!isInstallAllowed) process.env[NO_INSTALL] = '1';
  if (packages.length === 0) return;
  if (isInstallAllowed && isAptUsable()) {
    console.log(`Installing with apt-get: ${packages.join(' ')}\n(npm test -- --no-install leaves that to you.)`);
    installPackages(packages);
  } else console.log(`Missing on this machine. Install with:\n\n  ${installCommand(packages)}\n`);
}

/** Preparation, then both lanes side by side, then what needs a core of its own, and last, except in `test:all`, each failed file once more. */
async function runJobs(
  jobs: readonly Job[],
  { slots, extent }: Options,
): Promise<Pick<Report, 'seconds' | 'steps' | 'secondTries'> & { readonly isInterrupted: boolean }> {
  const folder = mkdtempSync(join(tmpdir(), 'secure-stream-test-'));
  const startedAt = performance.now();
  const secondsSinceStart = () => (performance.now() - startedAt) / 1000;
  const interruption = new AbortController();
  // `runJob` ends the running processes. No other process starts, and the counts so far are printed.
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => interruption.abort());
  let reports = 0;
  const runOne = async (job: Job): Promise<TimedResult> => {
    const at = secondsSinceStart();
    const result = await runWithBrowser(job, () => join(folder, `${(reports += 1)}.json`));
    printJob(job, result);
    return { ...result, startedAt: at };
  };
  const results: TimedResult[] = [];
  const tasksOf = (lane: readonly Job[]) =>
    lane
      .map((job) => ({ ...job, slots: job.step.slots ?? 1 }))
      // Jobs of several slots first: at the end, one of them would leave the other slots idle.
      .toSorted((one, other) => other.slots - one.slots || other.seconds - one.seconds)
      .map(({ slots: size, ...job }) => ({ slots: size, run: async () => void results.push(await runOne(job)) }));
  const runIn = (size: number, tasks: readonly PoolTask[]) => runPool(tasks, size, interruption.signal);
  const jobsOf = (lane: Step['lane']) => jobs.filter(({ step, isAlone }) => step.lane === lane && !isAlone);

  for (const job of jobsOf('preparation')) if (!interruption.signal.aborted) results.push(await runOne(job));
  // What computes runs beside the players, at low priority. `test:all` gives no second try, and has one slot less.
  await Promise.all([
    runIn(1, tasksOf(jobsOf('compute'))),
    runIn(extent === 'all' ? Math.max(1, slots - 1) : slots, tasksOf(jobsOf('play'))),
  ]);
  await runIn(
    // A core for each.
    Math.max(1, Math.floor(slots / SLOTS_PER_CORE)),
    tasksOf(jobs.filter(({ isAlone }) => isAlone)),
  );
  const secondTries: SecondTry[] = [];
  const today = new Date().toISOString().slice(0, 10);
  for (const job of extent === 'all' ? [] : failedFiles(results, today)) {
    if (interruption.signal.aborted) break;
    const { files } = await runOne(job);
    const first = results
      .flatMap(({ step, files: own }) => (step === job.step ? own : []))
      .find(({ file, failed }) => failed > 0 && file === job.files[0]);
    const second = files.find(({ file }) => file === job.files[0]);
    if (first && second) secondTries.push({ step: job.step.name, file: second.file, first, second });
  }
  rmSync(folder, { recursive: true, force: true });
  return {
    seconds: secondsSinceStart(),
    steps: reportSteps(withSecondTries(results, secondTries) as readonly TimedResult[]),
    secondTries,
    isInterrupted: interruption.signal.aborted,
  };
}

async function runWithBrowser(job: Job, nextReport: () => string) {
  let result = await runJob(job, nextReport());
  for (let left = job.step.name === 'browser:webkit' ? MAX_BROWSER_FAILURES : 0; left > 0; left -= 1) {
    const failure = findBrowserFailure(result);
    if (!failure) break;
    console.log(`\n── ${job.step.name}  its files run again: ${failure}  ${job.files.join(' ')}`);
    result = await runJob(job, nextReport());
  }
  return result;
}

function printJob(
  { step, files }: Job,
  {
    files: results,
    seconds,
    output,
  }: { readonly files: TimedResult['files']; readonly seconds: number; readonly output: string },
): void {
  const count = (of: 'passed' | 'failed') => results.reduce((total, file) => total + file[of], 0);
  const names = step.tests?.isSharded ? `  ${files.join(' ')}` : '';
  const indented = output.trimEnd().replaceAll(/^/gm, '  │ ');
  console.log(
    `\n── ${step.name}  ${count('passed')} passed, ${count('failed')} failed, ${Math.round(seconds)} s${names}\n${indented}`,
  );
}

function record(durations: Durations, { steps }: Report): Durations {
  const entries = steps.flatMap(({ name, wallSeconds, coreSeconds, files }) => [
    [name, [wallSeconds, coreSeconds]] as const,
    ...files
      .filter(({ file }) => file !== name)
      .map(({ file, seconds, coreSeconds: core }) => [`${name} ${file}`, [seconds, core]] as const),
  ]);
  const known = new Set(listTestFiles().map(({ path }) => path));
  return Object.fromEntries(
    [...Object.entries(durations), ...entries.map(([key, times]) => [key, times.map(Math.round)] as const)]
      .filter(([key]) => !key.includes(' ') || known.has(key.split(' ')[1] ?? ''))
      .toSorted(([one], [other]) => one.localeCompare(other)),
  ) as Durations;
}

function currentCommit(): string {
  return execFileSync('git', ['rev-parse', 'HEAD'], { encoding: 'utf8' }).trim();
}

function write(name: string, value: unknown): void {
  writeFileSync(join(RESULTS, name), `${JSON.stringify(value, null, 2)}\n`);
}

/** For `docs/browsers.md`. */
function browserVersions(jobs: readonly Job[]): Readonly<Record<string, string | undefined>> {
  const names = [...new Set(jobs.flatMap(({ step }) => step.browsers ?? []))];
  return Object.fromEntries(names.map((name) => [name, browserVersion(name)]));
}

process.exitCode = await main(process.argv.slice(2)).catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  return 2;
});
