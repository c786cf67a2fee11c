import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { BROWSER_NAMES, type BrowserName } from '../browsers.ts';

/** The arguments of `npm test -- …`. */
export interface Options {
  readonly words: readonly string[];
  /** Only these browsers run browser tests. Empty: all. */
  readonly browsers: readonly BrowserName[];
  /** Where the timing is written as JSON. */
  readonly timing: string | undefined;
  readonly isInstallAllowed: boolean;
  /** Slots of the pool: see `Step.slots`. */
  readonly slots: number;
  /** Only `FAST_STEPS`. */
  readonly isFast: boolean;
  /** Writes the wall time of each file to `durations.json`, from which jobs are planned. */
  readonly isRecording: boolean;
}

/** Browser processes compute for a third to half of their time. With two for each core, tests timed out. */
const SLOTS_PER_CORE = 1.5;

/** Throws an `Error` with a message for the terminal if an argument is wrong. */
export function readOptions(args: readonly string[]): Options {
  const { values, positionals } = parseArgs({
    // `--timing` may have a path as its value.
    args: args.map((word) => (word === '--timing' ? '--timing=test-results/timing.json' : word)),
    allowPositionals: true,
    options: {
      browser: { type: 'string', multiple: true, default: [] },
      timing: { type: 'string' },
      'no-install': { type: 'boolean', default: false },
      slots: { type: 'string', default: String(Math.round(SLOTS_PER_CORE * availableParallelism())) },
      fast: { type: 'boolean', default: false },
      record: { type: 'boolean', default: false },
    },
  });
  const slots = Number(values.slots);
  if (!Number.isInteger(slots) || slots < 1) throw new Error('--slots takes a whole number from 1.');
  return {
    words: positionals,
    browsers: values.browser.map(browserName),
    timing: values.timing,
    isInstallAllowed: !values['no-install'],
    slots,
    isFast: values.fast,
    isRecording: values.record,
  };
}

function browserName(text: string): BrowserName {
  const name = BROWSER_NAMES.find((known) => known === text);
  if (!name) throw new Error(`--browser takes ${BROWSER_NAMES.join(', ')}.`);
  return name;
}
