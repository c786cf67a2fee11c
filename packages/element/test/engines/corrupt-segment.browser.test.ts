// @pending webkit: its driver lost the browser in one of four runs, and all tests but that of the frame are skipped
import type { SecureStreamElement } from '@secure-stream/element';
import { expect } from '@secure-stream/test-server/expect';
import { testServer } from '@secure-stream/test-server/client';
import { mount, SHORT_BUFFER, startPlaying } from '../support/mount.ts';
import { mountFast, SPEED } from '../support/shifted-clock.ts';
import { testExcept, type SkipReasons } from '../support/test-except.ts';
import { nextEvent, playTo, waitUntil } from '@secure-stream/test-server/wait';

/** Half of the bytes after the headers, in `mdat` only, so that the decoder fails and not the demuxer of hls.js. */
const PAYLOAD = { target: 'segment', share: 0.5, after: 0.2 } as const;
const FIREFOX: SkipReasons = {
  firefox:
    'its decoder fails at positions before the corrupt data too, and the player shows a media error with a retry',
};
/** The cause is unknown. */
const WEBKIT: SkipReasons = {
  webkit: 'its pipeline (GStreamer) stalls, pauses or goes back at corrupt data and reports no error',
};

/** The buffer, the segment after it, and another one. */
const PAST_BUFFER_S = SHORT_BUFFER.maxBufferLength + 2 * 4;

/** Corrupts every quality. */
const VIDEO = { ...PAYLOAD, only: 'video' } as const;

/** What the viewer chose, beside the position. */
const choicesOf = (element: SecureStreamElement) => ({
  paused: element.paused,
  playbackRate: element.playbackRate,
  volume: Math.round(element.volume * 100),
  muted: element.muted,
  quality: element.videoRenditions.selectedIndex,
  captions: element.textTracks[0]?.mode,
});

async function choose(element: SecureStreamElement): Promise<void> {
  Object.assign(element, { playbackRate: SPEED, volume: 0.5 });
  element.videoRenditions.selectedIndex = 0;
  await waitUntil(() => element.textTracks.length > 0);
  element.textTracks[0]!.mode = 'showing';
}

/** Records `play`, `pause` and `error`, and how far playback went backwards. */
function watch(element: SecureStreamElement) {
  const events: string[] = [];
  for (const name of ['play', 'pause', 'error']) element.addEventListener(name, () => events.push(name));
  const seen = { events, stepBack: 0 };
  let before = element.currentTime;
  element.addEventListener('timeupdate', () => {
    const { currentTime } = element;
    seen.stepBack = Math.max(seen.stepBack, before - currentTime);
    before = currentTime;
  });
  return seen;
}

const corruptRequests = async () => (await testServer.listRequests()).filter(({ fault }) => fault === 'corrupt');

