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
    expect(
      loaded.filter((name) => /features\/(resume|remember|media-session|time|narration)/.test(name)),
    ).toStrictEqual([]);
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

  const findButton = (player: Element) => inSkin(player, '.description:not([hidden])');

  test('turn audio description on by a button beside the captions, and in the next player', async () => {
    const attributes = { 'audio-description': 'Deutsch', muted: '' };
    const player = open(attributes);
    await waitUntil(() => findButton(player), 'the button');
    const playing = ({ audioTracks }: SecureStreamPlayerElement) =>
      [...audioTracks].find(({ enabled }) => enabled)?.label;
    const original = playing(player);
    expect([findButton(player)!.ariaLabel, findButton(player)!.ariaPressed]).toStrictEqual([
      'Audio description',
      'false',
    ]);
    findButton(player)!.focus();
    await sendKeys({ press: 'Enter' });
    await waitUntil(() => playing(player) === 'Deutsch' && findButton(player)!.ariaPressed === 'true', 'description');
    const next = open(attributes);
    await waitUntil(() => playing(next) === 'Deutsch' && findButton(next)?.ariaPressed === 'true', 'the choice');
    findButton(next)!.click();
    await waitUntil(() => playing(next) === original, 'the original');
    expect(JSON.parse(localStorage.getItem(SETTINGS)!).description).toBe(false);
  });

  test('write text descriptions for screen readers, and pause where a cue is shorter than its text', async () => {
    localStorage.setItem(SETTINGS, '{"description":true}');
    const player = open({ muted: '' });
    const cues = encodeURIComponent('WEBVTT\n\n00:00.500 --> 00:00.700\n<v Narrator>A door opens.\n');
    const track = Object.assign(document.createElement('track'), { kind: 'descriptions', srclang: 'en' });
    player.append(Object.assign(track, { src: `data:text/vtt,${cues}` }));
    await waitUntil(() => findButton(player)?.ariaPressed === 'true' && inSkin(player, '.narration'), 'the button');
    await canPlay(player);
    const events: string[] = [];
    const note = ({ type }: Event) => events.push(`${type}: ${inSkin(player, '.narration')?.textContent}`);
    for (const type of ['pause', 'play']) player.addEventListener(type, note);
    await player.play();
    await waitUntil(() => player.currentTime > 1, 'playback after the text');
    expect(events).toStrictEqual(['play: ', 'pause: A door opens.', 'play: ']);
  });
});
