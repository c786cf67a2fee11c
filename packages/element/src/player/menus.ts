import 'media-chrome/menu/media-audio-track-menu';
import 'media-chrome/menu/media-captions-menu';
import 'media-chrome/menu/media-playback-rate-menu';
import 'media-chrome/menu/media-rendition-menu';
import 'media-chrome/menu/media-settings-menu';
import 'media-chrome/menu/media-settings-menu-item';
import { findMessages } from '../locales/find-messages.js';
import type { PlayerTexts } from '../locales/en/player.js';
import { setStyles } from '../stream/shadow-styles.js';
import { ICONS } from './icons.js';
import { menuStyles } from './menu-styles.js';

/** The lists of the settings menu: element, and its title in the texts of media-chrome. */
const SETTINGS = [
  ['media-rendition-menu', 'Quality'],
  ['media-audio-track-menu', 'Audio'],
  ['media-playback-rate-menu', 'Playback rate'],
] as const;

/** The attributes with which media-chrome marks what has something to choose, or nothing. */
const AVAILABLE = ['mediasubtitleslist'];
const UNAVAILABLE = ['mediarenditionunavailable', 'mediaaudiotrackunavailable'];

const RATES = '0.5 0.75 1 1.25 1.5 1.75 2';

/** Adds the menus to the controls, once. Loaded when the first of them is opened. */
export function addMenus(parent: HTMLElement, { lang, back, close, captionAppearance, controls }: PlayerTexts): void {
  if (parent.querySelector('media-settings-menu')) return;
  setStyles(parent.getRootNode() as ShadowRoot, 'menus', menuStyles);
  const captions = createMenu('media-captions-menu', lang);
  captions.setAttribute('aria-label', controls.Captions);
  const settings = createMenu('media-settings-menu', lang);
  settings.setAttribute('aria-label', controls.Settings);
  settings.append(
    ...SETTINGS.map(([name, title]) => {
      const item = document.createElement('media-settings-menu-item');
      const menu = document.createElement(name);
      Object.assign(menu, { hidden: true, slot: 'submenu' });
      menu.setAttribute('aria-label', controls[title]);
      menu.setAttribute('rates', RATES);
      const header = document.createElement('button');
      Object.assign(header, { slot: 'header', type: 'button', textContent: controls[title] });
      header.setAttribute('part', 'back button');
      // A menu may contain nothing else. With the keyboard, Escape leads back.
      header.role = 'menuitem';
      header.setAttribute('aria-label', `${controls[title]}: ${back}`);
      menu.append(header);
      item.append(controls[title], menu);
      item.insertAdjacentHTML('beforeend', ICONS.chevron);
      followAttributes(item, menu, UNAVAILABLE, (has) => !has);
      return item;
    }),
  );
  settings.append(createAppearanceItem(parent, captionAppearance, close));
  parent.append(captions, settings);
  for (const menu of [captions, settings]) {
    keepFocus(menu, parent.querySelector<HTMLElement>(`${menu.localName}-button`)!);
    // The first transition needs a style to start from, and a menu takes the focus at its end.
    void menu.offsetWidth;
  }
}

/**
 * Moves the focus into a menu that opens, and back to its button when it closes, also where
 * media-chrome does not.
 */
function keepFocus(menu: HTMLElement, button: HTMLElement): void {
  const { focus } = menu;
  // A second call would make the menu itself what media-chrome focuses when the menu closes.
  menu.focus = () => {
    if (!menu.hidden && !menu.matches(':focus-within')) focus.call(menu);
  };
  menu.addEventListener('toggle', ({ target }) => {
    if (target !== menu) return;
    // media-chrome waits for the end of a transition. There is none if the menu opens again before
    // it has begun to close.
    if (!menu.hidden && menu.getAnimations().length === 0) menu.focus();
    // After Tab, Firefox would leave the focus in the hidden menu.
    if (menu.hidden && menu.matches(':focus-within')) button.focus();
  });
}

/**
 * Takes what cannot be chosen out of the menu. If it were only hidden, media-chrome would still try
 * to give it the focus.
 */
function followAttributes(
  item: HTMLElement,
  source: HTMLElement,
  attributes: readonly string[],
  isAvailable: (hasAttribute: boolean) => boolean,
): void {
  const update = () => {
    item.slot = isAvailable(attributes.some((name) => source.hasAttribute(name))) ? '' : 'unavailable';
  };
  new MutationObserver(update).observe(source, { attributeFilter: [...attributes] });
  update();
}

/**
 * Opens the dialog for the appearance of captions, whose code loads then. The menu closes by
 * itself.
 */
function createAppearanceItem(parent: HTMLElement, title: string, close: string): HTMLElement {
  const item = document.createElement('media-settings-menu-item');
  item.className = 'appearance-item';
  // Without `aria-haspopup`, by which media-chrome recognises a submenu.
  item.textContent = title;
  item.insertAdjacentHTML('beforeend', ICONS.chevron);
  followAttributes(item, parent.querySelector('media-captions-menu-button')!, AVAILABLE, (has) => has);
  const open = () =>
    void import('./captions/dialog.js').then(
      ({ showAppearance }) => showAppearance(parent.getRootNode() as ShadowRoot, close),
      () => undefined,
    );
  item.addEventListener('click', open);
  item.addEventListener('keydown', ({ key }) => (key === 'Enter' || key === ' ') && open());
  return item;
}

function createMenu(name: string, lang: string): HTMLElement {
  const menu = document.createElement(name);
  Object.assign(menu, { hidden: true, lang, dir: findMessages(lang).dir });
  menu.setAttribute('anchor', 'auto');
  menu.setAttribute('part', 'menu');
  // Its slot is hidden, because there is no menu to go back to, but not the button. Tools for
  // accessibility see a button in a menu.
  menu.shadowRoot?.querySelector<HTMLElement>('[part~=back]')?.style.setProperty('display', 'none');
  return menu;
}
