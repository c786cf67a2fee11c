import 'media-chrome';
import 'player.style/sutro';
import { html } from 'lit';
import { expect } from 'storybook/test';
import { film, situation, situations, type SituationMeta } from './stage/situation.ts';
import { NOTHING_SEEN, renewals, startOf, until } from './stage/viewing.ts';

export default { ...situations, title: 'Inside' } satisfies SituationMeta;

/** What axe finds in the controls of others is for them to mend: a time as a button without it in its name, `aria-checked` on a button. */
const a11y = {
  config: {
    rules: [
      { id: 'label-content-name-mismatch', enabled: false },
      { id: 'aria-allowed-attr', enabled: false },
    ],
  },
};

/** The controls of media-chrome: they read and steer the element as they would a `<video>`. */
export const MediaChrome = situation({
  parameters: { a11y },
  scene: { life: 3 },
  draw: (scene, args) => html`
    <media-controller style="display:block;aspect-ratio:16/9">
      ${film(scene, args, { slot: 'media', controls: false })}
      <media-control-bar>
        <media-play-button></media-play-button>
        <media-time-range></media-time-range>
        <media-time-display showduration></media-time-display>
        <media-mute-button></media-mute-button>
      </media-control-bar>
    </media-controller>
  `,
  play: async ({ scene, player }) => {
    const viewing = await startOf(player);
    const controller = player.closest('media-controller');
    await renewals(scene, 2);
    expect(viewing).toEqual(NOTHING_SEEN);
    await until(() => controller?.hasAttribute('mediapaused') === false, 'the controls to know that it plays');
    controller?.querySelector<HTMLElement>('media-play-button')?.click();
    await until(() => player.paused, 'the pause');
  },
});

/** A theme of player.style. */
export const Theme = situation({
  parameters: { a11y },
  scene: { life: 3 },
  draw: (scene, args) => html`
    <media-theme-sutro style="display:block;aspect-ratio:16/9"
      >${film(scene, args, { slot: 'media', controls: false })}</media-theme-sutro
    >
  `,
  play: async ({ scene, player }) => {
    const viewing = await startOf(player);
    await renewals(scene, 2);
    expect(viewing).toEqual(NOTHING_SEEN);
  },
});
