import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { comparePictures, MAX_DIFFERING } from '../scripts/player-pictures/compare.ts';
import { STATES } from '../scripts/player-pictures/states.ts';
import { openStudio, SIZE_NAMES, type Studio } from '../scripts/player-pictures/studio.ts';

/** `npm run screenshots:player` takes them again. */
const FOLDER = 'docs/images/player';
const RESULTS = 'test-results/player-pictures';

let studio: Studio;

beforeAll(async () => {
  studio = await openStudio();
});
afterAll(() => studio?.close());

test('there is a picture of each state in each size, and no other', () => {
  const names = STATES.flatMap(({ name }) => SIZE_NAMES.map((size) => `${name}-${size}.png`));
  expect(readdirSync(FOLDER).sort()).toEqual(names.sort());
});

test.each(STATES.map((state) => [state.name, state] as const))(
  'the player looks as before: %s',
  async (name, state) => {
    const changed: Record<string, number> = {};
    for (const [size, picture] of await studio.take(state)) {
      const file = `${name}-${size}.png`;
      const { differing, difference } = comparePictures(readFileSync(`${FOLDER}/${file}`), picture);
      if (differing <= MAX_DIFFERING) continue;
      changed[file] = differing;
      mkdirSync(RESULTS, { recursive: true });
      writeFileSync(`${RESULTS}/${file}`, picture);
      if (difference) writeFileSync(`${RESULTS}/${name}-${size}.difference.png`, difference);
    }
    // The pictures are in test-results/player-pictures. If the change is meant: npm run screenshots:player -- --only <name>
    expect(changed).toEqual({});
  },
);
