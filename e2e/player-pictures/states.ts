import type { Page } from 'puppeteer-core';

/** Width and height in CSS pixels. The last one is a phone in portrait, with a finger instead of a mouse. */
export const SIZES = {
  '320x180': [320, 180],
  '640x360': [640, 360],
  '1280x720': [1280, 720],
  '390x844': [390, 844],
} as const;

export type Size = keyof typeof SIZES;

/** A state of the player to take pictures of. */
export interface PictureState {
  readonly name: string;
  /** Those in which it differs by more than the bar, a menu or an overlay that other pictures show. */
  readonly sizes: readonly Size[];
  readonly attributes?: string;
  readonly children?: string;
  /** The media features of the viewer's preferences. */
  readonly media?: readonly { readonly name: string; readonly value: string }[];
  readonly isLive?: boolean;
  readonly behavior?: 'denied' | 'error500';
  readonly isOffline?: boolean;
  /** Nobody moves the pointer, so that the controls hide if they may. */
  readonly isResting?: boolean;
  /** What the controls show as the time, in the form of media-chrome's attributes, so that each run takes the same picture. */
  readonly times?: Readonly<Record<string, string>>;
  /** Leads to the state once the page is open. */
  reach(page: PicturePage): Promise<unknown>;
  /** Repeated for each size, because a change of the size may undo it. */
  settle?(page: PicturePage): Promise<unknown>;
}

export interface PicturePage {
  readonly page: Page;
  readonly waitFor: (condition: string) => Promise<unknown>;
  /** No request is answered from now on. */
  readonly stopNetwork: () => void;
  /** Lets the time of live streams pass. */
  readonly advanceClock: (milliseconds: number) => void;
}

export const PLAYER = 'document.querySelector("secure-stream-player")';
const inSkin = (selector: string) => `${PLAYER}.shadowRoot.querySelector('${selector}')`;
const overlay = (part: string) =>
  `${PLAYER}?.shadowRoot?.querySelector('secure-stream')?.shadowRoot.querySelector('[part~=${part}]') != null`;

const CHAPTERS =
  'WEBVTT\n\n00:00.000 --> 00:40.000\nIntroduction\n\n00:40.000 --> 01:10.000\nThe middle\n\n01:10.000 --> 01:36.000\nThe end\n';
const VIDEO = { mediacurrenttime: '31', mediaduration: '96', mediaseekable: '0:96', mediabuffered: '0:58' };
const LIVE = { mediacurrenttime: '118', mediaseekable: '0:120', mediabuffered: '100:120' };

const canPlay = ({ waitFor }: PicturePage) => waitFor(`${PLAYER}?.readyState >= 3 && ${inSkin('.bar')}`);

/** Plays to a moment with a caption. */
async function play(tools: PicturePage, seconds = 30): Promise<void> {
  const { page, waitFor } = tools;
  await canPlay(tools);
  await page.evaluate(`(async () => { const p = ${PLAYER}; await p.play(); p.currentTime = ${seconds}; })()`);
  await waitFor(`${PLAYER}.currentTime > ${seconds} && !${PLAYER}.seeking && ${PLAYER}.readyState >= 3`);
}

/** Back to the caption of the other pictures: a busy machine takes a picture after the next one has begun. */
async function rewind({ page, waitFor }: PicturePage): Promise<void> {
  await page.evaluate(`${PLAYER}.currentTime = 28.5`);
  await waitFor(`!${PLAYER}.seeking && ${PLAYER}.readyState >= 3`);
}

async function buffer(tools: PicturePage): Promise<void> {
  await play(tools, 10);
  tools.stopNetwork();
  await tools.page.evaluate(`${PLAYER}.currentTime = 80`);
  await tools.waitFor(`${inSkin('media-loading-indicator')}.hasAttribute('medialoading')`);
}

async function openMenu(tools: PicturePage, name: string): Promise<void> {
  await play(tools);
  await tools.page.evaluate(`${inSkin(`${name}-button`)}.click()`);
  await tools.waitFor(
    `${inSkin(name)}?.hidden === false && ${inSkin(name)}.contains(${PLAYER}.shadowRoot.activeElement)`,
  );
}

async function openList(tools: PicturePage, name: string): Promise<void> {
  await openMenu(tools, 'media-settings-menu');
  await tools.page.evaluate(`${inSkin(name)}.parentElement.click()`);
  await tools.waitFor(`${PLAYER}.shadowRoot.activeElement?.localName === '${name}'`);
}

