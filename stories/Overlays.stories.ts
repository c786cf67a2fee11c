import { addMessages } from '@secure-stream/element';
import { de } from '@secure-stream/element/translations/de';
import { LIVE_INPUT_ID } from '@secure-stream/origin';
import { html } from 'lit';
import { expect } from 'storybook/test';
import { renderPlayer, createScenario, scenarioMeta, type ScenarioMeta } from './support/scenario.ts';
import { findPart, waitForPlayback, waitUntil } from './support/assertions.ts';

export default { ...scenarioMeta, title: 'Overlays' } satisfies ScenarioMeta;

/** It plays when somebody says so. */
export const Start = createScenario({
  render: (playground, args) => renderPlayer(playground, args, { autoplay: false, preload: 'none' }),
  play: async ({ player }) => {
    (await findPart(player, 'play')).click();
    await waitForPlayback(player);
  },
});

export const Loading = createScenario({
  playground: { behavior: 'hang' },
  play: async ({ player }) => void (await findPart(player, 'loading')),
});

/** A live input without a broadcast. */
export const Waiting = createScenario({
  render: (playground, args) => renderPlayer(playground, args, { videoId: LIVE_INPUT_ID, live: true }),
  play: async ({ player }) => void (await findPart(player, 'waiting')),
});

/** A broadcast that was seen to its end. The next one starts by itself, half a minute later. */
export const Ended = createScenario({
  prepare: ({ origin }) => {
    origin.liveInputs.start(LIVE_INPUT_ID);
    origin.clock.jump(60_000);
  },
  render: (playground, args) => renderPlayer(playground, args, { videoId: LIVE_INPUT_ID, live: true }),
  play: async ({ playground, player }) => {
    await waitForPlayback(player);
    playground.origin.liveInputs.stop(LIVE_INPUT_ID);
    await findPart(player, 'ended');
    expect(player.error).toBe(null);
  },
});

/** The viewer's own connection is gone. */
export const Offline = createScenario({
  playground: { behavior: 'error500' },
  prepare: () => {
    Object.defineProperty(navigator, 'onLine', { configurable: true, get: () => false });
    return () => Reflect.deleteProperty(navigator, 'onLine');
  },
  play: async ({ player }) => void (await findPart(player, 'offline')),
});

/** No is the answer, and asking again will not change it. */
export const AccessDenied = createScenario({
  playground: { behavior: 'denied' },
  play: async ({ player }) => void (await findPart(player, 'access-denied')),
});

/** What went wrong, and a way on. */
export const Retry = createScenario({
  playground: { behavior: 'error500' },
  play: async ({ playground, player }) => {
    const retry = await findPart(player, 'retry');
    playground.behavior = 'ok';
    retry.click();
    await waitForPlayback(player);
  },
});

/** The same in German. */
export const Translated = createScenario({
  playground: { behavior: 'denied' },
  prepare: () => addMessages(de),
  render: (playground, args) => renderPlayer(playground, args, { lang: 'de' }),
  play: async ({ player }) => {
    const overlay = await findPart(player, 'access-denied');
    expect(overlay.lang).toBe('de');
  },
});

/** A page's own face, in the slot of the default one. */
export const CustomOverlay = createScenario({
  playground: { behavior: 'denied' },
  render: (playground, args) =>
    renderPlayer(playground, args, {
      children: html`<p slot="access-denied" class="own">This lecture is for members. <a href="#">Join us</a></p>`,
    }),
  play: async ({ player }) => {
    await waitUntil(() => player.querySelector('.own')?.checkVisibility() ?? false, 'the face of the page');
  },
});
