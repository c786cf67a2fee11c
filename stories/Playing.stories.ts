import { expect } from 'storybook/test';
import { situation, type SituationMeta } from './stage/situation.ts';
import { startOf, until } from './stage/viewing.ts';

export default { title: 'Playing', args: { engine: 'auto' } } satisfies SituationMeta;

/** A film whose tokens live three seconds. It plays on; each token is renewed before it dies. */
export const PastItsTokens = situation({
  scene: { life: 3 },
  play: async ({ scene, player }) => {
    const viewing = await startOf(player);
    await until(() => scene.log.count('renewed') >= 3, 'three renewals');
    expect(viewing).toMatchObject({ stalls: 0, emptied: 0, seeks: 0 });
    expect(scene.log.count('refused')).toBe(0);
    expect(viewing.played).toBeGreaterThan(scene.life);
  },
});
