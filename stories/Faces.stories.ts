import { addMessages } from '@secure-stream/element';
import { de } from '@secure-stream/element/translations/de';
import { LIVE_INPUT_ID } from '@secure-stream/origin';
import { html } from 'lit';
import { expect } from 'storybook/test';
import { film, situation, situations, type SituationMeta } from './stage/situation.ts';
import { part, pictures, until } from './stage/viewing.ts';

export default { ...situations, title: 'Faces' } satisfies SituationMeta;

/** It plays when somebody says so. */
export const Start = situation({
  draw: (scene, args) => film(scene, args, { autoplay: false, preload: 'none' }),
  play: async ({ player }) => {
    (await part(player, 'play')).click();
    await pictures(player);
  },
});

export const Loading = situation({
  scene: { mood: 'hang' },
  play: async ({ player }) => void (await part(player, 'loading')),
});

/** A live input without a broadcast. */
export const Waiting = situation({
  draw: (scene, args) => film(scene, args, { videoId: LIVE_INPUT_ID, live: true }),
  play: async ({ player }) => void (await part(player, 'waiting')),
});

/** A broadcast that was seen to its end. The next one starts by itself, half a minute later. */
export const Over = situation({
  before: ({ origin }) => {
    origin.liveInputs.start(LIVE_INPUT_ID);
    origin.clock.jump(60_000);
  },
  draw: (scene, args) => film(scene, args, { videoId: LIVE_INPUT_ID, live: true }),
  play: async ({ scene, player }) => {
    await pictures(player);
    scene.origin.liveInputs.stop(LIVE_INPUT_ID);
    await part(player, 'over');
    expect(player.error).toBe(null);
  },
});

/** The viewer's own connection is gone. */
export const Offline = situation({
  scene: { mood: 'error500' },
  before: () => {
    Object.defineProperty(navigator, 'onLine', { configurable: true, get: () => false });
    return () => Reflect.deleteProperty(navigator, 'onLine');
  },
  play: async ({ player }) => void (await part(player, 'offline')),
});

/** No is the answer, and asking again will not change it. */
export const Blocked = situation({
  scene: { mood: 'denied' },
  play: async ({ player }) => void (await part(player, 'blocked')),
});

/** What went wrong, and a way on. */
export const Retry = situation({
  scene: { mood: 'error500' },
  play: async ({ scene, player }) => {
    const retry = await part(player, 'retry');
    scene.mood = 'well';
    retry.click();
    await pictures(player);
  },
});

/** The same in German. */
export const Translated = situation({
  scene: { mood: 'denied' },
  before: () => addMessages(de),
  draw: (scene, args) => film(scene, args, { lang: 'de' }),
  play: async ({ player }) => {
    const face = await part(player, 'blocked');
    expect(face.lang).toBe('de');
  },
});

/** A page's own face, in the slot of the default one. */
export const YourOwn = situation({
  scene: { mood: 'denied' },
  draw: (scene, args) =>
    film(scene, args, {
      children: html`<p slot="blocked" class="own">This lecture is for members. <a href="#">Join us</a></p>`,
    }),
  play: async ({ player }) => {
    await until(() => player.querySelector('.own')?.checkVisibility() ?? false, 'the face of the page');
  },
});
