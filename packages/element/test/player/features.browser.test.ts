import { expect } from '@secure-stream/test-server/expect';
import { sendKeys } from '@web/test-runner-commands';
import '@secure-stream/element/player';
import type { SecureStreamPlayerElement } from '@secure-stream/element/player';
import { testServer } from '@secure-stream/test-server/client';
import { waitUntil } from '@secure-stream/test-server/wait';
import type { Fixture } from '@secure-stream/test-server';
import { SHORT_BUFFER } from '../support/mount.js';

const POSITIONS = 'secure-stream:positions';
const SETTINGS = 'secure-stream:settings';

suite('the features of <secure-stream-player>', () => {
  let fixture: Fixture;

  function open(attributes: Record<string, string>): SecureStreamPlayerElement {
    const player = document.createElement('secure-stream-player');
    player.style.width = '640px';
    player.hlsConfig = SHORT_BUFFER;
    const { videoId, origin, endpoint } = fixture;
    const source = { 'video-id': videoId, 'stream-origin': origin, 'token-endpoint': endpoint };
    for (const [name, value] of Object.entries({ ...source, ...attributes })) player.setAttribute(name, value);
    document.body.replaceChildren(player);
    return player;
  }
  const canPlay = (player: SecureStreamPlayerElement) =>
    waitUntil(() => player.readyState >= player.HAVE_CURRENT_DATA && !player.seeking, 'a picture');
  const storePosition = (seconds: number) =>
    localStorage.setItem(POSITIONS, JSON.stringify([[fixture.videoId, seconds]]));
  const readPosition = () => Number(/,([\d.]+)\]/.exec(localStorage.getItem(POSITIONS) ?? '')?.[1]);
  const inSkin = (player: Element, selector: string) => player.shadowRoot!.querySelector<HTMLElement>(selector);

  setup(async () => {
    fixture = await testServer.open();
  });
  teardown(() => document.body.replaceChildren());

  test('load no code that the attributes do not ask for', async () => {
    const player = open({ 'no-remember': '', muted: '' });
    await canPlay(player);
    const loaded = performance.getEntriesByType('resource').map(({ name }) => name);
    expect(loaded.filter((name) => /features\/(resume|remember|media-session|time)/.test(name))).toStrictEqual([]);
    expect(localStorage.length).toBe(0);
  });

  test('continue where the viewer stopped, and store the position at a pause', async () => {
    storePosition(40);
    const player = open({ resume: '', muted: '' });
    await canPlay(player);
    await waitUntil(() => player.currentTime >= 40, 'the stored position');
    await player.play();
    await waitUntil(() => player.currentTime > 41);
    player.pause();
    await waitUntil(() => readPosition() > 41, 'the position of the pause');
  });

  for (const key of ['Enter', ' '])
    test(`ask where to continue, and give the focus back after an answer by key "${key}"`, async () => {
      storePosition(40);
      const player = open({ resume: 'ask', muted: '' });
      await waitUntil(() => inSkin(player, '.resume p')?.textContent === 'Continue at 0:40?', 'the question');
      await canPlay(player);
      expect(player.currentTime < 1).toBe(true);
      inSkin(player, '.resume button')!.focus();
      await sendKeys({ press: key });
      await waitUntil(() => player.currentTime > 40 && !player.paused, 'playback from there');
      expect(inSkin(player, '.resume')).toBe(null);
      expect(player.shadowRoot!.activeElement?.localName).toBe('media-controller');
    });

  test('restore volume, speed and captions in the next player, and keep what the page changes out', async () => {
    const first = open({});
    await canPlay(first);
    await waitUntil(() => first.textTracks.length > 1);
    first.focus();
    for (const key of ['ArrowDown', 'm', '>', 'c']) await sendKeys({ press: key });
    const shown = ({ textTracks }: SecureStreamPlayerElement) =>
      [...textTracks].find(({ kind, mode }) => kind !== 'metadata' && mode === 'showing')?.language;
    await waitUntil(() => JSON.parse(localStorage.getItem(SETTINGS) ?? '{}').captions, 'the captions to be stored');
    const { volume, muted, playbackRate } = first;
    const language = shown(first);
    first.playbackRate = 3;
    expect([muted, volume < 1, playbackRate > 1, typeof language]).toStrictEqual([true, true, true, 'string']);
    const second = open({});
    await waitUntil(() => second.playbackRate === playbackRate && shown(second) === language, 'the settings');
    expect([second.muted, second.volume]).toStrictEqual([muted, volume]);
  });

  test('show the title above the picture, and with an image without a token in the media session, until the player is removed', async () => {
    const player = open({ 'video-title': 'Film', 'video-artist': 'Studio', muted: '' });
    await canPlay(player);
    await player.play();
    await waitUntil(() => inSkin(player, '.title')?.textContent === 'Film', 'the title above the picture');
    const { mediaSession } = navigator;
    await waitUntil(() => mediaSession.metadata?.artwork.length === 1, 'the image');
    expect([mediaSession.metadata!.title, mediaSession.metadata!.artist]).toStrictEqual(['Film', 'Studio']);
    expect(mediaSession.metadata!.artwork[0]!.src.startsWith('blob:')).toBe(true);
    player.videoTitle = 'Another';
    await waitUntil(() => mediaSession.metadata?.title === 'Another');
    player.remove();
    await waitUntil(() => mediaSession.metadata === null, 'the release');
  });
});
