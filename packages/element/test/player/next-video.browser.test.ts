import { expect } from '@secure-stream/test-server/expect';
import { sendKeys } from '@web/test-runner-commands';
import '@secure-stream/element/player';
import type { SecureStreamPlayerElement } from '@secure-stream/element/player';
import { testServer } from '@secure-stream/test-server/client';
import { nextEvent, waitUntil } from '@secure-stream/test-server/wait';
import type { Fixture } from '@secure-stream/test-server';
import { findViolations } from '../support/axe.js';
import { SHORT_BUFFER } from '../support/mount.js';
import { NATIVE_HLS_ONLY, testExcept } from '../support/test-except.js';

const ENGINES = [
  ['native', NATIVE_HLS_ONLY],
  ['iframe', {}],
] as const;

/** In WebKitGTK, only what does not wait for the end. */
const NEAR_END = { webkit: 'GStreamer may stall in the last second of a video' };

suite('the next video of <secure-stream-player>', () => {
  let fixture: Fixture;
  let nextId: string;

  function open(attributes: Record<string, string> = {}): SecureStreamPlayerElement {
    const player = document.createElement('secure-stream-player');
    player.style.width = '640px';
    player.hlsConfig = SHORT_BUFFER;
    const { videoId, origin, endpoint } = fixture;
    const source = { 'video-id': videoId, 'stream-origin': origin, 'token-endpoint': endpoint };
    const all = { ...source, muted: '', 'no-remember': '', 'next-video-id': nextId, ...attributes };
    for (const [name, value] of Object.entries(all)) player.setAttribute(name, value);
    document.body.replaceChildren(player);
    return player;
  }
  const inSkin = (player: Element, selector: string) => player.shadowRoot!.querySelector<HTMLElement>(selector);
  async function playNearEnd(player: SecureStreamPlayerElement, secondsBefore: number, playbackRate = 1) {
    await player.play();
    await waitUntil(() => player.duration > 0 && player.currentTime > 0, 'playback');
    const { duration } = player;
    let endedAt = 0;
    player.addEventListener('ended', () => (endedAt = player.currentTime), { once: true });
    Object.assign(player, { currentTime: duration - secondsBefore, playbackRate });
    // A busy machine may see nothing of the last seconds, but they have to be played.
    const isNearEnd = () => !player.seeking && player.currentTime > duration - secondsBefore;
    await waitUntil(() => player.videoId === nextId || isNearEnd(), 'the last seconds');
    if (player.videoId === nextId) expect(endedAt).toBeGreaterThan(duration - 0.5);
  }
  const isNextPlaying = (player: SecureStreamPlayerElement) =>
    player.videoId === nextId && player.currentTime > 0 && player.currentTime < 20 && !player.paused;

  setup(async () => {
    fixture = await testServer.open();
    nextId = await testServer.copyVideo();
  });
  teardown(() => document.body.replaceChildren());

  test('loads none of its code without the attribute', async () => {
    const player = open({ 'next-video-id': '' });
    await waitUntil(() => player.readyState >= player.HAVE_CURRENT_DATA);
    const loaded = performance.getEntriesByType('resource').map(({ name }) => name);
    expect(loaded.filter((name) => /features\/(next|play-next)/.test(name))).toStrictEqual([]);
  });

  testExcept(NEAR_END, 'plays at the end, with one token request that came before', async () => {
    const player = open();
    const order: string[] = [];
    for (const type of ['nextvideo', 'ended', 'loadstart', 'error'])
      player.addEventListener(type, () => order.push(`${type} ${player.videoId === nextId ? 'next' : 'first'}`));
    await playNearEnd(player, 4);
    await waitUntil(async () => (await testServer.countTokenRequests()) === 2, 'the token of the next video');
    expect(player.videoId).toBe(fixture.videoId);
    player.playbackRate = 2;
    await waitUntil(() => isNextPlaying(player), 'the next video');
    expect(order.slice(-3)).toStrictEqual(['ended first', 'nextvideo first', 'loadstart next']);
    expect([player.nextVideoId, player.hasAttribute('next-video-id'), player.playbackRate]).toStrictEqual([
      '',
      false,
      2,
    ]);
    expect(await testServer.countTokenRequests()).toBe(2);
  });

  test('offers the next video without taking the focus, and plays it on a key', async () => {
    const player = open({ 'next-video-title': 'Lecture 2' });
    await playNearEnd(player, 8);
    await waitUntil(
      () => inSkin(player, '.next [role=status]')?.textContent?.startsWith('Next: Lecture 2'),
      'the offer',
    );
    expect(player.shadowRoot!.activeElement).toBe(null);
    expect(inSkin(player, '.countdown')!.textContent).toMatch(/^in \d+ seconds?$/);
    expect(await findViolations(player)).toStrictEqual([]);
    inSkin(player, '.next button')!.focus();
    await sendKeys({ press: 'Enter' });
    await waitUntil(() => isNextPlaying(player), 'the next video');
    expect(inSkin(player, '.next')).toBe(null);
    expect(player.shadowRoot!.activeElement?.localName).toBe('media-controller');
  });

  test('continues where the viewer stopped in it, and stores its position', async () => {
    const key = 'secure-stream:positions';
    localStorage.setItem(key, JSON.stringify([[nextId, 40]]));
    const player = open({ resume: '' });
    await playNearEnd(player, 8);
    await waitUntil(() => inSkin(player, '.next button'), 'the offer');
    inSkin(player, '.next button')!.click();
    await waitUntil(() => player.videoId === nextId && player.currentTime > 41, 'the stored position');
    player.pause();
    const readPosition = () => new Map<string, number>(JSON.parse(localStorage.getItem(key)!)).get(nextId)!;
    await waitUntil(() => readPosition() > 41, 'the position of the pause');
  });

  test('has the captions of `default-text-track`, which the first video had not', async () => {
    const player = open({ 'default-text-track': 'fr' });
    await playNearEnd(player, 8);
    await waitUntil(() => inSkin(player, '.next button') && player.textTracks.length > 1, 'the offer');
    player.addEventListener('loadstart', () =>
      player.append(Object.assign(document.createElement('track'), { kind: 'captions', srclang: 'fr' })),
    );
    inSkin(player, '.next button')!.click();
    const french = () => [...player.textTracks].find(({ language }) => language === 'fr');
    await waitUntil(() => isNextPlaying(player) && french()?.mode === 'showing', 'the captions');
  });

  testExcept(NEAR_END, 'stays at the end if the viewer or the page does not want it', async () => {
    const player = open();
    await playNearEnd(player, 3, 1.5);
    await waitUntil(() => inSkin(player, '.next'), 'the offer');
    inSkin(player, '.next button:last-of-type')!.click();
    expect(inSkin(player, '.next')).toBe(null);
    await waitUntil(() => player.ended, 'the end');
    player.addEventListener('nextvideo', (event) => event.preventDefault());
    // Another one, which the viewer has not declined.
    const another = 'dada'.repeat(8);
    player.nextVideoId = another;
    player.currentTime = player.duration - 1;
    await player.play();
    await waitUntil(() => player.ended, 'the end again');
    expect([player.videoId, player.nextVideoId, player.state]).toStrictEqual([fixture.videoId, another, 'ready']);
  });

  testExcept(
    NEAR_END,
    'leaves playback alone if it cannot be fetched, and shows the error when it should play',
    async () => {
      const player = open({ 'next-video-id': 'dada'.repeat(8) });
      const events: string[] = [];
      for (const type of ['error', 'waiting', 'emptied', 'tokenrefresherror', 'nextvideo'])
        player.addEventListener(type, () => events.push(type));
      await playNearEnd(player, 4, 2);
      events.length = 0;
      await waitUntil(() => player.state === 'error', 'the error');
      expect(events.filter((type) => type !== 'waiting').slice(0, 2)).toStrictEqual(['nextvideo', 'emptied']);
      expect(player.error?.reason).toBe('token-rejected');
      expect(inSkin(player, '.last-frame')).toBe(null);
    },
  );

  testExcept(NEAR_END, 'keeps volume, speed, captions and audio', async () => {
    const player = open();
    await player.play();
    await waitUntil(() => player.textTracks.length > 1 && player.audioTracks.length > 1, 'the tracks');
    const choose = () => {
      for (const track of player.textTracks) track.mode = track.language === 'de' ? 'showing' : 'disabled';
      [...player.audioTracks].find(({ language }) => language === 'de')!.enabled = true;
      Object.assign(player, { volume: 0.3, playbackRate: 2 });
    };
    const readChoices = () => [
      [...player.textTracks]
        .filter(({ kind, mode }) => kind !== 'metadata' && mode === 'showing')
        .map(({ language }) => language),
      [...player.audioTracks].filter(({ enabled }) => enabled).map(({ language }) => language),
      player.volume,
      player.playbackRate,
      player.muted,
    ];
    choose();
    await playNearEnd(player, 4);
    const before = readChoices();
    await waitUntil(() => isNextPlaying(player), 'the next video');
    await waitUntil(
      () => JSON.stringify(readChoices()) === JSON.stringify(before),
      `the choices ${JSON.stringify(before)}`,
    );
  });

  for (const [engine, except] of ENGINES)
    testExcept({ ...NEAR_END, ...except }, `plays at the end in the ${engine} engine`, async () => {
      const player = open({ engine, 'sdk-src': `${fixture.origin}/embed/sdk.latest.js` });
      await playNearEnd(player, 4, 2);
      await waitUntil(() => isNextPlaying(player), 'the next video');
      const requests = await testServer.countTokenRequests();
      expect([player.activeEngine, player.nextVideoId, requests]).toStrictEqual([engine, '', 2]);
    });

  testExcept(NEAR_END, 'counts as one viewing with the video before it', async () => {
    fixture = await testServer.open({ viewings: { perViewer: 1 } });
    nextId = await testServer.copyVideo();
    const player = open();
    await playNearEnd(player, 4, 2);
    await waitUntil(() => isNextPlaying(player), 'the next video');
    expect(new Set((await testServer.listTokenRequests()).map(({ playbackId }) => playbackId)).size).toBe(1);
    expect(await testServer.listReleases()).toStrictEqual([]);
    document.body.replaceChildren();
    await waitUntil(async () => (await testServer.listViewings()).length === 0, 'the release');
  });

  testExcept(NEAR_END, 'requests nothing but segments at the change, unlike a new video-id', async () => {
    const gaps: number[] = [];
    for (const way of ['next-video-id', 'video-id']) {
      fixture = await testServer.open({ latency: 200 });
      nextId = await testServer.copyVideo();
      const player = open({ 'next-video-id': way === 'next-video-id' ? nextId : '' });
      if (way === 'video-id') player.addEventListener('ended', () => changeVideo(player), { once: true });
      await playNearEnd(player, 4);
      const listKinds = async () => (await testServer.listRequests()).map(({ kind }) => kind);
      if (way === 'next-video-id')
        await waitUntil(
          async () => (await listKinds()).filter((kind) => kind === 'multivariant').length === 2,
          'the playlist of the next video',
        );
      const gap = measureGap(player);
      await testServer.clearRequests();
      const tokensBefore = await testServer.countTokenRequests();
      await waitUntil(() => isNextPlaying(player), 'the next video');
      gaps.push(await gap);
      const expected = way === 'next-video-id' ? [0, false] : [1, true];
      expect([
        (await testServer.countTokenRequests()) - tokensBefore,
        (await listKinds()).includes('multivariant'),
      ]).toStrictEqual(expected);
    }
    console.log(
      `gap of next-video-id: ${(gaps[0]! / gaps[1]!).toFixed(2)} of that of a new video-id (${gaps.map(Math.round).join(' and ')} ms)`,
    );
  });

  function changeVideo(player: SecureStreamPlayerElement): void {
    player.videoId = nextId;
    void player.play();
  }
});

/** Milliseconds between the end of a video and the first new frame of the next. */
async function measureGap(player: SecureStreamPlayerElement): Promise<number> {
  await nextEvent(player, 'ended');
  const from = performance.now();
  await nextEvent(player, 'loadeddata');
  const video = player.shadowRoot!.querySelector('secure-stream')!.shadowRoot!.querySelector('video')!;
  await new Promise((resolve) => void video.requestVideoFrameCallback(resolve));
  return performance.now() - from;
}
