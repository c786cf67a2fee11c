import { expect } from '@secure-stream/test-server/expect';
import { nextEvent, nextFrames, waitUntil } from '@secure-stream/test-server/wait';
import type { SecureStreamElement, StreamError } from '@secure-stream/element';
import { testServer } from '@secure-stream/test-server/client';
import { testExcept, NATIVE_HLS_ONLY } from '../support/test-except.js';
import { requestToken, mount, startPlaying } from '../support/mount.js';

const findVideo = (element: SecureStreamElement) => element.shadowRoot!.querySelector('video')!;
const findStoryboard = (element: SecureStreamElement) =>
  [...element.textTracks].find(({ label }) => label === 'thumbnails');
const extractToken = (url: string) => new URL(url).pathname.split('/')[1]!;
const thumbnails = async () => (await testServer.listRequests()).filter(({ kind }) => kind === 'thumbnail');

suite('thumbnails, storyboard and downloads', () => {
  teardown(() => document.body.replaceChildren());

  test('loads a signed default poster in one request', async () => {
    const element = mount(await testServer.open());
    await waitUntil(() => findVideo(element).poster !== '');
    await waitUntil(async () => (await thumbnails()).length > 0);
    await waitUntil(() => element.readyState >= element.HAVE_FUTURE_DATA);
    await nextFrames(12);
    expect((await thumbnails()).map(({ status }) => status)).toStrictEqual([200]);
    expect(element.outerHTML).not.toContain(extractToken(findVideo(element).poster));
    expect(element.poster).toBe('');
  });

  test('renews the poster with the token until playback starts', async () => {
    const element = mount(await testServer.open());
    await waitUntil(() => findVideo(element).poster !== '');
    const first = findVideo(element).poster;
    await testServer.advanceClock(2000);
    await element.refreshToken();
    const second = findVideo(element).poster;
    expect(second).not.toBe(first);
    await element.play();
    await waitUntil(() => element.played.length > 0);
    await testServer.advanceClock(2000);
    await element.refreshToken();
    expect(findVideo(element).poster).toBe(second);
  });

  test('shows no poster with poster="none", and uses a URL of the page unchanged', async () => {
    const element = mount(await testServer.open(), { poster: 'none' });
    await waitUntil(() => element.readyState >= element.HAVE_FUTURE_DATA);
    await nextFrames(12);
    expect(findVideo(element).poster).toBe('');
    element.poster = '/still.jpg';
    await element.updateComplete;
    expect(new URL(findVideo(element).poster).pathname).toBe('/still.jpg');
    expect(await thumbnails()).toStrictEqual([]);
  });

  test('keeps a poster that the page sets later, until the page removes it', async () => {
    const element = mount(await testServer.open());
    await waitUntil(() => findVideo(element).poster !== '');
    element.poster = '/still.jpg';
    await element.updateComplete;
    await testServer.advanceClock(2000);
    await element.refreshToken();
    expect(new URL(findVideo(element).poster).pathname).toBe('/still.jpg');
    element.poster = 'none';
    await element.updateComplete;
    expect(findVideo(element).poster).toBe('');
  });

  test('returns a URL that the origin accepts from getThumbnailUrl()', async () => {
    const fixture = await testServer.open();
    const element = mount(fixture, { poster: 'none' });
    const still = await element.getThumbnailUrl({ time: 10, width: 320 });
    const response = await fetch(still);
    expect([response.status, response.headers.get('content-type')]).toStrictEqual([200, 'image/jpeg']);
    expect(await testServer.countTokenRequests()).toBe(1);
  });

  test('rejects getThumbnailUrl() with the reason when there is no token', async () => {
    const fixture = await testServer.open();
    await testServer.setBehavior('denied');
    const element = mount(fixture);
    const error = await element.getThumbnailUrl().then(
      () => null,
      (error: StreamError) => error,
    );
    expect(error?.reason).toBe('token-denied');
  });

  test('rejects getDownloadUrl() with not-downloadable, and continues playback', async () => {
    const element = mount(await testServer.open());
    const error = await element.getDownloadUrl().then(
      () => null,
      (error: StreamError) => error,
    );
    expect(error?.reason).toBe('not-downloadable');
    await element.play();
    expect(element.error).toBe(null);
  });

  test('returns the URL of the file from getDownloadUrl() when the token allows it', async () => {
    const fixture = await testServer.open();
    await testServer.setRestrictions({ downloadable: true });
    const element = mount(fixture);
    const response = await fetch(await element.getDownloadUrl({ filename: 'lesson-1' }), {
      headers: { range: 'bytes=0-99' },
    });
    expect([200, 206]).toContain(response.status);
    expect(response.headers.get('content-type')).toBe('video/mp4');
  });

  test('provides a storyboard of the whole video with the latest token, without a request', async () => {
    const element = mount(await testServer.open(), { storyboard: true, poster: 'none' });
    await waitUntil(() => (findStoryboard(element)?.cues?.length ?? 0) > 10);
    const { cues } = findStoryboard(element)!;
    const list = [...cues!] as VTTCue[];
    expect(list[0]!.startTime).toBe(0);
    expect(Math.abs(list.at(-1)!.endTime - element.duration)).toBeLessThanOrEqual(0.01);
    expect(list[3]!.text).toMatch(/thumbnail\.jpg\?time=\d+s&width=160&height=90#xywh=0,0,160,90$/);
    expect(await thumbnails()).toStrictEqual([]);
    const before = extractToken(list[0]!.text);
    // Two tokens signed in the same second are equal.
    await testServer.advanceClock(2000);
    await element.refreshToken();
    expect(findStoryboard(element)!.cues).toHaveLength(list.length);
    expect(extractToken(list[0]!.text)).not.toBe(before);
    expect((await fetch(list[20]!.text)).status).toBe(200);
  });

  const handOver = async (element: SecureStreamElement) => {
    const previous = findVideo(element);
    // A hand-over begins at once while the video is paused.
    element.pause();
    await testServer.advanceClock(2000);
    await element.refreshToken();
    await waitUntil(() => element.shadowRoot!.querySelector('video:not([inert])') !== previous);
  };
  const BEFORE = [
    ['hls', {}, async () => undefined],
    ['native', NATIVE_HLS_ONLY, async () => undefined],
    ['native', NATIVE_HLS_ONLY, handOver],
  ] as const;
  for (const [engine, except, act] of BEFORE)
    testExcept(
      except,
      `clears the storyboard when the video changes to a live input (${engine}${act === handOver ? ', after a hand-over' : ''})`,
      async () => {
        const fixture = await testServer.open();
        await testServer.startLive();
        await testServer.advanceClock(60_000);
        const element = mount(fixture, { storyboard: true, poster: 'none', engine });
        await startPlaying(element);
        await waitUntil(() => (findStoryboard(element)?.cues?.length ?? 0) > 10);
        const track = findStoryboard(element)!;
        await act(element);
        expect(findStoryboard(element)!.cues!.length).toBeGreaterThan(10);
        element.live = true;
        element.videoId = fixture.liveInputId;
        await element.play();
        await waitUntil(() => element.streamType === 'live' && element.readyState >= 3);
        for (const shown of new Set([track, findStoryboard(element)])) {
          expect(shown?.mode ?? 'disabled').toBe('disabled');
          if (shown) shown.mode = 'hidden';
          expect(shown?.cues?.length ?? 0).toBe(0);
        }
      },
    );

  test('has no storyboard track without storyboard', async () => {
    const fixture = await testServer.open();
    const element = mount(fixture);
    await nextEvent(element, 'loadedmetadata');
    const later = mount(fixture, { storyboard: true });
    await waitUntil(() => findStoryboard(later) !== undefined);
    expect(findStoryboard(element)).toBe(undefined);
  });

  test('uses the token property for thumbnails', async () => {
    const fixture = await testServer.open();
    const token = await requestToken(fixture);
    const element = mount(fixture, { token });
    expect(extractToken(await element.getThumbnailUrl())).toBe(token);
  });
});
