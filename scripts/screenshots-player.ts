import { mkdirSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { STATES } from './player-pictures/states.ts';
import { openStudio, type Size } from './player-pictures/studio.ts';

/**
 * Takes the pictures of `<secure-stream-player>` again: docs/images/player/, every state in every size, with which a test compares, and the
 * two with a video in docs/images/. `--only menu` takes those whose name contains a word, `--out folder` writes elsewhere.
 */
const { values: options } = parseArgs({
  options: { out: { type: 'string', default: 'docs/images' }, only: { type: 'string', default: '' } },
});

/** The pictures of README and guides, with a video. */
const SHOWN: Readonly<Record<string, Size>> = { playing: '1280x720', settings: '640x360' };

mkdirSync(`${options.out}/player`, { recursive: true });
const studio = await openStudio();
try {
  for (const state of STATES.filter(({ name }) => name.includes(options.only))) {
    for (const [size, picture] of await studio.take(state))
      writeFileSync(`${options.out}/player/${state.name}-${size}.png`, picture);
    const shown = SHOWN[state.name];
    if (shown)
      for (const picture of (await studio.take(state, [shown], true)).values())
        writeFileSync(`${options.out}/player-${state.name}.png`, picture);
    console.log(state.name);
  }
} finally {
  await studio.close();
}
