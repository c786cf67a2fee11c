import { createHash } from 'node:crypto';
import type { Step } from './steps.ts';
import type { TestFile } from './test-files.ts';

/** What a file of a step, or a step, took in the last recorded run: seconds of wall time, and of the processors. */
export type Durations = Readonly<Record<string, readonly [wall: number, core: number]>>;

/** One process: the files of a step, or all of a step. */
export interface Job {
  readonly step: Step;
  /** Empty for a step without tests. */
  readonly files: readonly string[];
  /** Expected wall time. */
  readonly seconds: number;
  readonly isAlone: boolean;
}

export interface PlanOptions {
  /** Names of steps or their start, packages, or paths of test files or folders. Empty: everything. */
  readonly words: readonly string[];
  /** Whether the whole matrix runs. */
  readonly isAll: boolean;
  /** Which part of the files of each sharded step runs: the first of three is `{ index: 1, total: 3 }`. */
  readonly shard?: { readonly index: number; readonly total: number };
  /** Chooses what runs of the rest of the matrix. `null`: nothing. */
  readonly commit: string | null;
}

export interface Plan {
  readonly jobs: readonly Job[];
  /** `<step> <file>` of what runs of the rest of the matrix. */
  readonly sample: readonly string[];
  /** `<step> <file> (<reason>)` of what does not run in a browser yet. */
  readonly pending: readonly string[];
}

interface Run {
  readonly step: Step;
  readonly file: TestFile;
}

/** Assumed for a file that was never recorded. */
const UNKNOWN_SECONDS = 10;
/** A process costs 6 to 10 core seconds before its first test: Node, the test server, the browser, the modules of the page. */
const MIN_GROUP_SECONDS = 100;
/** The first groups are long, so that few processes start. The last ones are short, so that all slots are busy until the end. */
const SHARE_OF_REMAINDER = 1 / 4;
const SAMPLE_SHARE = 1 / 10;
/** Of a slot: what is drawn must not make `npm test` longer than a quarter of an hour. */
const MAX_SAMPLE_SECONDS = 150;

/** Decides which processes run. Throws for a word that selects nothing. */
export function planRun(
  steps: readonly Step[],
  files: readonly TestFile[],
  durations: Durations,
  { words, isAll, shard, commit }: PlanOptions,
): Plan {
  const unknown = words.filter((word) => !steps.some((step) => isNamed(step, word) || runsOf(step, files, [word])[0]));
  if (unknown.length > 0) throw new Error(`No step, package or test file is named ${unknown.join(', ')}.`);
  const selected = steps.filter((step) => words.length === 0 || words.some((word) => isNamed(step, word)));
  const candidates = steps.flatMap((step) => runsOf(step, files, selected.includes(step) ? [] : words));
  const named = candidates.filter(({ file }) => words.includes(file.path));
  const ready = candidates.filter((run) => named.includes(run) || !pendingReason(run));
  // What is asked for by name runs, whatever its tier.
  const isEveryRun = (run: Run) => isAll || words.length > 0 || isInEveryRun(run);
  const every = ready.filter(isEveryRun);
  const rest = ready.filter((run) => !isEveryRun(run));
  const sample = commit === null ? [] : chooseSample(rest, durations, commit);
  const runs = [...every, ...sample];
  return {
    jobs: steps.flatMap((step) => {
      if (!step.tests)
        return selected.includes(step) && (isAll || !step.isOnlyInAll) ? [jobOf(step, [], durations)] : [];
      return divide(
        step,
        inShard(
          runs.filter((run) => run.step === step).map(({ file }) => file),
          shard,
        ),
        durations,
      );
    }),
    sample: sample.map(keyOf),
    pending: candidates.filter((run) => !ready.includes(run)).map((run) => `${keyOf(run)} (${pendingReason(run)})`),
  };
}

