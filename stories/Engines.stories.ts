import { expect } from 'storybook/test';
import { createScenario, scenarioMeta, type ScenarioMeta } from './support/scenario.ts';
import { NO_INTERRUPTIONS, waitForRenewals, waitUntil, watchInterruptions } from './support/assertions.ts';

export default { ...scenarioMeta, title: 'Engines' } satisfies ScenarioMeta;

/** hls.js sends the token with each request, so a renewal changes nothing on the page. */
export const Hls = createScenario({
  engine: 'hls',
  playground: { tokenLifetime: 3 },
  play: async ({ playground, player }) => {
    const interruptions = await watchInterruptions(player);
    await waitForRenewals(playground, 2);
    expect(player.activeEngine).toBe('hls');
    expect(interruptions).toEqual(NO_INTERRUPTIONS);
  },
});

/** The service's own player in a frame. For each fresh token, a standby frame loads below the active one and replaces it. */
export const Iframe = createScenario({
  engine: 'iframe',
  playground: { tokenLifetime: 6 },
  play: async ({ playground, player }) => {
    const interruptions = await watchInterruptions(player);
    const before = player.currentTime;
    await waitForRenewals(playground, 2);
    expect(player.activeEngine).toBe('iframe');
    await waitUntil(() => player.currentTime > before + 2, 'playback after the renewals');
    expect(interruptions.emptied).toBe(0);
  },
});
