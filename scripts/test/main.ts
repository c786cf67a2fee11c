import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  browserVersion,
  installCommand,
  installPackages,
  isAptUsable,
  missingPackages,
  NO_INSTALL,
} from '../browsers.ts';
import { ALONE } from './alone.ts';
import { groupFiles, type Durations } from './browser-jobs.ts';
import { sum } from './counts.ts';
import { readOptions, type Options } from './options.ts';
import { runPool } from './pool.ts';
import { PENDING } from './pending.ts';
import { printTiming, timingOf, type TimedResult, type Timing } from './report.ts';
import { findBrowserFailure, runJob, type Job } from './run-job.ts';
import { select, type Selection } from './select.ts';
import { FAST_STEPS, PREPARATION, STEPS, type Step } from './steps.ts';
import { listFiles } from './test-files.ts';

/**
 * Runs everything that can fail, several processes at once, and prints last `N passed, N failed`. `npm test -- element` runs what
 * belongs to a package, `npm test -- node` a step, `npm test -- path/to/file` a file: see `CONTRIBUTING.md`.
 */
const DURATIONS = fileURLToPath(new URL('durations.json', import.meta.url));
/** MiniBrowser fails once or twice in a run of all files. A page that makes it fail each time still fails. */
const MAX_BROWSER_FAILURES = 2;
const durations = JSON.parse(readFileSync(DURATIONS, 'utf8')) as Durations;
const options = orExit(() => readOptions(process.argv.slice(2)));
const selections = orExit(() => selectFrom(options));
const folder = mkdtempSync(join(tmpdir(), 'secure-stream-test-'));
const results: TimedResult[] = [];
const startedAt = performance.now();
const interruption = new AbortController();

// `runJob` ends the running processes. No other process starts, and the counts so far are printed.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => interruption.abort());
install(selections);
rmSync('test-results', { recursive: true, force: true });
const isPreparation = ({ step }: Selection) => PREPARATION.includes(step);
for (const { step } of selections.filter(isPreparation)) await runInPool([{ step, files: [] }]);
await runInPool(selections.filter((selection) => !isPreparation(selection)).flatMap(divide));
rmSync(folder, { recursive: true, force: true });

const timing = timingOf(results, secondsSinceStart());
if (options.timing) write(options.timing, { ...timing, browserVersions: browserVersions() });
if (options.isRecording) writeFileSync(DURATIONS, `${JSON.stringify(record(timing), null, 2)}\n`);
printPending();
console.log(printTiming(timing));
process.exitCode = sum(timing.steps).failed > 0 || interruption.signal.aborted ? 1 : 0;

function selectFrom({ words, browsers, isFast }: Options): Selection[] {
  const isWanted = ({ name }: Step) =>
    browsers.length === 0 || !name.startsWith('browser:') || browsers.some((browser) => name === `browser:${browser}`);
  const steps = isFast ? FAST_STEPS : [...PREPARATION, ...STEPS];
  return select(words, steps.filter(isWanted), listFiles());
}

/** Ends the process with the message if the arguments are wrong. */
function orExit<Value>(read: () => Value): Value {
  try {
    return read();
  } catch (error) {
    console.error((error as Error).message);
    process.exit(2);
  }
}

/** Installs missing programs, and says before what it installs. */
function install(selected: readonly Selection[]): void {
  const packages = missingPackages(
    [...new Set(selected.flatMap(({ step }) => step.browsers ?? []))],
    [...new Set(selected.flatMap(({ step }) => step.programs ?? []))],
  );
  if (!options.isInstallAllowed) process.env[NO_INSTALL] = '1';
  if (packages.length === 0) return;
  if (options.isInstallAllowed && isAptUsable()) {
    console.log(`Installing with apt-get: ${packages.join(' ')}\n(npm test -- --no-install leaves that to you.)`);
    installPackages(packages);
  } else console.log(`Missing on this machine. Install with:\n\n  ${installCommand(packages)}\n`);
}

