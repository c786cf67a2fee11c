import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { takePlayground } from './playground.ts';
import { STATES, type Size } from './states.ts';
import { openStudio } from './studio.ts';

/**
 * `npm run -w e2e pictures [-- --only menu]`: takes the pictures of `docs/images` again, or those
 * whose name contains a word: the states of the player (`player/`), with which a test compares, two of them
 * with a video, and the playground.
 */
const { values: options } = parseArgs({ options: { only: { type: 'string', default: '' } } });

/** The pictures of README and guides, with a video. */
const SHOWN: Readonly<Record<string, Size>> = { playing: '1280x720', settings: '640x360' };

const studio = await openStudio();
try {
  for (const state of STATES.filter(({ name }) => name.includes(options.only))) {
    for (const [size, picture] of await studio.take(state))
      writeFileSync(`docs/images/player/${state.name}-${size}.png`, picture);
    const shown = SHOWN[state.name];
    if (shown)
      for (const picture of (await studio.take(state, [shown], true)).values())
        writeFileSync(`docs/images/player-${state.name}.png`, picture);
    console.log(state.name);
  }
} finally {
  await studio.close();
}
if ('playground'.includes(options.only)) await takePlayground();
