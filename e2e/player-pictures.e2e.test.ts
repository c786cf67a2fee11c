// @tier all: most changes touch no look
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import pixelmatch from 'pixelmatch';
import { PNG } from 'pngjs';
import { STATES } from './player-pictures/states.ts';
import { openStudio, type Studio } from './player-pictures/studio.ts';

/** `npm run -w e2e pictures` takes them again. */
const FOLDER = 'docs/images/player';
const RESULTS = 'test-results/player-pictures';
/**
 * Pixels that may differ: the antialiasing of glyphs and curves on another machine. A button that
 * moves by 2 pixels changes more.
 */
const MAX_DIFFERING = 60;
/** From 0 to 1, as pixelmatch measures colour. Notices another shade of the accent. */
const THRESHOLD = 0.04;

let studio: Studio;

beforeAll(async () => {
  studio = await openStudio();
});
afterAll(() => studio?.close());

test('there is a picture of each state in its sizes, and no other', () => {
  const names = STATES.flatMap(({ name, sizes }) => sizes.map((size) => `${name}-${size}.png`));
  expect(readdirSync(FOLDER).sort()).toEqual(names.sort());
});

test.each(STATES.map((state) => [state.name, state] as const))(
  'the player looks as before: %s',
  async (name, state) => {
    const changed: Record<string, number> = {};
    for (const [size, picture] of await studio.take(state)) {
      const file = `${name}-${size}.png`;
      const before = PNG.sync.read(readFileSync(`${FOLDER}/${file}`));
      const after = PNG.sync.read(Buffer.from(picture));
      const { width, height } = before;
      expect([after.width, after.height]).toEqual([width, height]);
      const difference = new PNG({ width, height });
      const differing = pixelmatch(before.data, after.data, difference.data, width, height, { threshold: THRESHOLD });
      if (differing <= MAX_DIFFERING) continue;
      changed[file] = differing;
      mkdirSync(RESULTS, { recursive: true });
      writeFileSync(`${RESULTS}/${file}`, picture);
      writeFileSync(`${RESULTS}/${name}-${size}.difference.png`, PNG.sync.write(difference));
    }
    // The pictures are in test-results/player-pictures. If the change is meant: npm run -w e2e pictures -- --only <name>
    expect(changed).toEqual({});
  },
);
