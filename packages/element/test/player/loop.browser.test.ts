import { expect } from '@secure-stream/test-server/expect';
import '@secure-stream/element/player';
import type { SecureStreamPlayerElement } from '@secure-stream/element/player';
import { testServer } from '@secure-stream/test-server/client';
import { waitUntil } from '@secure-stream/test-server/wait';
import { HANDOVER_S, SHORT_BUFFER } from '../support/mount.js';
import { NATIVE_HLS_ONLY, testExcept } from '../support/test-except.js';

/** The native engine hands over as that of the frame does. */
const RENEWED = [
  ['hls', {}],
  ['native', NATIVE_HLS_ONLY],
] as const;

/** The native engine has the `loop` of a `<video>`, as hls.js has. */
const ENDING = [
  ['hls', {}],
  ['iframe', {}],
] as const;

suite('loop-start and loop-end', () => {
  async function open(attributes: Record<string, string>): Promise<SecureStreamPlayerElement> {
    const { videoId, origin, endpoint } = await testServer.open();
    const player = document.createElement('secure-stream-player');
    player.style.width = '320px';
    player.hlsConfig = SHORT_BUFFER;
    const source = { 'video-id': videoId, 'stream-origin': origin, 'token-endpoint': endpoint };
    const settings = { 'sdk-src': `${origin}/embed/sdk.latest.js`, muted: '', 'no-remember': '', loop: '' };
    for (const [name, value] of Object.entries({ ...source, ...settings, ...attributes }))
      player.setAttribute(name, value);
    document.body.append(player);
    await waitUntil(() => player.readyState >= player.HAVE_CURRENT_DATA && !player.seeking, 'a picture');
    return player;
  }
  /** Records the returns to the start of the loop, and what a loop must not show. */
  function record(player: SecureStreamPlayerElement) {
    const seen = { loops: 0, ended: 0, pauses: 0, positions: [] as number[] };
    let last = player.currentTime;
    const update = () => {
      const { currentTime } = player;
      if (currentTime < last - 1) seen.loops += 1;
      last = currentTime;
      seen.positions.push(currentTime);
    };
    for (const name of ['timeupdate', 'seeking', 'seeked']) player.addEventListener(name, update);
    player.addEventListener('ended', () => (seen.ended += 1));
    player.addEventListener('pause', () => (seen.pauses += 1));
    return seen;
  }
  async function seek(player: SecureStreamPlayerElement, time: number): Promise<void> {
    player.currentTime = time;
    await waitUntil(() => !player.seeking && player.currentTime >= time - 0.1, `the position ${time}`);
  }
  /** The `<video>` or frame that plays. */
  const shown = (player: SecureStreamPlayerElement) =>
    player.shadowRoot!.querySelector('secure-stream')!.shadowRoot!.querySelector(':is(video, iframe):not([inert])');

  teardown(() => document.body.replaceChildren());

  for (const [engine, skip] of RENEWED)
    testExcept(skip, `repeat a part of the video, through a renewal, in the ${engine} engine`, async () => {
      const player = await open({ engine, 'start-time': '23', 'loop-start': '20', 'loop-end': '24' });
      const seen = record(player);
      await player.play();
      await waitUntil(() => seen.loops === 1, 'the first loop');
      const before = shown(player);
      await testServer.advanceClock(1000);
      await player.refreshToken();
      await waitUntil(() => engine === 'hls' || shown(player) !== before, 'the hand-over', HANDOVER_S);
      const { loops } = seen;
      await waitUntil(() => seen.loops > loops, 'a loop after the renewal');
      expect(seen.positions.filter((time) => time < 19.5 || time > 30)).toStrictEqual([]);
      expect([seen.ended, seen.pauses, player.error]).toStrictEqual([0, 0, null]);
    });

  test('play from before the range into it, and follow their attributes', async () => {
    const player = await open({ 'loop-start': '20', 'loop-end': '22' });
    const seen = record(player);
    await player.play();
    await waitUntil(() => player.currentTime > 0.3, 'playback from the start of the video');
    await seek(player, 19.5);
    await waitUntil(() => seen.loops === 1, 'the loop');
    expect(player.currentTime >= 19.9).toBe(true);
    player.loopEnd = 40;
    await waitUntil(() => player.currentTime > 22.5, 'playback past the previous end');
    player.loop = false;
    await seek(player, 39.5);
    await waitUntil(() => player.currentTime > 40.5, 'playback past the end without loop');
    expect([seen.loops, seen.ended]).toStrictEqual([1, 0]);
  });

  const NEAR_END = 'GStreamer may stall in the last second of a video';
  for (const [engine, skip] of ENDING)
    testExcept(
      { webkit: NEAR_END, ...skip },
      `play from behind the range to the end of the video, and then loop, in the ${engine} engine`,
      async () => {
        const player = await open({ engine, 'loop-start': '20', 'loop-end': '24' });
        const seen = record(player);
        await player.play();
        await seek(player, player.duration - 3);
        await waitUntil(() => seen.loops === 1, 'the loop');
        await waitUntil(() => player.currentTime > 20.5 && player.currentTime < 40, 'playback in the range');
        expect([seen.ended, seen.pauses]).toStrictEqual([0, 0]);
        const { length } = seen.positions.filter((time) => time > player.duration - 1);
        expect(length > 0).toBe(true);
      },
    );

  test('reflect numbers, and ignore everything else', async () => {
    const player = document.createElement('secure-stream-player');
    player.loopStart = 12.5;
    expect([player.getAttribute('loop-start'), player.loopStart]).toStrictEqual(['12.5', 12.5]);
    for (const value of ['', ' ', 'soon', '-1', 'NaN', 'Infinity', '12s']) {
      player.setAttribute('loop-end', value);
      expect([value, player.loopEnd]).toStrictEqual([value, undefined]);
    }
    player.loopStart = undefined;
    expect(player.hasAttribute('loop-start')).toBe(false);
  });
});
