// @tier all: the player has browser tests
import '@secure-stream/element/player';
import '@secure-stream/element/transcript';
import type { ResumeStore } from '@secure-stream/element/player';
import type { SecureStreamElement } from '@secure-stream/element';
import { DEMO_VIDEO_ID, LIVE_INPUT_ID } from '@secure-stream/origin';
import { html, nothing, type TemplateResult } from 'lit';
import { ifDefined } from 'lit/directives/if-defined.js';
import { expect } from 'storybook/test';
import type { PlaygroundState } from './support/playground-state.ts';
import { createScenario, scenarioMeta, type ScenarioArgs, type ScenarioMeta } from './support/scenario.ts';
import {
  expectError,
  NO_INTERRUPTIONS,
  waitForPlayback,
  waitForRenewals,
  waitUntil,
  watchInterruptions,
} from './support/assertions.ts';

/** The finished player, `<secure-stream-player>`. */
export default { ...scenarioMeta, title: 'Player', component: 'secure-stream-player' } satisfies ScenarioMeta;

interface Options {
  readonly id?: string;
  readonly videoId?: string;
  readonly live?: boolean;
  readonly autoplay?: boolean;
  readonly lang?: string;
  readonly style?: string;
  readonly children?: TemplateResult;
  readonly resumeStore?: ResumeStore;
  readonly timeFragment?: boolean;
  readonly loop?: { readonly start: number; readonly end: number };
  readonly next?: { readonly id: string; readonly title: string };
  /** Seconds. */
  readonly startTime?: number;
  readonly defaultTextTrack?: string;
}

const render =
  ({
    id,
    videoId,
    live = false,
    autoplay = true,
    lang,
    style,
    children,
    resumeStore,
    timeFragment,
    loop,
    next,
    startTime = loop?.start,
    defaultTextTrack,
  }: Options = {}) =>
  ({ source }: PlaygroundState, { engine }: ScenarioArgs): TemplateResult => html`
    <secure-stream-player
      id=${ifDefined(id)}
      video-id=${videoId ?? source.videoId}
      stream-origin=${source.streamOrigin}
      token-endpoint=${source.tokenEndpoint}
      engine=${engine}
      lang=${ifDefined(lang)}
      style=${ifDefined(style)}
      resume=${ifDefined(resumeStore && 'ask')}
      .resumeStore=${resumeStore}
      ?time-fragment=${timeFragment}
      ?loop=${loop}
      loop-start=${ifDefined(loop?.start)}
      loop-end=${ifDefined(loop?.end)}
      start-time=${ifDefined(startTime)}
      next-video-id=${ifDefined(next?.id)}
      next-video-title=${ifDefined(next?.title)}
      default-text-track=${ifDefined(defaultTextTrack)}
      ?live=${live}
      ?dvr=${live}
      ?autoplay=${autoplay}
      muted
      playsinline
      .hlsConfig=${{ maxBufferLength: 6, maxMaxBufferLength: 6 }}
      >${children ?? nothing}</secure-stream-player
    >
  `;

const inSkin = (player: Element, selector: string) => player.shadowRoot?.querySelector<HTMLElement>(selector) ?? null;

async function findControl(player: Element, selector: string): Promise<HTMLElement> {
  await waitUntil(() => Boolean(inSkin(player, selector)?.checkVisibility()), selector);
  return inSkin(player, selector)!;
}

async function openSettings(player: SecureStreamElement): Promise<HTMLElement> {
  (await findControl(player, 'media-settings-menu-button')).click();
  const menu = await findControl(player, 'media-settings-menu:not([hidden])');
  // It takes the focus when it is open.
  await waitUntil(() => menu.contains(player.shadowRoot?.activeElement ?? null), 'the focus in the menu');
  return menu;
}

/** Seconds. */
const STORED_POSITION: ResumeStore = { get: () => 40, set: () => {}, delete: () => {} };

/** Before the first play: the poster, and a play button. */
export const Start = createScenario({
  render: render({ autoplay: false }),
  play: async ({ player }) => void (await findControl(player, '.center')),
});

/** A test only: it ends the state that Start shows. Storybook reads the tags from the source. */
export const StartPlays = {
  tags: ['!dev', '!autodocs'],
  ...createScenario({
    render: render({ autoplay: false }),
    play: async ({ player }) => {
      (await findControl(player, '.center')).click();
      await waitForPlayback(player);
    },
  }),
};

/** Look for: two renewals without a stall. Try every control, and the keys: `?` lists them. */
export const Playing = createScenario({
  playground: { tokenLifetime: 3 },
  render: render(),
  play: async ({ playground, player }) => {
    const interruptions = await watchInterruptions(player);
    await waitForRenewals(playground, 2);
    expect(interruptions).toEqual(NO_INTERRUPTIONS);
    await findControl(player, 'media-time-range');
  },
});

/** The settings: quality, audio, speed. */
export const Menu = createScenario({
  render: render(),
  play: async ({ player }) => {
    await waitForPlayback(player);
    await openSettings(player);
  },
});

/** A viewer who has seen a part of the video. `resume` without `ask` continues silently. */
export const Resume = createScenario({
  render: render({ autoplay: false, resumeStore: STORED_POSITION }),
  // Its text comes a frame after the question, and with it the name of the dialog.
  play: async ({ player }) => void (await findControl(player, '.resume p:not(:empty)')),
});

/** A test only: it ends the state that Resume shows. Storybook reads the tags from the source. */
export const ResumePlays = {
  tags: ['!dev', '!autodocs'],
  ...createScenario({
    render: render({ autoplay: false, resumeStore: STORED_POSITION }),
    play: async ({ player }) => {
      (await findControl(player, '.resume button')).click();
      await waitUntil(() => !player.paused && player.currentTime > 40, 'playback from there');
    },
  }),
};

