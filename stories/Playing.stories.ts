import { LIVE_INPUT_ID } from '@secure-stream/origin';
import { allowCountries, blockEverythingElse } from '@secure-stream/signer';
import { expect } from 'storybook/test';
import { film, situation, situations, type SituationMeta } from './stage/situation.ts';
import { NOTHING_SEEN, pictures, renewals, startOf, until } from './stage/viewing.ts';

export default { ...situations, title: 'Playing' } satisfies SituationMeta;

/** So that moving the viewer does something. */
const WITH_RULES = () => ({ accessRules: [allowCountries('GB'), blockEverythingElse()] });

/** A film whose tokens live twenty seconds, so that there is time to watch one being renewed. */
export const AFilm = situation({
  scene: { life: 20, restrictions: WITH_RULES },
  play: async ({ scene, player }) => {
    const viewing = await startOf(player);
    await renewals(scene, 1);
    expect(viewing).toEqual(NOTHING_SEEN);
    expect(scene.log.count('refused')).toBe(0);
  },
});

/** The same with tokens of three seconds. Each is renewed before it dies, and the viewer sees nothing of it. */
export const PastItsTokens = situation({
  scene: { life: 3, restrictions: WITH_RULES },
  play: async ({ scene, player }) => {
    const viewing = await startOf(player);
    await renewals(scene, 3);
    expect(viewing).toEqual(NOTHING_SEEN);
    expect(scene.log.count('refused')).toBe(0);
    expect(player.currentTime).toBeGreaterThan(scene.life);
  },
});

/** The same on a line that takes 300 ms for each answer. */
export const OnASlowLine = situation({
  scene: { life: 4, latency: 300, bandwidth: 4_000_000 },
  play: async ({ scene, player }) => {
    const viewing = await startOf(player);
    await renewals(scene, 2);
    expect(viewing).toEqual(NOTHING_SEEN);
    expect(scene.log.count('refused')).toBe(0);
  },
});

/** Captions, quality and sound stay as the viewer chose them when the token changes. */
export const CaptionsAndQuality = situation({
  scene: { life: 3 },
  play: async ({ scene, player }) => {
    await pictures(player);
    await until(() => player.textTracks.length > 1 && player.videoRenditions.length > 1, 'captions and qualities');
    const german = [...player.textTracks].find(({ language }) => language === 'de');
    if (!german) throw new TypeError('the film has no German captions');
    german.mode = 'showing';
    player.videoRenditions.selectedIndex = 0;
    const dub = [...player.audioTracks].find(({ language }) => language === 'de');
    if (!dub) throw new TypeError('the film has no German sound');
    dub.enabled = true;
    await until(
      () => scene.origin.requests.entries.some(({ path }) => path.includes('/audio/27/')),
      'the German sound',
    );
    const viewing = await startOf(player);
    await renewals(scene, 3);
    await until(() => (german.cues?.length ?? 0) > 0, 'the captions');
    expect(german.mode).toBe('showing');
    expect(player.videoRenditions.selectedIndex).toBe(0);
    expect(dub.enabled).toBe(true);
    expect(viewing).toEqual(NOTHING_SEEN);
  },
});

/** A broadcast: the window moves on, the tokens too. */
export const Live = situation({
  scene: { life: 3 },
  before: (scene) => void scene.origin.liveInputs.start(LIVE_INPUT_ID),
  draw: (scene, args) => film(scene, args, { videoId: LIVE_INPUT_ID, live: true }),
  play: async ({ scene, player }) => {
    const viewing = await startOf(player);
    await renewals(scene, 2);
    expect(player.duration).toBe(Infinity);
    expect(viewing.stalls).toBe(0);
    expect(scene.log.count('refused')).toBe(0);
  },
});