interface FilesOfStep {
  readonly step: Step;
  readonly files: readonly string[];
  readonly seconds?: number;
  readonly isAlone?: boolean;
}

/** The processes of a step: one, or for a sharded step one for each group of files. */
function divide({ step, files, isWhole }: Selection): FilesOfStep[] {
  if (!step.tests?.isSharded) return [{ step, files: isWhole ? [] : files, seconds: durations[step.name] ?? Infinity }];
  // A file that is named runs, pending or not.
  const pending = PENDING[step.name] ?? {};
  const ready = files.filter((file) => options.words.includes(file) || !(file in pending));
  const alone = ready.filter((file) => file in ALONE);
  const shared = ready.filter((file) => !alone.includes(file));
  return [
    ...groupFiles(step.name, shared, durations).map((group) => ({ step, ...group })),
    ...alone.map((file) => ({ step, files: [file], isAlone: true })),
  ];
}

async function runInPool(jobs: readonly FilesOfStep[]): Promise<void> {
  const longestFirst = jobs.toSorted((one, other) => (other.seconds ?? 0) - (one.seconds ?? 0));
  await runPool(
    longestFirst.map(({ step, files, isAlone }, index) => ({
      slots: isAlone ? options.slots : step.slots,
      run: () => runOne({ step, files, report: join(folder, `${step.name.replace(':', '-')}-${index}.json`) }),
    })),
    options.slots,
    interruption.signal,
  );
}

async function runOne(job: Omit<Job, 'environment'>): Promise<void> {
  const browser = /^browser:(.+)$/.exec(job.step.name)?.[1];
  const at = secondsSinceStart();
  const run = () => runJob({ ...job, environment: browser ? { BROWSER: browser } : {} });
  let result = await run();
  for (let left = browser === 'webkit' ? MAX_BROWSER_FAILURES : 0; left > 0; left -= 1) {
    const failure = findBrowserFailure(result);
    if (!failure) break;
    console.log(`\n── ${job.step.name}  its files run again: ${failure}  ${job.files.join(' ')}`);
    result = await run();
  }
  results.push({ ...result, startedAt: at });
  const { passed, failed } = sum(result.counts);
  const names = job.files.length > 0 ? `  ${job.files.join(' ')}` : '';
  const indented = result.output.trimEnd().replaceAll(/^/gm, '  │ ');
  console.log(
    `\n── ${job.step.name}  ${passed} passed, ${failed} failed, ${Math.round(result.seconds)} s${names}\n${indented}`,
  );
}

function record({ steps }: Timing): Durations {
  const entries = steps.flatMap(({ name, wallSeconds, files }): [string, number][] => {
    const isSharded = STEPS.some((step) => step.name === name && step.tests?.isSharded);
    return isSharded
      ? files.map(({ file, seconds }) => [`${name} ${file}`, Math.round(seconds)])
      : [[name, Math.round(wallSeconds)]];
  });
  return Object.fromEntries(
    [...Object.entries(durations), ...entries].toSorted(([one], [other]) => one.localeCompare(other)),
  );
}

function write(path: string, timing: Timing & { readonly browserVersions: object }): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, `${JSON.stringify(timing, null, 2)}\n`);
}

function secondsSinceStart(): number {
  return (performance.now() - startedAt) / 1000;
}

/** For `npm run browsers`. */
function browserVersions(): Readonly<Record<string, string | undefined>> {
  const names = [...new Set(selections.flatMap(({ step }) => step.browsers ?? []))];
  return Object.fromEntries(names.map((name) => [name, browserVersion(name)]));
}

function printPending(): void {
  for (const [step, files] of Object.entries(PENDING))
    if (selections.some((selection) => selection.step.name === step))
      for (const [file, reason] of Object.entries(files)) console.log(`pending: ${step}: ${file} (${reason})`);
}
