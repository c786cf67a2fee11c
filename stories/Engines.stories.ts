import { expect } from 'storybook/test';
import { situation, situations, type SituationMeta } from './stage/situation.ts';
import { NOTHING_SEEN, renewals, startOf } from './stage/viewing.ts';

export default { ...situations, title: 'Engines' } satisfies SituationMeta;

/** hls.js: the token is a part of each request, so a renewal changes nothing on the page. */
export const Hls = situation({
  engine: 'hls',
  scene: { life: 3 },
  play: async ({ scene, player }) => {
    const viewing = await startOf(player);
    await renewals(scene, 2);
    expect(player.activeEngine).toBe('hls');
    expect(viewing).toEqual(NOTHING_SEEN);
  },
});

/** The service's own frame, handed over: the next frame is made ready below this one and takes its place. */
export const Iframe = situation({
  engine: 'iframe',
  scene: { life: 6 },
  play: async ({ scene, player }) => {
    const viewing = await startOf(player);
    const before = player.currentTime;
    await renewals(scene, 2);
    expect(player.activeEngine).toBe('iframe');
    expect(player.currentTime).toBeGreaterThan(before + 2);
    expect(viewing.emptied).toBe(0);
  },
});
