// @tier all: the controls have browser tests
import 'media-chrome';
import 'player.style/sutro';
import { html } from 'lit';
import { expect } from 'storybook/test';
import { renderPlayer, createScenario, scenarioMeta, type ScenarioMeta } from './support/scenario.ts';
import { NO_INTERRUPTIONS, waitForRenewals, watchInterruptions, waitUntil } from './support/assertions.ts';

export default { ...scenarioMeta, title: 'Controls' } satisfies ScenarioMeta;

/**
 * Disables two axe rules that the third-party controls break: a time button without its time in the name, and `aria-checked` on a button.
 */
const a11y = {
  config: {
    rules: [
      { id: 'label-content-name-mismatch', enabled: false },
      { id: 'aria-allowed-attr', enabled: false },
    ],
  },
};

/**
 * The controls of media-chrome read and control the element as if it were a `<video>`. Look for: two renewals without a stall, and the play
 * button works.
 */
export const MediaChrome = createScenario({
  parameters: { a11y },
  playground: { tokenLifetime: 3 },
  render: (playground, args) => html`
    <media-controller style="display:block;aspect-ratio:16/9">
      ${renderPlayer(playground, args, { slot: 'media', controls: false })}
      <media-control-bar>
        <media-play-button></media-play-button>
        <media-time-range></media-time-range>
        <media-time-display showduration></media-time-display>
        <media-mute-button></media-mute-button>
      </media-control-bar>
    </media-controller>
  `,
  play: async ({ playground, player }) => {
    const interruptions = await watchInterruptions(player);
    const controller = player.closest('media-controller');
    await waitForRenewals(playground, 2);
    expect(interruptions).toEqual(NO_INTERRUPTIONS);
    await waitUntil(() => controller?.hasAttribute('mediapaused') === false, 'the controls to show playback');
    controller?.querySelector<HTMLElement>('media-play-button')?.click();
    await waitUntil(() => player.paused, 'the pause');
  },
});

/** A theme of player.style. Look for: two renewals without a stall. */
export const Theme = createScenario({
  parameters: { a11y },
  playground: { tokenLifetime: 3 },
  render: (playground, args) => html`
    <media-theme-sutro style="display:block;aspect-ratio:16/9"
      >${renderPlayer(playground, args, { slot: 'media', controls: false })}</media-theme-sutro
    >
  `,
  play: async ({ playground, player }) => {
    const interruptions = await watchInterruptions(player);
    await waitForRenewals(playground, 2);
    expect(interruptions).toEqual(NO_INTERRUPTIONS);
  },
});
