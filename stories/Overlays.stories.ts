// @tier all: the overlays have browser tests
import { addMessages } from '@secure-stream/element';
import { de } from '@secure-stream/element/translations/de';
import { LIVE_INPUT_ID } from '@secure-stream/origin';
import { html } from 'lit';
import { expect } from 'storybook/test';
import { renderPlayer, createScenario, scenarioMeta, type ScenarioMeta } from './support/scenario.ts';
import { findPart, waitForPlayback, waitUntil } from './support/assertions.ts';

export default { ...scenarioMeta, title: 'Overlays' } satisfies ScenarioMeta;

/** The play button of a video with `preload="none"`. Click it to start. */
export const Start = createScenario({
  render: (playground, args) => renderPlayer(playground, args, { autoplay: false, preload: 'none' }),
  play: async ({ player }) => void (await findPart(player, 'play')),
});

/** A test only: it ends the state that Start shows. Storybook reads the tags from the source. */
export const StartPlays = {
  tags: ['!dev', '!autodocs'],
  ...createScenario({
    render: (playground, args) => renderPlayer(playground, args, { autoplay: false, preload: 'none' }),
    play: async ({ player }) => {
      (await findPart(player, 'play')).click();
      await waitForPlayback(player);
    },
  }),
};

/** The endpoint does not answer. The overlay appears after 0.3 s. */
export const Loading = createScenario({
  playground: { behavior: 'hang' },
  play: async ({ player }) => void (await findPart(player, 'loading')),
});

/** A live input without a live stream. Playback starts when the live stream does. */
export const Waiting = createScenario({
  render: (playground, args) => renderPlayer(playground, args, { videoId: LIVE_INPUT_ID, live: true }),
  play: async ({ player }) => void (await findPart(player, 'waiting')),
});

/** A live stream that has ended. It starts again half a minute later, and so does playback. */
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

/** The viewer is offline. */
export const Offline = createScenario({
  playground: { behavior: 'error500' },
  prepare: () => {
    Object.defineProperty(navigator, 'onLine', { configurable: true, get: () => false });
    return () => Reflect.deleteProperty(navigator, 'onLine');
  },
  play: async ({ player }) => void (await findPart(player, 'offline')),
});

/** The viewer may not watch, so there is no Retry button. */
export const AccessDenied = createScenario({
  playground: { behavior: 'denied' },
  play: async ({ player }) => void (await findPart(player, 'access-denied')),
});

/** An error with a button. It works once the endpoint does: click "Endpoint up" first. */
export const Retry = createScenario({
  playground: { behavior: 'error500' },
  play: async ({ player }) => void (await findPart(player, 'retry')),
});

/** A test only: it ends the state that Retry shows. Storybook reads the tags from the source. */
export const RetryPlays = {
  tags: ['!dev', '!autodocs'],
  ...createScenario({
    playground: { behavior: 'error500' },
    play: async ({ playground, player }) => {
      const retry = await findPart(player, 'retry');
      playground.behavior = 'ok';
      retry.click();
      await waitForPlayback(player);
    },
  }),
};

/** The same message in German. */
export const Translated = createScenario({
  playground: { behavior: 'denied' },
  prepare: () => addMessages(de),
  render: (playground, args) => renderPlayer(playground, args, { lang: 'de' }),
  play: async ({ player }) => {
    const overlay = await findPart(player, 'access-denied');
    expect(overlay.lang).toBe('de');
  },
});

/** An overlay of the page's own, in the slot `access-denied`. */
export const CustomOverlay = createScenario({
  playground: { behavior: 'denied' },
  render: (playground, args) =>
    renderPlayer(playground, args, {
      children: html`<p slot="access-denied" class="own">This lecture is for members. <a href="#">Join us</a></p>`,
    }),
  play: async ({ player }) => {
    await waitUntil(() => player.querySelector('.own')?.checkVisibility() ?? false, 'the overlay of the page');
  },
});
