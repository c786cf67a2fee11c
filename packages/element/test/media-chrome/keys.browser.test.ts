import { expect } from 'chai';
import { sendKeys } from '@web/test-runner-commands';
import 'media-chrome';
import 'media-chrome/menu';
import '@secure-stream/element/define';
import type { SecureStreamElement } from '@secure-stream/element';
import { stage } from '../../../../e2e/stage/client.js';
import { testExcept } from '../element/except.js';
import { until } from '../element/mount.js';
import { click, makeRoom } from './deep.js';

const BAR = `<media-controller style="width: 800px; height: 450px">
  <secure-stream slot="media" muted crossorigin storyboard></secure-stream>
  <media-captions-menu hidden anchor="auto"></media-captions-menu>
  <media-audio-track-menu hidden anchor="auto"></media-audio-track-menu>
  <media-control-bar>
    <media-play-button></media-play-button><media-time-range></media-time-range>
    <media-captions-menu-button></media-captions-menu-button>
    <media-audio-track-menu-button></media-audio-track-menu-button>
    <media-pip-button></media-pip-button>
  </media-control-bar>
</media-controller>`;

suite('the controls of media-chrome, with keys, menus and windows', () => {
  let element: SecureStreamElement;

  setup(async () => {
    await makeRoom();
    const { videoId, origin, endpoint } = await stage.open();
    document.body.append(document.createRange().createContextualFragment(BAR));
    element = document.querySelector('secure-stream')!;
    Object.assign(element, { videoId, streamOrigin: origin, tokenEndpoint: endpoint });
    await until(() => element.readyState >= element.HAVE_CURRENT_DATA);
    await until(() => captions().length === 2);
  });
  teardown(() => document.body.replaceChildren());

  const captions = () => [...element.textTracks].filter(({ kind }) => kind !== 'metadata');
  const shown = () => captions().filter(({ mode }) => mode === 'showing');

  test('k plays, m is the sound, c the captions, arrows go on and back, the space bar pauses', async () => {
    document.querySelector<HTMLElement>('media-controller')!.focus();
    await sendKeys({ press: 'k' });
    await until(() => !element.paused && element.currentTime > 0);
    await sendKeys({ press: 'm' });
    await until(() => !element.muted);
    await sendKeys({ press: 'm' });
    await until(() => element.muted);
    await sendKeys({ press: 'c' });
    await until(() => shown().length === 1);
    await sendKeys({ press: 'c' });
    await until(() => shown().length === 0);
    await sendKeys({ press: 'ArrowRight' });
    await until(() => element.currentTime > 9);
    await sendKeys({ press: 'ArrowLeft' });
    await until(() => element.currentTime < 9);
    await sendKeys({ press: ' ' });
    await until(() => element.paused);
  });

  test('f fills the screen and leaves it', async () => {
    const controller = document.querySelector<HTMLElement>('media-controller')!;
    controller.focus();
    await sendKeys({ press: 'f' });
    await until(() => document.fullscreenElement !== null);
    // What the next key does is decided by what the controls know.
    await until(() => controller.hasAttribute('mediaisfullscreen'));
    await sendKeys({ press: 'f' });
    await until(() => document.fullscreenElement === null);
  });

  test('captions in a language of the menu', async () => {
    await click(document, 'media-captions-menu-button');
    await click(document, 'media-chrome-menu-item[value*=":de:"]');
    await until(() => shown().length === 1);
    expect(shown()[0]?.language).to.equal('de');
  });

  test('another sound by the menu', async () => {
    const heard = () => [...element.audioTracks].filter(({ enabled }) => enabled).map(({ language }) => language);
    await element.play();
    await until(() => heard().length === 1);
    expect(heard()).to.deep.equal(['en']);
    await click(document, 'media-audio-track-menu-button');
    const [, dub] = [...element.audioTracks];
    await click(document, `media-chrome-menu-item[value="${dub?.id}"]`);
    await until(() => heard()[0] === 'de');
    expect(heard()).to.deep.equal(['de']);
    await until(async () =>
      (await stage.requests()).some(({ kind, path }) => kind === 'segment' && path.includes('/audio/27/')),
    );
    const time = element.currentTime;
    await until(() => element.currentTime > time + 1);
  });

  testExcept({ webkit: 'it has no such API' }, 'a window of its own, and back', async () => {
    const seen: string[] = [];
    for (const name of ['enterpictureinpicture', 'leavepictureinpicture'])
      element.addEventListener(name, () => seen.push(name));
    await click(document, 'media-play-button');
    await until(() => !element.paused);
    await click(document, 'media-pip-button');
    await until(() => document.pictureInPictureElement === element);
    await click(document, 'media-pip-button');
    await until(() => document.pictureInPictureElement === null && seen.length === 2);
    expect(seen).to.deep.equal(['enterpictureinpicture', 'leavepictureinpicture']);
  });
});
