import { expect } from 'storybook/test';
import { situation, situations, type SituationMeta } from './stage/situation.ts';
import { setViewerClock, trueTime } from './stage/viewer-clock.ts';
import { NOTHING_SEEN, part, pictures, renewals, startOf, until } from './stage/viewing.ts';

export default { ...situations, title: 'Trouble' } satisfies SituationMeta;

/** The endpoint is away for a while. The film plays on what it has, and is renewed once the endpoint is back. */
export const EndpointDownAndBack = situation({
  scene: { life: 6 },
  play: async ({ scene, player }) => {
    const viewing = await startOf(player);
    scene.mood = 'unavailable';
    await until(() => scene.log.count('failed') > 0, 'a failed renewal');
    scene.mood = 'well';
    await renewals(scene, 1);
    await pictures(player);
    expect(viewing).toEqual(NOTHING_SEEN);
    expect(player.error).toBeNull();
  },
});

/** The endpoint stays away: token and buffer run out. The viewer is told, and plays on from there when it is back. */
export const RunningOutOfTime = situation({
  scene: { life: 3 },
  play: async ({ scene, player }) => {
    await pictures(player);
    scene.mood = 'unavailable';
    await until(() => player.error !== null, 'the end of the buffer', 30_000);
    const reached = player.currentTime;
    const retry = await part(player, 'retry');
    scene.mood = 'well';
    retry.click();
    await until(() => player.error === null && player.currentTime > reached + 0.2, 'moving pictures');
  },
});

/** The lid was closed for two hours. Not one request leaves with the token of before. */
export const Asleep = situation({
  scene: { life: 60 },
  play: async ({ scene, player }) => {
    await pictures(player);
    player.pause();
    setViewerClock(7200);
    scene.log.ageTokens(7_200_000);
    globalThis.dispatchEvent(new Event('pageshow'));
    await player.play();
    await pictures(player);
    await renewals(scene, 1);
    expect(scene.log.count('refused')).toBe(0);
  },
});

/** The viewer's clock is a day late. Durations are trusted, instants are not. */
export const WrongClock = situation({
  scene: { life: 3, origin: { now: trueTime } },
  before: () => setViewerClock(-86_400),
  play: async ({ scene, player }) => {
    const viewing = await startOf(player);
    await renewals(scene, 2);
    expect(viewing).toEqual(NOTHING_SEEN);
    expect(scene.log.count('refused')).toBe(0);
  },
});
