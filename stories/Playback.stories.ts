import { LIVE_INPUT_ID } from '@secure-stream/origin';
import { allowCountries, blockEverythingElse } from '@secure-stream/signer';
import { expect } from 'storybook/test';
import { renderPlayer, createScenario, scenarioMeta, type ScenarioMeta } from './support/scenario.ts';
import {
  NO_INTERRUPTIONS,
  waitForPlayback,
  waitForRenewals,
  watchInterruptions,
  waitUntil,
} from './support/assertions.ts';

export default { ...scenarioMeta, title: 'Playback' } satisfies ScenarioMeta;

/** So that moving the viewer does something. */
const ACCESS_RULES = () => ({ accessRules: [allowCountries('GB'), blockEverythingElse()] });

/** A film whose tokens live twenty seconds, so that there is time to watch one being renewed. */
export const VideoOnDemand = createScenario({
  playground: { tokenLifetime: 20, restrictions: ACCESS_RULES },
  play: async ({ playground, player }) => {
    const interruptions = await watchInterruptions(player);
    await waitForRenewals(playground, 1);
    expect(interruptions).toEqual(NO_INTERRUPTIONS);
    expect(playground.log.count('refused')).toBe(0);
  },
});

/** The same with tokens of three seconds. Each is renewed before it dies, and the viewer sees nothing of it. */
export const TokenRenewal = createScenario({
  playground: { tokenLifetime: 3, restrictions: ACCESS_RULES },
  play: async ({ playground, player }) => {
    const interruptions = await watchInterruptions(player);
    await waitForRenewals(playground, 3);
    expect(interruptions).toEqual(NO_INTERRUPTIONS);
    expect(playground.log.count('refused')).toBe(0);
    expect(player.currentTime).toBeGreaterThan(playground.tokenLifetime);
  },
});

/** The same on a line that takes 300 ms for each answer. */
export const SlowConnection = createScenario({
  playground: { tokenLifetime: 4, latency: 300, bandwidth: 4_000_000 },
  play: async ({ playground, player }) => {
    const interruptions = await watchInterruptions(player);
    await waitForRenewals(playground, 2);
    expect(interruptions).toEqual(NO_INTERRUPTIONS);
    expect(playground.log.count('refused')).toBe(0);
  },
});

/** Captions, quality and sound stay as the viewer chose them when the token changes. */
export const CaptionsAndQuality = createScenario({
  playground: { tokenLifetime: 3 },
  play: async ({ playground, player }) => {
    await waitForPlayback(player);
    await waitUntil(() => player.textTracks.length > 1 && player.videoRenditions.length > 1, 'captions and qualities');
    const german = [...player.textTracks].find(({ language }) => language === 'de');
    if (!german) throw new TypeError('the film has no German captions');
    german.mode = 'showing';
    player.videoRenditions.selectedIndex = 0;
    const dub = [...player.audioTracks].find(({ language }) => language === 'de');
    if (!dub) throw new TypeError('the film has no German sound');
    dub.enabled = true;
    await waitUntil(
      () => playground.origin.requests.entries.some(({ path }) => path.includes('/audio/27/')),
      'the German sound',
    );
    const interruptions = await watchInterruptions(player);
    await waitForRenewals(playground, 3);
    await waitUntil(() => (german.cues?.length ?? 0) > 0, 'the captions');
    expect(german.mode).toBe('showing');
    expect(player.videoRenditions.selectedIndex).toBe(0);
    expect(dub.enabled).toBe(true);
    expect(interruptions).toEqual(NO_INTERRUPTIONS);
  },
});

/** A broadcast: the window moves on, the tokens too. */
export const Live = createScenario({
  playground: { tokenLifetime: 3 },
  prepare: (playground) => void playground.origin.liveInputs.start(LIVE_INPUT_ID),
  render: (playground, args) => renderPlayer(playground, args, { videoId: LIVE_INPUT_ID, live: true }),
  play: async ({ playground, player }) => {
    const interruptions = await watchInterruptions(player);
    await waitForRenewals(playground, 2);
    expect(player.duration).toBe(Infinity);
    expect(interruptions.stalls).toBe(0);
    expect(playground.log.count('refused')).toBe(0);
  },
});