function runsOf(step: Step, files: readonly TestFile[], words: readonly string[]): Run[] {
  return files
    .filter(
      ({ path }) => step.tests?.files.test(path) && (words.length === 0 || words.some((word) => isInside(path, word))),
    )
    .map((file) => ({ step, file }));
}

function isNamed({ name }: Step, word: string): boolean {
  return name === word || name.startsWith(`${word}:`) || name.startsWith(`${word}-`);
}

function isInside(path: string, word: string): boolean {
  return path === word || path.startsWith(`${word.replace(/\/$/, '')}/`) || path.startsWith(`packages/${word}/`);
}

function isInEveryRun({ step, file }: Run): boolean {
  const marks = step.tests?.marks;
  return !step.isOnlyInAll && !file.marks.has('tier all') && (!marks || marks.some((mark) => file.marks.has(mark)));
}

function pendingReason({ step, file }: Run): string | undefined {
  return file.marks.get(`pending ${step.name.replace('browser:', '')}`);
}

/** A tenth of the recorded time of the rest, up to a limit: each commit draws others, and the same commit the same. */
function chooseSample(rest: readonly Run[], durations: Durations, commit: string): Run[] {
  const drawn = rest.toSorted((one, other) => rankOf(one, commit).localeCompare(rankOf(other, commit)));
  const budget = Math.min(SAMPLE_SHARE * slotSeconds(rest, durations), MAX_SAMPLE_SECONDS);
  return drawn.filter((_run, index) => slotSeconds(drawn.slice(0, index + 1), durations) <= budget);
}

function rankOf(run: Run, commit: string): string {
  return createHash('sha256')
    .update(`${commit} ${keyOf(run)}`)
    .digest('hex');
}

/** A job of WebKitGTK takes two slots. */
function slotSeconds(runs: readonly Run[], durations: Durations): number {
  return runs.reduce((total, { step, file }) => total + (step.slots ?? 1) * secondsOf(step, file.path, durations), 0);
}

/** Deals the files round, so that each shard gets short and long ones. */
function inShard(files: readonly TestFile[], shard: PlanOptions['shard']): readonly TestFile[] {
  return shard ? files.filter((_file, index) => index % shard.total === shard.index - 1) : files;
}

/** Divides the files of a step into processes that become shorter, the longest files first. */
function divide(step: Step, files: readonly TestFile[], durations: Durations): Job[] {
  const isAlone = ({ marks }: TestFile) => marks.has('alone');
  const alone = files.filter(isAlone).map(({ path }) => jobOf(step, [path], durations, true));
  const shared = files.filter((file) => !isAlone(file)).map(({ path }) => path);
  if (shared.length === 0) return alone;
  if (!step.tests?.isSharded) return [jobOf(step, shared, durations), ...alone];
  const groups: Job[] = [];
  const total = (paths: readonly string[]) => paths.reduce((sum, path) => sum + secondsOf(step, path, durations), 0);
  let waiting = shared.toSorted((one, other) => total([other]) - total([one]));
  while (waiting.length > 0) {
    const limit = Math.max(MIN_GROUP_SECONDS, SHARE_OF_REMAINDER * total(waiting));
    const group: string[] = [];
    for (const next of waiting) if (group.length === 0 || total([...group, next]) <= limit) group.push(next);
    groups.push(jobOf(step, group, durations));
    waiting = waiting.filter((path) => !group.includes(path));
  }
  return [...groups, ...alone];
}

function jobOf(step: Step, files: readonly string[], durations: Durations, isAlone = false): Job {
  const own = files.length > 0 ? files : [''];
  const seconds = own.reduce((total, file) => total + secondsOf(step, file, durations), 0);
  return { step, files, seconds, isAlone };
}

function secondsOf({ name }: Step, file: string, durations: Durations): number {
  return durations[`${name} ${file}`.trimEnd()]?.[0] ?? UNKNOWN_SECONDS;
}

function keyOf({ step, file }: Run): string {
  return `${step.name} ${file.path}`;
}