suite('hls engine: a corrupt segment', () => {
  teardown(() => document.body.replaceChildren());

  for (const [part, after, except] of [
    ['headers', 0, WEBKIT],
    ['payload', 0.2, WEBKIT],
  ] as const)
    testExcept(except, `with a corrupt ${part}, once, keeps the video playing as the viewer chose`, async () => {
      const element = mountFast(await testServer.open());
      await startPlaying(element);
      await choose(element);
      const before = choicesOf(element);
      const seen = watch(element);
      await testServer.corruptNext({ ...VIDEO, after, count: 1 });
      await waitUntil(async () => (await corruptRequests()).length === 1);
      const { currentTime } = element;
      await playTo(element, currentTime + PAST_BUFFER_S);

      expect(choicesOf(element)).toStrictEqual(before);
      expect(seen.events).toStrictEqual([]);
      expect(seen.stepBack).toBeLessThan(0.5);
      expect([element.state, element.error]).toStrictEqual(['ready', null]);
    });

  testExcept(WEBKIT, 'of the audio, once, keeps the video playing as the viewer chose', async () => {
    const element = mountFast(await testServer.open());
    await startPlaying(element);
    await choose(element);
    const before = choicesOf(element);
    const seen = watch(element);
    await testServer.corruptNext({ ...PAYLOAD, only: 'audio', count: 1 });
    await waitUntil(async () => (await corruptRequests()).length === 1);
    const { currentTime } = element;
    await playTo(element, currentTime + PAST_BUFFER_S);

    expect(choicesOf(element)).toStrictEqual(before);
    expect(seen.events).toStrictEqual([]);
    expect([element.state, element.error]).toStrictEqual(['ready', null]);
  });

  testExcept(WEBKIT, 'leaves a paused video paused, at the position to which the viewer seeked', async () => {
    const element = mountFast(await testServer.open());
    await startPlaying(element);
    await choose(element);
    element.pause();
    await nextEvent(element, 'pause');
    const before = choicesOf(element);
    const seen = watch(element);
    await testServer.corruptNext({ ...VIDEO, count: 1 });
    element.currentTime = 40;
    await waitUntil(async () => (await corruptRequests()).length === 1);
    await waitUntil(() => !element.seeking && element.readyState > 2);

    expect(choicesOf(element)).toStrictEqual(before);
    expect(Math.abs(element.currentTime - 40)).toBeLessThanOrEqual(0.1);
    expect(seen.events).toStrictEqual([]);
    await element.play();
    await playTo(element, 52);
    expect([element.state, element.error]).toStrictEqual(['ready', null]);
  });

  testExcept({ ...FIREFOX, ...WEBKIT }, 'that stays corrupt is skipped', async () => {
    const element = mountFast(await testServer.open());
    await startPlaying(element);
    Object.assign(element, { playbackRate: SPEED, volume: 0.5 });
    const before = choicesOf(element);
    const seen = watch(element);
    await testServer.corruptNext({ ...VIDEO, path: 'seg_5.', count: 1000 });
    element.currentTime = 12;
    await waitUntil(async () => (await corruptRequests()).length > 0);
    await playTo(element, 36);

    expect(choicesOf(element)).toStrictEqual(before);
    expect(seen.events).toStrictEqual([]);
    expect([element.state, element.error]).toStrictEqual(['ready', null]);
  });

  // The frame has a player of its own, of which the page hears `error` and nothing more.
  test('in the frame plays on, or ends in an error with a reason from which Retry continues', async () => {
    const fixture = await testServer.open({ latency: 150, bandwidth: 300_000 });
    const element = mount(fixture, { engine: 'iframe', sdkSrc: `${fixture.origin}/embed/sdk.latest.js` });
    await startPlaying(element);
    await testServer.corruptNext({ ...VIDEO, after: 0, path: 'seg_10.', count: 1000 });
    element.currentTime = 38;
    await waitUntil(async () => (await corruptRequests()).length > 0);
    await waitUntil(() => element.error !== null || element.currentTime > 46);
    const { error } = element;
    if (error) expect(error).toMatchObject({ reason: 'media', remedy: 'retry' });
    else return;
    await testServer.recover();
    element.retry();
    await waitUntil(() => element.error === null && element.currentTime > 46);
    expect(element.paused).toBe(false);
  });

  testExcept(WEBKIT, 'after another is an error in the end, and Retry continues where playback stopped', async () => {
    const element = mountFast(await testServer.open());
    await startPlaying(element);
    await choose(element);
    const before = choicesOf(element);
    await testServer.corruptNext({ ...VIDEO, count: 100_000 });
    await waitUntil(() => element.state === 'error');
    expect(element.error).toMatchObject({ reason: 'media', remedy: 'retry' });
    const attempts = (await corruptRequests()).length;
    const stopped = element.currentTime;

    await testServer.recover();
    element.retry();
    await waitUntil(() => element.state === 'ready' && element.currentTime > stopped + 4);
    expect(attempts).toBeLessThan(60);
    expect(element.currentTime).toBeGreaterThanOrEqual(stopped);
    expect(element.currentTime).toBeLessThanOrEqual(stopped + 12);
    expect(choicesOf(element)).toStrictEqual(before);
    expect(element.error).toBe(null);
  });
});
