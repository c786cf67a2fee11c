import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { BROWSER_NAMES, type BrowserName } from '../browsers.ts';

/** The arguments of `npm test -- …`. */
export interface Options {
  readonly words: readonly string[];
  /** Only these browsers run browser tests. Empty: all. */
  readonly browsers: readonly BrowserName[];
  readonly isInstallAllowed: boolean;
  /** Slots of the `play` lane: see `Step.slots`. */
  readonly slots: number;
  /** Which steps and files run: every change, the whole matrix, the inner loop, or what the changes since `main` touch. */
  readonly extent: 'every' | 'all' | 'fast' | 'changed';
  readonly shard: { readonly index: number; readonly total: number } | undefined;
  /** Writes the time of each file to `durations.json`, from which jobs are planned. */
  readonly isRecording: boolean;
}

/** Browser processes compute for a third to half of their time. */
export const SLOTS_PER_CORE = 2;

/** Throws an `Error` with a message for the terminal if an argument is wrong. */
export function readOptions(args: readonly string[]): Options {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      browser: { type: 'string', multiple: true, default: [] },
      'no-install': { type: 'boolean', default: false },
      slots: { type: 'string', default: String(SLOTS_PER_CORE * availableParallelism()) },
      all: { type: 'boolean', default: false },
      fast: { type: 'boolean', default: false },
      changed: { type: 'boolean', default: false },
      shard: { type: 'string' },
      record: { type: 'boolean', default: false },
    },
  });
  const slots = Number(values.slots);
  if (!Number.isInteger(slots) || slots < 1) throw new Error('--slots takes a whole number from 1.');
  return {
    words: positionals,
    browsers: values.browser.map(browserName),
    isInstallAllowed: !values['no-install'],
    slots,
    extent: (['all', 'fast', 'changed'] as const).find((name) => values[name]) ?? 'every',
    shard: values.shard === undefined ? undefined : readShard(values.shard),
    isRecording: values.record,
  };
}

function readShard(text: string): Options['shard'] {
  const [index = 0, total = 0] = (/^([1-9]\d*)\/([1-9]\d*)$/.exec(text)?.slice(1) ?? []).map(Number);
  if (total === 0 || index > total) throw new Error('--shard takes a part of a whole, such as 1/3.');
  return { index, total };
}

function browserName(text: string): BrowserName {
  const name = BROWSER_NAMES.find((known) => known === text);
  if (!name) throw new Error(`--browser takes ${BROWSER_NAMES.join(', ')}.`);
  return name;
}