/** Links in the page to times of the video: the second one pauses after three seconds. */
export const TimeLinks = createScenario({
  prepare: () => () => history.replaceState(null, '', location.pathname + location.search),
  render: (...args) => html`
    ${render({ timeFragment: true })(...args)}
    <p>
      <a href="#t=0:40" target="_self" style="color: inherit">From 0:40</a> ·
      <a href="#t=60,63" target="_self" style="color: inherit">From 1:00 to 1:03</a>
    </p>
  `,
  play: async ({ player }) => {
    await waitForPlayback(player);
    document.querySelector<HTMLElement>('a[href="#t=60,63"]')?.click();
    await waitUntil(() => player.paused && player.currentTime > 62.9, 'the pause at the end');
  },
});

/** Look for: four seconds of the video, again and again. */
export const Loop = createScenario({
  render: render({ loop: { start: 20, end: 24 } }),
  play: async ({ player }) => {
    await waitForPlayback(player);
    await waitUntil(() => player.currentTime > 23, 'the end of the part');
    await waitUntil(() => player.currentTime < 21, 'its start');
  },
});

const NEXT = { id: 'c0b1'.repeat(8), title: 'Lecture 2' } as const;

/** The last seconds of a video, and the next one. Look for: no spinner and no poster between them. Try the buttons of the card. */
export const NextVideo = createScenario({
  prepare: ({ origin }) => void origin.videos.add({ ...origin.videos.get(DEMO_VIDEO_ID)!, uid: NEXT.id }),
  render: render({ next: NEXT, startTime: 88 }),
  play: async ({ player }) => {
    await waitForPlayback(player);
    await findControl(player, '.next button');
    await waitUntil(
      () => player.videoId === NEXT.id && player.currentTime > 0 && player.currentTime < 20,
      'the next video',
    );
  },
});

/** How captions look: choose, and close the dialog. The choices are remembered for every player of the site. */
export const CaptionAppearance = createScenario({
  render: render({ defaultTextTrack: 'en' }),
  play: async ({ player }) => {
    await waitForPlayback(player);
    const menu = await openSettings(player);
    menu.querySelector<HTMLElement>('.appearance-item')?.click();
    await findControl(player, 'dialog.appearance[open] select');
  },
});

/** The captions as a text: click a line, search, scroll. They are not shown over the picture. */
export const Transcript = createScenario({
  render: (playground, args) =>
    html`<div style="display: flex; flex-wrap: wrap; gap: 0.875rem; color-scheme: dark">
      ${render({ id: 'player', style: 'flex: 3 20rem; align-self: start' })(playground, args)}
      <secure-stream-transcript for="player" style="flex: 1 15rem; height: 22rem"></secure-stream-transcript>
    </div>`,
  play: async ({ player }) => {
    const { shadowRoot } = document.querySelector('secure-stream-transcript')!;
    const findCues = () => shadowRoot!.querySelectorAll<HTMLElement>('li > button');
    await waitUntil(() => findCues().length === 24, 'the lines');
    findCues()[2]!.click();
    await waitUntil(() => shadowRoot!.querySelector('[aria-current]') === findCues()[2], 'the seek');
    expect([...player.textTracks].filter(({ mode }) => mode === 'showing').map(({ kind }) => kind)).not.toContain(
      'subtitles',
    );
  },
});

/** The list of keys. */
export const Help = createScenario({
  render: render(),
  play: async ({ player }) => {
    await findControl(player, 'media-time-range');
    inSkin(player, 'media-controller')?.dispatchEvent(new KeyboardEvent('keydown', { key: '?' }));
    await findControl(player, 'dialog[open]');
  },
});

/** A live stream: the button shows whether playback is at the live edge. */
export const Live = createScenario({
  prepare: ({ origin }) => {
    origin.liveInputs.start(LIVE_INPUT_ID);
    origin.clock.jump(60_000);
  },
  render: render({ videoId: LIVE_INPUT_ID, live: true }),
  play: async ({ player }) => {
    await waitForPlayback(player);
    await findControl(player, 'media-live-button');
  },
});

/** The viewer may not watch. There are no controls. */
export const AccessDenied = createScenario({
  playground: { behavior: 'denied' },
  render: render(),
  play: async ({ player }) => {
    await expectError(player, 'token-denied');
    await waitUntil(() => inSkin(player, '.controls')?.checkVisibility() === false, 'the controls to disappear');
  },
});

/** A narrow player in Arabic, light, with an open menu. */
export const NarrowArabicLight = createScenario({
  render: render({ lang: 'ar', style: 'width: 240px; color-scheme: light' }),
  play: async ({ player }) => {
    await waitForPlayback(player);
    const menu = await openSettings(player);
    expect(menu.dir).toBe('rtl');
    expect(menu.textContent).toContain('الجودة');
  },
});

/** The iframe engine has the same controls, and its own are off. */
export const Frame = createScenario({
  engine: 'iframe',
  render: render(),
  play: async ({ player }) => {
    await waitForPlayback(player);
    (await findControl(player, '.row media-play-button')).click();
    await waitUntil(() => player.paused, 'the pause');
  },
});

/** Elements of media-chrome in `slot="skin"` replace the controls. */
export const OtherSkin = createScenario({
  render: render({
    children: html`<media-mute-button
      slot="skin"
      style="position: absolute; inset: 1rem auto auto 1rem"
    ></media-mute-button>`,
  }),
  play: async ({ player }) => {
    await waitForPlayback(player);
    player.querySelector<HTMLElement>('media-mute-button')?.click();
    await waitUntil(() => !player.muted, 'the sound');
  },
});