/** Shows the preview as a finger that drags does: a browser without a screen has no mouse that could hover. */
const showPreview = async ({ page, waitFor }: PicturePage) => {
  await page.evaluate(`(() => {
    const range = ${inSkin('media-time-range')};
    const { left, top, width, height } = range.getBoundingClientRect();
    const at = { bubbles: true, composed: true, clientX: left + width / 2, clientY: top + height / 2 };
    for (const type of ['pointerenter', 'pointermove']) range.dispatchEvent(new PointerEvent(type, at));
    range.toggleAttribute('dragging', true);
  })()`);
  // The storyboard shows a transparent pixel until the image has loaded.
  const image = `${inSkin('media-preview-thumbnail')}.shadowRoot.querySelector('img')`;
  await waitFor(`${image}.naturalWidth > 1 && ${image}.clientWidth > 1`);
};

const settings = (tools: PicturePage) => openMenu(tools, 'media-settings-menu');

/** As a viewer does who sets the font size of the browser to 200 %. */
const inLargeText = (reach: PictureState['reach']) => async (tools: PicturePage) => {
  await tools.page.evaluate("document.documentElement.style.fontSize = '200%'");
  await reach(tools);
};

const ALL_SIZES = Object.keys(SIZES) as Size[];

export const STATES: readonly PictureState[] = [
  {
    name: 'start',
    sizes: ALL_SIZES,
    attributes: 'video-title="Lecture 1: What nobody had measured"',
    isResting: true,
    times: { ...VIDEO, mediacurrenttime: '0', mediabuffered: '0:6' },
    reach: canPlay,
  },
  { name: 'playing', sizes: ALL_SIZES, times: VIDEO, reach: play },
  {
    name: 'title',
    sizes: ['320x180', '640x360'],
    attributes: 'video-title="Lecture 1: What nobody had measured before the year 1905, and why it took so long"',
    times: VIDEO,
    reach: play,
  },
  {
    name: 'feedback',
    sizes: ['640x360'],
    times: VIDEO,
    reach: play,
    async settle({ page, waitFor }) {
      await page.evaluate(`${PLAYER}.pause(); ${PLAYER}.currentTime = 30; ${PLAYER}.focus()`);
      await waitFor(`!${PLAYER}.seeking`);
      for (const key of ['ArrowRight', 'ArrowRight']) {
        const time = await page.evaluate(`${PLAYER}.currentTime`);
        await page.keyboard.press(key as 'ArrowRight');
        await waitFor(`${PLAYER}.currentTime > ${Number(time)}`);
      }
      await page.evaluate(`${inSkin('.feedback')}.getAnimations()[0].pause()`);
    },
  },
  {
    name: 'live-without-dvr',
    sizes: ['640x360'],
    isLive: true,
    attributes: 'live',
    times: { ...LIVE, mediatimeislive: '' },
    async reach(tools) {
      tools.advanceClock(120_000);
      await playLive(tools);
    },
  },
  {
    name: 'buffering',
    sizes: ['640x360'],
    times: { ...VIDEO, mediacurrenttime: '80' },
    reach: buffer,
  },
  {
    name: 'buffering-reduced-motion',
    sizes: ['640x360'],
    media: [{ name: 'prefers-reduced-motion', value: 'reduce' }],
    times: { ...VIDEO, mediacurrenttime: '80' },
    reach: buffer,
  },
  {
    name: 'captions',
    sizes: ['320x180', '1280x720'],
    attributes: 'default-text-track="en"',
    times: VIDEO,
    reach: play,
    settle: rewind,
  },
  { name: 'captions-menu', sizes: ['640x360'], times: VIDEO, reach: (tools) => openMenu(tools, 'media-captions-menu') },
  { name: 'settings', sizes: ALL_SIZES, times: VIDEO, reach: settings },
  {
    name: 'settings-list',
    sizes: ['640x360'],
    times: VIDEO,
    reach: (tools) => openList(tools, 'media-rendition-menu'),
  },
  {
    name: 'speeds',
    sizes: ['320x180'],
    times: VIDEO,
    reach: (tools) => openList(tools, 'media-playback-rate-menu'),
  },
  {
    name: 'settings-light',
    sizes: ['640x360'],
    attributes: 'style="color-scheme: light"',
    times: VIDEO,
    reach: settings,
  },
  { name: 'settings-arabic', sizes: ['640x360', '390x844'], attributes: 'lang="ar"', times: VIDEO, reach: settings },
  {
    name: 'preview',
    sizes: ['320x180', '1280x720'],
    children: `<track kind="chapters" default src="data:text/vtt,${encodeURIComponent(CHAPTERS)}">`,
    times: VIDEO,
    reach: play,
    settle: showPreview,
  },
  {
    name: 'help',
    sizes: ['320x180', '1280x720', '390x844'],
    times: VIDEO,
    async reach(tools) {
      await play(tools);
      await tools.page.evaluate(`${PLAYER}.focus()`);
      await tools.page.keyboard.press('?');
      await tools.waitFor(`${inSkin('dialog')}?.open`);
    },
  },
  {
    name: 'resume',
    sizes: ['320x180', '640x360'],
    attributes: 'resume="ask"',
    times: { ...VIDEO, mediacurrenttime: '0' },
    async reach(tools) {
      await canPlay(tools);
      await tools.page.evaluate(
        `localStorage.setItem('secure-stream:positions', JSON.stringify([[${PLAYER}.videoId, 754]]))`,
      );
      await tools.page.reload();
      await tools.waitFor(`${inSkin('.resume')} && ${PLAYER}.readyState >= 3`);
    },
  },
  {
    name: 'next',
    sizes: ['320x180', '640x360'],
    attributes: `next-video-id="${'c0b1'.repeat(8)}" next-video-title="Lecture 2: The experiment"`,
    times: { ...VIDEO, mediacurrenttime: '90', mediabuffered: '0:96' },
    async reach(tools) {
      await play(tools, 84);
      await tools.page.evaluate(`${PLAYER}.pause()`);
      await tools.page.evaluate(`${PLAYER}.currentTime = 90`);
      await tools.waitFor(`${inSkin('.next')} && !${PLAYER}.seeking && ${PLAYER}.currentTime === 90`);
    },
  },
  {
    name: 'appearance',
    sizes: ['320x180', '1280x720', '390x844'],
    attributes: 'default-text-track="en"',
    times: VIDEO,
    async reach(tools) {
      await settings(tools);
      await tools.page.evaluate(`${inSkin('.appearance-item')}.click()`);
      await tools.waitFor(`${inSkin('dialog.appearance')}?.open`);
    },
    settle: rewind,
  },
  {
    name: 'ended',
    sizes: ['640x360'],
    times: { ...VIDEO, mediacurrenttime: '96', mediabuffered: '0:96' },
    async reach(tools) {
      await play(tools, 94);
      await tools.waitFor(`${PLAYER}.ended`);
    },
  },
  {
    name: 'error',
    sizes: ['320x180', '640x360'],
    behavior: 'error500',
    reach: ({ waitFor }) => waitFor(overlay('retry')),
  },
  {
    name: 'blocked',
    sizes: ['640x360'],
    behavior: 'denied',
    reach: ({ waitFor }) => waitFor(overlay('access-denied')),
  },
  {
    name: 'offline',
    sizes: ['640x360'],
    behavior: 'error500',
    isOffline: true,
    reach: ({ waitFor }) => waitFor(overlay('offline')),
  },
  {
    name: 'waiting',
    sizes: ['640x360'],
    isLive: true,
    attributes: 'live',
    reach: ({ waitFor }) => waitFor(overlay('waiting')),
  },
  {
    name: 'live',
    sizes: ['320x180', '1280x720'],
    isLive: true,
    attributes: 'live dvr',
    times: { ...LIVE, mediatimeislive: '' },
    async reach(tools) {
      tools.advanceClock(120_000);
      await playLive(tools);
    },
  },
  {
    name: 'live-behind',
    sizes: ['640x360'],
    isLive: true,
    attributes: 'live dvr',
    times: { ...LIVE, mediacurrenttime: '60' },
    async reach(tools) {
      tools.advanceClock(120_000);
      await playLive(tools);
      await tools.page.evaluate(`${PLAYER}.currentTime = ${PLAYER}.seekable.start(0) + 60`);
      await tools.waitFor(`!${inSkin('media-live-button')}.hasAttribute('mediatimeislive') && ${IS_PLAYING}`);
    },
  },
  { name: 'large-text', sizes: ['320x180', '640x360'], times: VIDEO, reach: inLargeText(play) },
  { name: 'large-text-settings', sizes: ['320x180', '640x360'], times: VIDEO, reach: inLargeText(settings) },
  {
    name: 'large-text-error',
    sizes: ['320x180'],
    behavior: 'error500',
    reach: inLargeText(({ waitFor }) => waitFor(overlay('retry'))),
  },
  {
    name: 'forced-colors',
    sizes: ['640x360'],
    media: [{ name: 'forced-colors', value: 'active' }],
    times: VIDEO,
    reach: settings,
  },
];

async function playLive({ page, waitFor }: PicturePage): Promise<void> {
  await waitFor(`${PLAYER}.error === null && ${inSkin('.bar')}`);
  await page.evaluate(`${PLAYER}.play()`);
  await waitFor(`!${PLAYER}.paused && ${PLAYER}.currentTime > 0 && ${IS_PLAYING}`);
}

/** Nothing is loading, so there is no indicator of it. */
const IS_PLAYING = `!${PLAYER}.seeking && !${inSkin('media-loading-indicator')}.hasAttribute('medialoading')`;
