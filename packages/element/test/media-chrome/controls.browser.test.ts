import { expect } from '@secure-stream/test-server/expect';
import 'media-chrome';
import 'media-chrome/menu';
import 'player.style/sutro';
import 'player.style/yt';
import '@secure-stream/element/define';
import type { SecureStreamElement } from '@secure-stream/element';
import { testServer } from '@secure-stream/test-server/client';
import { nextFrames, waitUntil } from '@secure-stream/test-server/wait';
import { click, findVisible, enlargeViewport } from '../support/shadow-dom.js';
import '../support/release-removed.js';

const MEDIA = '<secure-stream slot="media" muted crossorigin storyboard></secure-stream>';

const BAR = `<media-controller style="width: 800px; height: 450px">${MEDIA}
  <media-rendition-menu hidden anchor="auto"></media-rendition-menu>
  <media-audio-track-menu hidden anchor="auto"></media-audio-track-menu>
  <media-captions-menu hidden anchor="auto"></media-captions-menu>
  <media-control-bar>
    <media-play-button></media-play-button><media-mute-button></media-mute-button>
    <media-time-range></media-time-range>
    <media-captions-button></media-captions-button><media-captions-menu-button></media-captions-menu-button>
    <media-audio-track-menu-button></media-audio-track-menu-button>
    <media-rendition-menu-button></media-rendition-menu-button>
    <media-pip-button></media-pip-button><media-fullscreen-button></media-fullscreen-button>
  </media-control-bar>
</media-controller>`;

const THEME = (name: string) =>
  `<media-theme-${name} style="width: 800px; height: 450px">${MEDIA}</media-theme-${name}>`;

const isInSettings = (name: string) => name !== 'media-chrome';

const SKINS: Readonly<Record<string, string>> = { 'media-chrome': BAR, sutro: THEME('sutro'), yt: THEME('yt') };

for (const [name, markup] of Object.entries(SKINS))
  suite(`media-chrome controls of ${name}, with the mouse`, () => {
    let element: SecureStreamElement;

    setup(async () => {
      await enlargeViewport();
      const { videoId, origin, endpoint } = await testServer.open();
      document.body.append(document.createRange().createContextualFragment(markup));
      element = document.querySelector('secure-stream')!;
      Object.assign(element, { videoId, streamOrigin: origin, tokenEndpoint: endpoint });
      await waitUntil(() => element.readyState >= element.HAVE_CURRENT_DATA);
      await waitUntil(() => element.textTracks.length >= 2);
    });
    teardown(() => document.body.replaceChildren());

    test('play and pause', async () => {
      await click(document, 'media-play-button');
      await waitUntil(() => !element.paused && element.currentTime > 0);
      await click(document, 'media-play-button');
      await waitUntil(() => element.paused);
    });

    test('seek in the time range', async () => {
      await click(document, 'media-time-range', 0.5);
      await waitUntil(() => Math.abs(element.currentTime - element.duration / 2) < 5);
    });

    test('mute and unmute', async () => {
      await click(document, 'media-mute-button');
      await waitUntil(() => !element.muted);
      await click(document, 'media-mute-button');
      await waitUntil(() => element.muted);
    });

    test('show captions', async () => {
      const shown = () => [...element.textTracks].filter(({ kind, mode }) => kind !== 'metadata' && mode === 'showing');
      expect(shown()).toHaveLength(0);
      await click(document, 'media-captions-button');
      await waitUntil(() => shown().length === 1);
    });

    test('select a quality in the menu', async () => {
      expect([...element.videoRenditions].map(({ height }) => height)).toStrictEqual([144, 240, 360]);
      expect(element.videoRenditions.selectedIndex).toBe(-1);
      if (isInSettings(name)) {
        await click(document, 'media-settings-menu-button');
        await waitUntil(() => findVisible(document, 'media-settings-menu:not([hidden])') !== undefined);
        const item = [...settingsItems()].find((one) => one.querySelector('media-rendition-menu'))!;
        item.id = 'quality';
        await click(document, '#quality');
      } else await click(document, 'media-rendition-menu-button');
      await click(document, 'media-chrome-menu-item[value="1"]');
      await waitUntil(() => element.videoRenditions.selectedIndex === 1);
      await element.play();
      await waitUntil(() => element.videoHeight === 240);
    });

    test('enter full screen', async () => {
      await click(document, 'media-fullscreen-button');
      await waitUntil(() => document.fullscreenElement !== null);
      expect(element.getBoundingClientRect().width).toBeGreaterThanOrEqual(innerWidth - 1);
      await document.exitFullscreen();
    });

    test('show a preview thumbnail with a token', async () => {
      const hasThumbnail = async () =>
        (await testServer.listRequests()).some(({ kind, status }) => kind === 'thumbnail' && status === 200);
      await waitUntil(hasThumbnail, 'the poster');
      await testServer.clearRequests();
      const range = findVisible(document, 'media-time-range')!;
      const { left, top, width, height } = range.getBoundingClientRect();
      const at = { bubbles: true, composed: true, clientX: left + width / 2, clientY: top + height / 2 };
      for (const type of ['pointerenter', 'pointermove']) range.dispatchEvent(new PointerEvent(type, at));
      await waitUntil(hasThumbnail, 'the preview');
    });
  });

suite('media-chrome', () => {
  teardown(() => document.body.replaceChildren());

  test('hotkeys control the video', async () => {
    const { videoId, origin, endpoint } = await testServer.open();
    document.body.append(document.createRange().createContextualFragment(BAR));
    const element = document.querySelector('secure-stream')!;
    Object.assign(element, { videoId, streamOrigin: origin, tokenEndpoint: endpoint });
    await waitUntil(() => element.readyState >= element.HAVE_CURRENT_DATA);
    const controller = document.querySelector('media-controller')!;
    const press = (key: string) =>
      ['keydown', 'keyup'].forEach((type) => controller.dispatchEvent(new KeyboardEvent(type, { key, bubbles: true })));
    press('k');
    await waitUntil(() => !element.paused);
    press('m');
    await waitUntil(() => !element.muted);
    press('ArrowRight');
    await waitUntil(() => element.currentTime > 9);
  });

  test('a menu that existed before the video lists its qualities and tracks', async () => {
    const { videoId, origin, endpoint } = await testServer.open();
    document.body.append(document.createRange().createContextualFragment(BAR));
    await waitUntil(() => document.querySelector('media-rendition-menu')?.shadowRoot);
    await nextFrames(10);
    const element = document.querySelector('secure-stream')!;
    Object.assign(element, { videoId, streamOrigin: origin, tokenEndpoint: endpoint });
    const menu = document.querySelector('media-rendition-menu')!;
    await waitUntil(() => (menu.shadowRoot?.querySelectorAll('media-chrome-menu-item').length ?? 0) >= 4);
    expect(element.audioTracks).toHaveLength(2);
    await waitUntil(() => [...element.audioTracks].some(({ enabled }) => enabled));
    const captions = document.querySelector('media-captions-menu')!;
    await waitUntil(() => (captions.shadowRoot?.querySelectorAll('media-chrome-menu-item').length ?? 0) >= 3);
  });
});

function* settingsItems(root: ParentNode = document): Generator<HTMLElement> {
  for (const element of root.querySelectorAll<HTMLElement>('*')) {
    if (element.localName === 'media-settings-menu-item') yield element;
    if (element.shadowRoot) yield* settingsItems(element.shadowRoot);
  }
}
