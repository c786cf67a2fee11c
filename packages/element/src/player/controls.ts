import 'media-chrome/media-airplay-button';
import 'media-chrome/media-fullscreen-button';
import 'media-chrome/media-live-button';
import 'media-chrome/media-loading-indicator';
import 'media-chrome/media-mute-button';
import 'media-chrome/media-pip-button';
import 'media-chrome/media-play-button';
import 'media-chrome/media-time-display';
import 'media-chrome/media-time-range';
import 'media-chrome/media-volume-range';
import 'media-chrome/menu/media-captions-menu-button';
import 'media-chrome/menu/media-settings-menu-button';
import { findMessages } from '../locales/find-messages.js';
import type { PlayerTexts } from '../locales/en/player.js';
import { ICONS } from './icons.js';
export { showFeedback } from './feedback.js';
import { repeatPreviews, speakTime, writeTimes, type TimeRange } from './time-range.js';

/** The button of a menu. media-chrome calls `handleClick` on a click and on a key. */
interface MenuButton extends HTMLElement {
  handleClick(event?: Event): void;
}

const MENU_BUTTONS = 'media-captions-menu-button, media-settings-menu-button';

/** Creates the controls. Their texts are those of the language of media-chrome at this moment. */
export function createControls(texts: PlayerTexts): Node[] {
  const template = document.createElement('template');
  template.innerHTML = MARKUP;
  const fragment = document.importNode(template.content, true);
  const controls = fragment.querySelector<HTMLElement>('.controls')!;
  const play = fragment.querySelector<HTMLElement>('.row media-play-button')!;
  const range = fragment.querySelector<TimeRange>('media-time-range')!;
  fragment.querySelector('.loading-text')!.textContent = findMessages(texts.lang).loading;
  repeatPreviews(range);
  speakTime(range, texts);
  writeTimes(range, fragment.querySelector('.behind')!, fragment.querySelector('.duration')!);
  fragment.querySelector('.center')!.addEventListener('click', () => play.click());
  for (const button of fragment.querySelectorAll<MenuButton>(MENU_BUTTONS)) loadMenus(button, controls, texts);
  return [...fragment.children];
}

/** Loads the menus when one of them is opened for the first time, or is about to be. */
function loadMenus(button: MenuButton, controls: HTMLElement, texts: PlayerTexts): void {
  const load = () => import('./menus.js').then(({ addMenus }) => addMenus(controls, texts));
  const prefetch = () => void import('./menus.js').catch(() => undefined);
  button.addEventListener('pointerenter', prefetch, { once: true });
  button.addEventListener('focus', prefetch, { once: true });
  // An own property that hides the method of the class until there is a menu.
  button.handleClick = (event) =>
    void load().then(
      () => {
        Reflect.deleteProperty(button, 'handleClick');
        button.handleClick(event);
      },
      // The next click tries again.
      () => undefined,
    );
}

const MARKUP = /* html */ `
  <media-loading-indicator noautohide><div slot="icon"><span class="spinner"></span><span class="loading-text" aria-hidden="true"></span></div></media-loading-indicator>
  <div class="feedback" aria-hidden="true" noautohide></div>
  <div class="controls">
    <div class="title" part="title"></div>
    <div class="duration" aria-hidden="true"></div>
    <div class="center" part="center-button" aria-hidden="true">${ICONS.play}${ICONS.replay}${ICONS.pause}</div>
    <div class="bar" part="controls">
      <media-time-range part="control time-range">
        <media-preview-thumbnail slot="preview"></media-preview-thumbnail>
        <media-preview-chapter-display slot="preview"></media-preview-chapter-display>
        <media-preview-time-display slot="preview"></media-preview-time-display>
      </media-time-range>
      <div class="row">
        <media-play-button part="control play-button"><span slot="play">${ICONS.play}${ICONS.replay}</span>${ICONS.pause}</media-play-button>
        <div class="volume"><media-mute-button part="control mute-button">${ICONS.mute}</media-mute-button><media-volume-range part="control volume-range"></media-volume-range></div>
        <media-live-button part="control live-button"></media-live-button>
        <span class="behind"></span>
        <media-time-display part="control time-display" showduration notoggle></media-time-display>
        <span class="space"></span>
        <media-captions-menu-button part="control captions-button" aria-haspopup="menu" aria-expanded="false">${ICONS.captions}</media-captions-menu-button>
        <media-settings-menu-button part="control settings-button" aria-haspopup="menu" aria-expanded="false">${ICONS.settings}</media-settings-menu-button>
        <media-airplay-button part="control airplay-button">${ICONS.airplay}</media-airplay-button>
        <media-pip-button part="control pip-button">${ICONS.pip}</media-pip-button>
        <media-fullscreen-button part="control fullscreen-button">${ICONS.fullscreen}</media-fullscreen-button>
      </div>
    </div>
  </div>
`;
