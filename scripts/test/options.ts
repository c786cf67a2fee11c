import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import type { BrowserName } from '../browsers.ts';

/** The arguments of `npm test -- …`. */
export interface Options {
  readonly words: readonly string[];
  /** Only these browsers run browser tests. Empty: all. */
  readonly browsers: readonly BrowserName[];
  /** Where the timing is written as JSON. */
  readonly timing: string | undefined;
  readonly isInstallAllowed: boolean;
  /** Slots of the pool, however busy the machine is: see `Step.slots`. */
  readonly slots: number;
  /** Slots of the pool while the machine is idle. With `--slots`, that number. */
  readonly maxSlots: number;
  /** Only `FAST_STEPS`. */
  readonly isFast: boolean;
  /** Writes the wall time of each file to `durations.json`, from which jobs are planned. */
  readonly isRecording: boolean;
}

/** Browser processes mostly wait for media. On a busy machine, tests timed out with three for each core. */
const SLOTS_PER_CORE = 2;
const MAX_SLOTS_PER_CORE = 5;

export function readOptions(args: readonly string[]): Options {
  const { values, positionals } = parseArgs({
    // `--timing` may have a path as its value.
    args: args.map((word) => (word === '--timing' ? '--timing=test-results/timing.json' : word)),
    allowPositionals: true,
    options: {
      browser: { type: 'string', multiple: true, default: [] },
      timing: { type: 'string' },
      'no-install': { type: 'boolean', default: false },
      slots: { type: 'string' },
      fast: { type: 'boolean', default: false },
      record: { type: 'boolean', default: false },
    },
  });
  const cores = availableParallelism();
  const slots = Number(values.slots ?? SLOTS_PER_CORE * cores);
  if (!Number.isInteger(slots) || slots < 1) throw new Error('--slots takes a whole number from 1.');
  return {
    words: positionals,
    browsers: values.browser as BrowserName[],
    timing: values.timing,
    isInstallAllowed: !values['no-install'],
    slots,
    maxSlots: values.slots ? slots : MAX_SLOTS_PER_CORE * cores,
    isFast: values.fast,
    isRecording: values.record,
  };
}
