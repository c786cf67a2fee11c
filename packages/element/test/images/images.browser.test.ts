import { expect } from '@secure-stream/test-server/expect';
import { nextEvent, nextFrames, waitUntil } from '@secure-stream/test-server/wait';
import type { SecureStreamElement, StreamError } from '@secure-stream/element';
import type { Fixture } from '@secure-stream/test-server';
import { testServer } from '@secure-stream/test-server/client';
import { testExcept, NATIVE_HLS_ONLY } from '../support/test-except.js';
import { requestToken, mount, startPlaying } from '../support/mount.js';

const findVideo = (element: SecureStreamElement) => element.shadowRoot!.querySelector('video')!;
const findStoryboard = (element: SecureStreamElement) =>
  [...element.textTracks].find(({ label }) => label === 'thumbnails');
const extractToken = (url: string) => new URL(url).pathname.split('/')[1]!;
/** The type of the image of a `blob:` URL, or `null` if the URL was revoked. */
const readType = (blobUrl: string) =>
  fetch(blobUrl.split('#')[0]!).then(
    async (response) => (await response.blob()).type,
    () => null,
  );
const thumbnails = async () => (await testServer.listRequests()).filter(({ kind }) => kind === 'thumbnail');

suite('thumbnails, storyboard and downloads', () => {
  teardown(() => document.body.replaceChildren());

  test('shows a signed default poster by a URL without the token, in one request', async () => {
    const fixture = await testServer.open();
    const token = await requestToken(fixture);
    const element = mount(fixture, { token });
    await waitUntil(() => findVideo(element).poster !== '');
    await waitUntil(() => element.readyState >= element.HAVE_FUTURE_DATA);
    await nextFrames(12);
    expect((await thumbnails()).map(({ status }) => status)).toStrictEqual([200]);
    const blobUrl = findVideo(element).poster;
    expect(blobUrl).toMatch(/^blob:/);
    expect(await readType(blobUrl)).toBe('image/jpeg');
    expect(element.poster).toBe('');
  });

  test('keeps the poster when the token is renewed', async () => {
    const element = mount(await testServer.open());
    await waitUntil(() => findVideo(element).poster !== '');
    const blobUrl = findVideo(element).poster;
    await testServer.advanceClock(2000);
    await element.refreshToken();
    expect(findVideo(element).poster).toBe(blobUrl);
    await element.play();
    await waitUntil(() => element.played.length > 0);
    expect(findVideo(element).poster).toBe(blobUrl);
    expect(await thumbnails()).toHaveLength(1);
  });

  test('requests the poster again with the next token if the origin refused it', async () => {
    const fixture = await testServer.open();
    await testServer.rejectNext({ target: 'thumbnail', reason: 'signature-invalid', count: 1 });
    const element = mount(fixture);
    await waitUntil(async () => (await thumbnails()).length === 1);
    await waitUntil(() => element.readyState >= element.HAVE_FUTURE_DATA);
    expect(findVideo(element).poster).toBe('');
    await testServer.advanceClock(2000);
    await element.refreshToken();
    await waitUntil(() => findVideo(element).poster !== '');
    expect(await thumbnails()).toHaveLength(2);
  });

  const REPLACEMENTS: Record<string, (element: SecureStreamElement, fixture: Fixture) => void> = {
    'the element leaves the page': (element) => element.remove(),
    'the page sets a poster': (element) => (element.poster = 'none'),
    'another video is set': (element, { liveInputId }) => (element.videoId = liveInputId),
  };
  for (const [occasion, act] of Object.entries(REPLACEMENTS))
    test(`revokes the URL of the poster when ${occasion}`, async () => {
      const fixture = await testServer.open();
      const element = mount(fixture);
      await waitUntil(() => findVideo(element).poster !== '');
      const blobUrl = findVideo(element).poster;
      act(element, fixture);
      await waitUntil(() => findVideo(element).poster !== blobUrl);
      expect(await readType(blobUrl)).toBe(null);
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

  test('provides a storyboard of the whole video, and requests an image when its cue is read', async () => {
    const element = mount(await testServer.open(), { storyboard: true, poster: 'none' });
    await waitUntil(() => (findStoryboard(element)?.cues?.length ?? 0) > 10);
    const list = [...findStoryboard(element)!.cues!] as VTTCue[];
    expect(list[0]!.startTime).toBe(0);
    expect(Math.abs(list.at(-1)!.endTime - element.duration)).toBeLessThanOrEqual(0.01);
    expect(await thumbnails()).toStrictEqual([]);
    // Two tokens signed in the same second are equal.
    await testServer.advanceClock(2000);
    await element.refreshToken();
    expect([...findStoryboard(element)!.cues!]).toStrictEqual(list);
    const cue = list[3]!;
    const placeholder = cue.text;
    expect(placeholder).toMatch(/^blob:.*#xywh=0,0,160,90$/);
    await waitUntil(() => cue.text !== placeholder);
    expect(await readType(cue.text)).toBe('image/jpeg');
    // Another cue shows the nearest image until it has its own.
    const nearest = list[5]!.text;
    expect(nearest).toBe(cue.text);
    await waitUntil(() => list[5]!.text !== nearest);
    expect(await thumbnails()).toHaveLength(2);
    const shown = list.map(({ text }) => text);
    element.remove();
    await waitUntil(() => findStoryboard(element)?.mode !== 'hidden');
    for (const url of new Set([placeholder, ...shown])) expect(await readType(url)).toBe(null);
  });

  test('requests at most three storyboard images at a time', async () => {
    const element = mount(await testServer.open(), { storyboard: true, poster: 'none' });
    await waitUntil(() => (findStoryboard(element)?.cues?.length ?? 0) > 10);
    const list = [...findStoryboard(element)!.cues!] as VTTCue[];
    for (const cue of list) expect(cue.text).toMatch(/^blob:/);
    const last = list.at(-1)!;
    const placeholder = last.text;
    await waitUntil(() => last.text !== placeholder);
    await waitUntil(async () => (await thumbnails()).length === 4);
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
