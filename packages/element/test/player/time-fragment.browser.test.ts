import { expect } from '@secure-stream/test-server/expect';
import '@secure-stream/element/player';
import type { SecureStreamPlayerElement } from '@secure-stream/element/player';
import { testServer } from '@secure-stream/test-server/client';
import { nextEvent, waitUntil } from '@secure-stream/test-server/wait';
import type { Fixture } from '@secure-stream/test-server';
import { SHORT_BUFFER } from '../support/mount.js';
import { NATIVE_HLS_ONLY, testExcept, type SkipReasons } from '../support/test-except.js';

const ENGINES: readonly (readonly ['hls' | 'native' | 'iframe', SkipReasons])[] = [
  ['hls', {}],
  ['native', NATIVE_HLS_ONLY],
  ['iframe', {}],
];

suite('time-fragment', () => {
  let fixture: Fixture;

  function open(hash: string, attributes: Record<string, string> = {}): SecureStreamPlayerElement {
    history.replaceState(null, '', hash || location.pathname + location.search);
    return append(attributes);
  }
  function append(attributes: Record<string, string>): SecureStreamPlayerElement {
    const player = document.createElement('secure-stream-player');
    player.style.width = '320px';
    player.hlsConfig = SHORT_BUFFER;
    const { videoId, origin, endpoint } = fixture;
    const source = { 'video-id': videoId, 'stream-origin': origin, 'token-endpoint': endpoint };
    const settings = { 'sdk-src': `${origin}/embed/sdk.latest.js`, muted: '', 'no-remember': '', 'time-fragment': '' };
    for (const [name, value] of Object.entries({ ...source, ...settings, ...attributes }))
      player.setAttribute(name, value);
    document.body.append(player);
    return player;
  }
  const canPlay = (player: SecureStreamPlayerElement) =>
    waitUntil(() => player.readyState >= player.HAVE_CURRENT_DATA && !player.seeking, 'a picture');
  const waitUntilNear = (player: SecureStreamPlayerElement, time: number) =>
    waitUntil(() => !player.seeking && Math.abs(player.currentTime - time) < 1, `the position ${time}`);
  function addLink(hash: string): HTMLElement {
    const link = Object.assign(document.createElement('a'), { href: hash, textContent: hash });
    document.body.append(link);
    return link;
  }

  setup(async () => {
    fixture = await testServer.open();
  });
  teardown(() => {
    document.body.replaceChildren();
    history.replaceState(null, '', location.pathname + location.search);
  });

  for (const [engine, skip] of ENGINES)
    testExcept(skip, `starts at the time of the page and follows links in the ${engine} engine`, async () => {
      const player = open('#a=b&t=npt:0:40', { engine });
      await canPlay(player);
      await waitUntilNear(player, 40);
      await player.play();
      await waitUntil(() => player.currentTime > 40.5, 'playback');
      addLink('#t=1:00').click();
      await waitUntil(() => player.currentTime > 60.2, 'playback from there');
      expect(player.paused).toBe(false);
      // The same link again, which is no `hashchange`.
      document.querySelector('a')!.click();
      await waitUntil(() => Math.abs(player.currentTime - 60) < 0.2, 'the same position again');
      const { currentTime } = player;
      addLink('#t=soon').click();
      await nextEvent(window, 'hashchange');
      expect(player.currentTime >= currentTime && player.currentTime < 70).toBe(true);
    });

  test('shows no frame of another position first', async () => {
    const player = open('#t=40', { 'start-time': '20' });
    const positions: number[] = [];
    for (const name of ['loadeddata', 'seeked', 'timeupdate'])
      player.addEventListener(name, () => {
        if (player.readyState >= player.HAVE_CURRENT_DATA) positions.push(player.currentTime);
      });
    await canPlay(player);
    await player.play();
    await waitUntil(() => player.currentTime > 40.5, 'playback');
    expect(positions.filter((time) => time < 39.5)).toStrictEqual([]);
  });

  for (const resume of ['', 'ask'])
    test(`wins over resume="${resume}" and start-time, also at 0`, async () => {
      localStorage.setItem('secure-stream:positions', JSON.stringify([[fixture.videoId, 40]]));
      for (const [hash, time] of [
        ['#t=60', 60],
        ['#t=0', 0],
      ] as const) {
        const player = open(hash, { resume, 'start-time': '20' });
        await canPlay(player);
        await waitUntilNear(player, time);
        await player.play();
        await waitUntil(() => player.currentTime > time + 0.5, 'playback');
        expect(player.currentTime < time + 15).toBe(true);
        expect(player.shadowRoot!.querySelector('.resume')).toBe(null);
        player.remove();
      }
    });

  test('pauses once at the end of a range', async () => {
    const player = open('#t=40,41.5', {});
    await canPlay(player);
    let pauses = 0;
    player.addEventListener('pause', () => (pauses += 1));
    await player.play();
    await waitUntil(() => pauses === 1, 'the pause');
    expect(player.currentTime >= 41.4 && player.currentTime < 60).toBe(true);
    await player.play();
    await waitUntil(() => player.currentTime > 43, 'playback after the range');
    expect([pauses, player.paused]).toStrictEqual([1, false]);
  });

  test('is read by a player with preload="none" when it loads, and by no player without the attribute', async () => {
    const player = open('#t=40', { preload: 'none' });
    const other = append({});
    other.removeAttribute('time-fragment');
    const third = append({});
    await canPlay(third);
    await canPlay(other);
    await waitUntilNear(third, 40);
    expect(other.currentTime < 1).toBe(true);
    addLink('#t=50').click();
    await waitUntilNear(third, 50);
    await player.play();
    await waitUntil(() => player.currentTime > 50, 'playback from the last link');
    expect(other.currentTime < 1).toBe(true);
  });

  test('beyond the duration is the end', async () => {
    const player = open('');
    await canPlay(player);
    history.replaceState(null, '', '#t=5');
    addLink('#t=99999').click();
    await waitUntil(() => player.currentTime > player.duration - 1, 'the end');
    expect(player.error).toBe(null);
  });
});
