// @tier all: `renewals` and `playback` cover the same
import { LIVE_INPUT_ID } from '@secure-stream/origin';
import { allowCountries, blockEverythingElse } from '@secure-stream/signer';
import { nextFrames } from '@secure-stream/test-server/wait';
import { html } from 'lit';
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

/** Access rules, so that moving the viewer to another country has an effect. */
const ACCESS_RULES = () => ({ accessRules: [allowCountries('GB'), blockEverythingElse()] });

/** A video with tokens of 20 seconds, long enough to watch a renewal. */
export const VideoOnDemand = createScenario({
  playground: { tokenLifetime: 20, restrictions: ACCESS_RULES },
  play: async ({ playground, player }) => {
    const interruptions = await watchInterruptions(player);
    await waitForRenewals(playground, 1);
    expect(interruptions).toEqual(NO_INTERRUPTIONS);
    expect(playground.log.count('refused')).toBe(0);
  },
});

/** The same video with tokens of 3 seconds. The player renews each token before it expires, and the viewer notices nothing. */
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

/** The same video on a slow connection: each response takes 300 ms. */
export const SlowConnection = createScenario({
  playground: { tokenLifetime: 4, latency: 300, bandwidth: 4_000_000 },
  play: async ({ playground, player }) => {
    const interruptions = await watchInterruptions(player);
    await waitForRenewals(playground, 2);
    expect(interruptions).toEqual(NO_INTERRUPTIONS);
    expect(playground.log.count('refused')).toBe(0);
  },
});

/** A player with `loading="lazy"`, far below. It requests no token and no media until the viewer scrolls near it. */
export const Lazy = createScenario({
  playground: { tokenLifetime: 20 },
  render: (playground, args) => html`
    <div style="height: 24rem; overflow: auto" tabindex="0" role="region" aria-label="A long page">
      <p style="height: 250rem">Scroll down: the player is at the end.</p>
      ${renderPlayer(playground, args, { loading: 'lazy' })}
    </div>
  `,
  play: async ({ playground, player }) => {
    // A player without it has requested its token by then.
    await nextFrames(60);
    expect([playground.log.tokens.length, playground.origin.requests.entries.length]).toEqual([0, 0]);
    player.scrollIntoView();
    await waitForPlayback(player);
    expect(playground.log.tokens).toHaveLength(1);
  },
});

/** Captions, quality and audio track stay as chosen when the token changes. */
export const CaptionsAndQuality = createScenario({
  playground: { tokenLifetime: 3 },
  play: async ({ playground, player }) => {
    await waitForPlayback(player);
    await waitUntil(() => player.textTracks.length > 1 && player.videoRenditions.length > 1, 'captions and qualities');
    const german = [...player.textTracks].find(({ language }) => language === 'de');
    if (!german) throw new TypeError('the video has no German captions');
    german.mode = 'showing';
    player.videoRenditions.selectedIndex = 0;
    const dub = [...player.audioTracks].find(({ language }) => language === 'de');
    if (!dub) throw new TypeError('the video has no German audio');
    dub.enabled = true;
    await waitUntil(
      () => playground.origin.requests.entries.some(({ path }) => path.includes('/audio/27/')),
      'the German audio',
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

/** A live stream. The live window advances while the tokens are renewed. */
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
