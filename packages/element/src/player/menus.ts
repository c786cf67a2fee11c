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
import { menuStyles, valueStyles } from './menu-styles.js';

/** The members of a media-chrome menu that are used here. */
interface Menu extends HTMLElement {
  readonly defaultSlot: HTMLSlotElement;
  readonly items: readonly HTMLElement[];
  readonly checkedItems: readonly HTMLElement[];
  formatMenuItemText(text: string, item: unknown): string;
}

/** The lists of the settings menu: element, title, and how it writes an entry. */
const createSettings = ({ lang, speed, normal, original, controls }: PlayerTexts) =>
  [
    ['media-rendition-menu', controls.Quality, (text: string) => text],
    // The service has no other name for the audio of the video itself.
    ['media-audio-track-menu', controls.Audio, (text: string) => (/^original$/i.test(text) ? original : text)],
    [
      'media-playback-rate-menu',
      speed,
      (_text: string, rate: unknown) => (rate === 1 ? normal : `${(rate as number).toLocaleString(lang)}×`),
    ],
  ] as const;

/** The attributes with which media-chrome marks what has something to choose, or nothing. */
const AVAILABLE = ['mediasubtitleslist'];
const UNAVAILABLE = ['mediarenditionunavailable', 'mediaaudiotrackunavailable'];

const RATES = '0.5 0.75 1 1.25 1.5 1.75 2';

/** Adds the menus to the controls, once. Loaded when the first of them is opened. */
export function addMenus(parent: HTMLElement, texts: PlayerTexts): void {
  const { lang, back, close, captionAppearance, controls } = texts;
  if (parent.querySelector('media-settings-menu')) return;
  setStyles(parent.getRootNode() as ShadowRoot, 'menus', menuStyles);
  const captions = createMenu('media-captions-menu', lang);
  captions.setAttribute('aria-label', controls.Captions);
  const settings = createMenu('media-settings-menu', lang);
  settings.setAttribute('aria-label', controls.Settings);
  settings.append(
    ...createSettings(texts).map(([name, title, formatMenuItemText]) => {
      const item = document.createElement('media-settings-menu-item');
      setStyles(item.shadowRoot!, 'value', valueStyles);
      const menu = Object.assign(document.createElement(name) as Menu, { formatMenuItemText });
      Object.assign(menu, { hidden: true, slot: 'submenu' });
      menu.setAttribute('aria-label', title);
      menu.setAttribute('rates', RATES);
      const header = document.createElement('button');
      Object.assign(header, { slot: 'header', type: 'button', textContent: title });
      header.setAttribute('part', 'back button');
      // A menu may contain nothing else. With the keyboard, Escape leads back.
      header.role = 'menuitem';
      header.setAttribute('aria-label', `${title}: ${back}`);
      menu.append(header);
      item.append(title, menu);
      item.insertAdjacentHTML('beforeend', ICONS.chevron);
      focusChosen(menu);
      if (name === 'media-rendition-menu') keepAutoFirst(menu.defaultSlot);
      followAttributes(item, menu, UNAVAILABLE, (has) => !has);
      return item;
    }),
  );
  settings.append(createAppearanceItem(parent, captionAppearance, close));
  parent.append(captions, settings);
  focusChosen(captions);
  for (const menu of [captions, settings]) {
    keepFocus(menu, parent.querySelector<HTMLElement>(`${menu.localName}-button`)!);
    // The first transition needs a style to start from, and a menu takes the focus at its end.
    void menu.offsetWidth;
  }
}

/** Gives the focus to the entry that is chosen, where media-chrome takes the first one. */
function focusChosen(menu: Menu): void {
  const { focus } = menu;
  menu.focus = () => {
    focus.call(menu);
    const [chosen] = menu.checkedItems;
    if (!chosen) return;
    for (const item of menu.items) item.tabIndex = item === chosen ? 0 : -1;
    chosen.focus();
  };
}

/** media-chrome adds the automatic quality behind the others. */
function keepAutoFirst(list: HTMLElement): void {
  const update = () => {
    const last: (Element & { readonly value?: string }) | null = list.lastElementChild;
    if (last?.value === 'auto' && last !== list.firstElementChild) list.prepend(last);
  };
  new MutationObserver(update).observe(list, { childList: true });
  update();
}

/**
 * Shows an open menu in the top layer, as a sheet at the bottom of the window, if the player is too
 * low for it. A press beside it closes it.
 */
function showAsSheet(menu: HTMLElement, button: HTMLElement, signal: AbortSignal): void {
  const observer = new ResizeObserver(() => {
    const isLow = getComputedStyle(menu).getPropertyValue('--_is-low') !== '';
    if (isLow === (menu.popover !== null)) return;
    menu.popover = isLow ? 'manual' : null;
    if (isLow) menu.showPopover();
  });
  // Called at once, and when the size of the player changes.
  observer.observe(menu.parentElement!);
  signal.addEventListener('abort', () => {
    observer.disconnect();
    menu.popover = null;
  });
  document.addEventListener(
    'pointerdown',
    (event) => {
      const path = event.composedPath();
      if (!path.includes(menu) && !path.includes(button)) menu.hidden = true;
    },
    { capture: true, signal },
  );
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
  let opened = new AbortController();
  menu.addEventListener('toggle', ({ target, isTrusted }) => {
    // The browser has one of its own for the sheet.
    if (target !== menu || isTrusted) return;
    opened.abort();
    if (!menu.hidden) showAsSheet(menu, button, (opened = new AbortController()).signal);
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

function createMenu(name: string, lang: string): Menu {
  const menu = document.createElement(name) as Menu;
  Object.assign(menu, { hidden: true, lang, dir: findMessages(lang).dir });
  menu.setAttribute('anchor', 'auto');
  menu.setAttribute('part', 'menu');
  // Its slot is hidden, because there is no menu to go back to, but not the button. Tools for
  // accessibility see a button in a menu.
  menu.shadowRoot?.querySelector<HTMLElement>('[part~=back]')?.style.setProperty('display', 'none');
  return menu;
}
