// @tier all: `optional-resources` and `outages` cover the failures
import { expect } from 'storybook/test';
import { createScenario, scenarioMeta, type ScenarioMeta } from './support/scenario.ts';
import { setViewerClock, getTrueTime } from './support/viewer-clock.ts';
import {
  NO_INTERRUPTIONS,
  findPart,
  waitForPlayback,
  waitForRenewals,
  watchInterruptions,
  waitUntil,
} from './support/assertions.ts';

export default { ...scenarioMeta, title: 'Failures' } satisfies ScenarioMeta;

/** The endpoint fails for a while. Playback continues from the buffer, and the token is renewed once the endpoint works again. */
export const EndpointOutage = createScenario({
  playground: { tokenLifetime: 6 },
  play: async ({ playground, player }) => {
    const interruptions = await watchInterruptions(player);
    playground.behavior = 'unavailable';
    await waitUntil(() => playground.log.count('failed') > 0, 'a failed renewal');
    playground.behavior = 'ok';
    await waitForRenewals(playground, 1);
    await waitForPlayback(player);
    expect(interruptions).toEqual(NO_INTERRUPTIONS);
    expect(player.error).toBeNull();
  },
});

/**
 * The endpoint keeps failing until token and buffer run out. The viewer sees an error, and playback resumes at the same position after
 * Retry.
 */
export const TokenExpiry = createScenario({
  playground: { tokenLifetime: 3 },
  play: async ({ playground, player }) => {
    await waitForPlayback(player);
    playground.behavior = 'unavailable';
    await waitUntil(() => player.error !== null, 'the end of the buffer', 30_000);
    const reached = player.currentTime;
    const retry = await findPart(player, 'retry');
    playground.behavior = 'ok';
    retry.click();
    await waitUntil(() => player.error === null && player.currentTime > reached + 0.2, 'playback');
  },
});

/** The laptop sleeps for two hours. After waking, no request uses the expired token. */
export const WakeFromSleep = createScenario({
  playground: { tokenLifetime: 60 },
  play: async ({ playground, player }) => {
    await waitForPlayback(player);
    player.pause();
    setViewerClock(7200);
    playground.log.ageTokens(7_200_000);
    globalThis.dispatchEvent(new Event('pageshow'));
    await player.play();
    await waitForPlayback(player);
    await waitUntil(() => playground.log.count('renewed') > 0, 'a renewal');
    expect(playground.log.count('refused')).toBe(0);
  },
});

/** The viewer's clock is one day slow. The player trusts durations, not clock times, so playback is not affected. */
export const WrongClock = createScenario({
  playground: { tokenLifetime: 3, origin: { now: getTrueTime } },
  prepare: () => setViewerClock(-86_400),
  play: async ({ playground, player }) => {
    const interruptions = await watchInterruptions(player);
    await waitForRenewals(playground, 2);
    expect(interruptions).toEqual(NO_INTERRUPTIONS);
    expect(playground.log.count('refused')).toBe(0);
  },
});
