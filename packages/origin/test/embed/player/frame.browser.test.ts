import { expect } from '@secure-stream/test-server/expect';
import { waitUntil } from '@secure-stream/test-server/wait';
import { testServer } from '@secure-stream/test-server/client';
import { INITIAL_PROPERTIES } from '../../../src/embed/sdk/messages.js';
import { requestToken, frameIn, type Framed, openFrame, recordMessages } from '../../support/frame-fixture.ts';

let framed: Framed | undefined;

teardown(() => {
  framed?.iframe.remove();
  framed = undefined;
});

const open = async (options: Parameters<typeof openFrame>[0] = {}) => (framed = await openFrame(options));

test('plays its video from its own origin, with the token in each URL', async () => {
  const { player, fixture } = await open({ query: { muted: 'true', preload: 'auto' } });
  await player.play();
  await waitUntil(() => player.currentTime > 0.5);
  expect([player.paused, player.muted, player.videoWidth > 0]).toStrictEqual([false, true, true]);
  expect(Math.abs(player.duration - 96)).toBeLessThanOrEqual(0.5);
  expect(player.buffered.ranges[0]!.end).toBeGreaterThan(player.currentTime);
  const requests = await testServer.listRequests();
  expect(requests.filter(({ reason }) => reason)).toHaveLength(0);
  for (const kind of ['frame', 'multivariant', 'media-playlist', 'init', 'segment'])
    expect(requests.find((entry) => entry.kind === kind)?.token, kind).not.toBe(null);
  expect(requests.every(({ path }) => !path.startsWith('/eyJ'))).toBe(true);
  expect(fixture.origin).not.toBe(location.origin);
});

test('plays at a URL without /iframe', async () => {
  const { player } = await open({ query: { muted: '', preload: 'metadata' }, path: (token) => `/${token}` });
  await waitUntil(() => player.duration > 90);
  expect(player.muted).toBe(true);
});

test('accepts play, pause, seek, volume, rate and loop, and reports properties and events', async () => {
  const { player, events, next } = await open({ query: { preload: 'auto', muted: 'true' } });
  await player.play();
  const paused = next('pause');
  player.pause();
  await paused;
  expect(player.paused).toBe(true);

  const seeked = next('seeked');
  player.currentTime = 42;
  await seeked;
  expect(Math.abs(player.currentTime - 42)).toBeLessThanOrEqual(0.01);

  const changed = next('volumechange');
  player.volume = 0.25;
  await changed;
  expect(player.volume).toBe(0.25);

  const rate = next('ratechange');
  player.playbackRate = 2;
  await rate;
  expect(player.playbackRate).toBe(2);

  player.loop = true;
  await waitUntil(() => player.loop);
  for (const name of ['loadstart', 'loadedmetadata', 'canplay', 'play', 'playing', 'pause', 'seeking', 'seeked'])
    expect(events, name).toContain(name);
});

test('loads nothing before play with preload=none, the default', async () => {
  const { player, fixture } = await open({ query: { muted: 'true' } });
  await waitUntil(() => player.muted);
  // Waits for a frame that was opened later, at a URL without a token.
  await testServer.editVideo({ requireSignedURLs: false });
  const later = await frameIn(fixture, fixture.videoId, { preload: 'auto', muted: 'true' });
  await waitUntil(() => later.player.duration > 90);
  later.iframe.remove();
  const multivariant = (await testServer.listRequests()).filter(({ kind }) => kind === 'multivariant');
  expect(multivariant.map(({ token }) => token)).toStrictEqual([null]);
  await player.play();
  expect(player.paused).toBe(false);
});

test('enables a boolean parameter by presence, and controls by value', async () => {
  const { player } = await open({ query: { autoplay: 'false', loop: '0', muted: '', controls: 'false' } });
  await waitUntil(() => player.currentTime > 0.2);
  expect([player.autoplay, player.loop, player.muted, player.controls]).toStrictEqual([true, true, true, false]);
});

test('reads colors, poster, start time and captions from the URL', async () => {
  const poster = 'data:image/gif;base64,R0lGODlhAQABAAAAACw=';
  const { player } = await open({
    query: {
      startTime: '1m2s',
      primaryColor: '#ff6600',
      letterboxColor: 'rebeccapurple',
      poster,
      preload: 'auto',
      defaultTextTrack: 'de',
    },
  });
  await waitUntil(() => player.duration > 90 && player.currentTime > 60);
  expect(Math.abs(player.currentTime - 62)).toBeLessThanOrEqual(0.1);
  expect([player.primaryColor, player.letterboxColor]).toStrictEqual(['#ff6600', 'rebeccapurple']);
  expect([player.poster, player.defaultTextTrack, player.preload]).toStrictEqual([poster, 'de', 'auto']);
  let captions: string[] = [];
  while (!captions.length)
    captions = (await testServer.listRequests()).filter(({ kind }) => kind === 'caption').map(({ path }) => path);
  expect(new Set(captions.map((path) => path.split('/').pop()))).toStrictEqual(new Set(['de.vtt']));
});

test('posts iframeReady once, and never its token', async () => {
  const heard = recordMessages();
  const { player, token } = await open({ query: { preload: 'auto', muted: 'true' } });
  await player.play();
  heard.stop();
  const text = heard.messages.map((message) => JSON.stringify(message));
  expect(text.filter((message) => message.includes('iframeReady'))).toHaveLength(1);
  expect(text.filter((message) => message.includes(token))).toStrictEqual([]);
});

test('loses position, rate and playback at a new src by default', async () => {
  const { player, next, token } = await open({ query: { preload: 'auto', muted: 'true' } });
  await player.play();
  player.playbackRate = 1.5;
  player.currentTime = 30;
  await next('seeked');
  const loaded = next('loadedmetadata');
  const emptied = next('emptied');
  player.src = token;
  await emptied;
  await loaded;
  expect([player.currentTime, player.playbackRate, player.paused]).toStrictEqual([0, 1, true]);
  await player.play();
  await waitUntil(() => player.currentTime > 0.2);
});

test('keeps position, rate and playback at a new src with sourceChange=resume', async () => {
  const { player, next, token } = await open({
    query: { preload: 'auto', muted: 'true' },
    originOptions: { frame: { sourceChange: 'resume' } },
  });
  await player.play();
  player.playbackRate = 1.5;
  player.currentTime = 30;
  await next('seeked');
  const playing = next('playing');
  player.src = token;
  await playing;
  expect(player.currentTime).toBeGreaterThanOrEqual(29.5);
  expect(player.currentTime).toBeLessThanOrEqual(33);
  expect([player.playbackRate, player.paused]).toStrictEqual([1.5, false]);
});

test('shows a refused token and reports an error without a code; recovers with a valid token', async () => {
  const fixture = await testServer.open();
  framed = await frameIn(fixture, fixture.videoId, { preload: 'auto', muted: 'true' });
  const { player, next } = framed;
  const error = await next('error');
  expect(error.constructor).toBe(Event);
  expect(Object.keys(error)).toStrictEqual(['isTrusted']);
  const [frame] = (await testServer.listRequests()).filter(({ kind }) => kind === 'frame');
  expect([frame!.status, frame!.reason]).toStrictEqual([401, 'token-required']);
  const refused = await player.play().catch(({ name }: DOMException) => name);
  expect(refused).toBe('NotSupportedError');
  player.src = await requestToken(fixture);
  await next('loadedmetadata');
  await player.play();
});

test('reports an error for an expired token once the buffer is empty', async () => {
  const { player, events, next } = await open({ query: { preload: 'auto', muted: 'true' }, bandwidth: 60_000 });
  await player.play();
  await testServer.revokeKey();
  const error = next('error');
  // At 8, GStreamer sometimes stops before the end of its data, without `waiting`.
  player.playbackRate = 2;
  await error;
  expect(events.filter((name) => name === 'error')).toHaveLength(1);
});

test('does not load on a page that is not in allowedOrigins', async () => {
  const fixture = await testServer.open();
  await testServer.editVideo({ allowedOrigins: ['example.com'], requireSignedURLs: false });
  framed = await frameIn(fixture, fixture.videoId);
  await new Promise((resolve) => framed!.iframe.addEventListener('load', resolve, { once: true }));
  const entries = await testServer.listRequests();
  expect(entries.filter(({ kind }) => kind === 'frame').map(({ status, reason }) => [status, reason])).toStrictEqual([
    [403, 'origin-not-allowed'],
  ]);
  expect(framed.events).toStrictEqual([]);
});

test('plays on a page in allowedOrigins, with the media of its own page', async () => {
  const fixture = await testServer.open();
  await testServer.editVideo({ allowedOrigins: [location.host], requireSignedURLs: false });
  framed = await frameIn(fixture, fixture.videoId, { muted: 'true' });
  await framed.player.play();
  expect((await testServer.listRequests()).filter(({ reason }) => reason)).toHaveLength(0);
});

/** A frame with the video, with the last half second of its download as advertisement. */
async function openWithAdvert(): Promise<Framed> {
  const fixture = await testServer.open();
  await testServer.editVideo({ requireSignedURLs: false });
  const advert = `${fixture.origin}/${fixture.videoId}/downloads/default.mp4#t=95.5`;
  const tag = `<VAST><MediaFile type="video/webm">no</MediaFile><MediaFile type="video/mp4">${advert}</MediaFile></VAST>`;
  const query = { 'ad-url': `data:application/xml,${encodeURIComponent(tag)}`, muted: '' };
  return (framed = await frameIn(fixture, fixture.videoId, query));
}

test('plays an advertisement before the video, with its events', async () => {
  const { player, events, next } = await openWithAdvert();
  const ended = next('stream-adend');
  await Promise.all([player.play(), ended]);
  await waitUntil(() => player.currentTime > 0.2);
  expect(events.filter((name) => name.startsWith('stream-'))).toStrictEqual(['stream-adstart', 'stream-adend']);
});

test('keeps the video paused after a pause during the advertisement', async () => {
  const { player, next } = await openWithAdvert();
  const started = next('stream-adstart');
  const outcome = player.play().catch(({ name }: DOMException) => name);
  await started;
  player.pause();
  expect(await outcome).toBe('AbortError');
  expect([player.paused, player.currentTime]).toStrictEqual([true, 0]);
});

test('plays the video if the advertisement cannot be loaded', async () => {
  const { player, events } = await open({ query: { 'ad-url': 'data:application/xml,<VAST/>', muted: 'true' } });
  await player.play();
  await waitUntil(() => player.currentTime > 0.2);
  expect(events.filter((name) => name.startsWith('stream-'))).toStrictEqual(['stream-adtimeout']);
});

test('reports an error for a poster that is not a URL', async () => {
  const { next } = await open({ query: { poster: '' } });
  await next('error');
});

test('reports an error before a broadcast, and plays once it has begun', async () => {
  const fixture = await testServer.open();
  const token = await requestToken({ ...fixture, videoId: fixture.liveInputId });
  framed = await frameIn(fixture, token, { preload: 'auto', muted: 'true', autoplay: 'true' });
  const { player, events, next } = framed;
  await next('error');
  await testServer.startLive();
  await testServer.advanceClock(60_000);
  await waitUntil(() => player.currentTime > 0 && !player.paused);
  expect(events.filter((name) => name === 'error')).toHaveLength(1);
});

test('ignores invalid messages of the page', async () => {
  const { player, iframe } = await open({ query: { preload: 'auto', muted: 'true' } });
  await waitUntil(() => player.duration > 90);
  const { contentWindow } = iframe;
  for (const message of oddMessages()) contentWindow?.postMessage(message, '*');

  player.pause();
  player.loop = false;
  player.muted = true;
  player.playbackRate = 1;
  player.currentTime = 42;
  await waitUntil(() => player.currentTime === 42 && player.muted && player.playbackRate === 1);
  await player.play();
  await waitUntil(() => player.currentTime > 43);
  expect(Math.abs(player.duration - 96)).toBeLessThanOrEqual(0.5);
});

/** Invalid messages of all kinds, except another `src`, which would be valid. */
function* oddMessages(): Generator {
  const circle: Record<string, unknown> = {};
  circle.self = circle;
  const numbers = [0, -0, -1, 0.01, 1e308, -1e308, NaN, Infinity, -Infinity, 5n];
  const words = [
    '',
    '__proto__',
    '\u0000',
    'javascript:alert(1)',
    'x'.repeat(100_000),
    '</style><script>',
    '0',
    'none',
  ];
  const objects = [[], [[]], {}, circle, new Date(NaN), /x/, new Map([[1, 2]]), new Uint8Array(8), new Error('odd')];
  const odd = [undefined, null, true, false, ...numbers, ...words, ...objects];
  const names = [
    ...Object.keys(INITIAL_PROPERTIES).filter((name) => name !== 'src'),
    '__proto__',
    'constructor',
    'load',
  ];
  yield* odd;
  for (const value of odd) {
    yield { __privateUnstableMessageType: value };
    yield { __privateUnstableMessageType: 'setProperty', property: value, value };
    yield { __privateUnstableMessageType: 'playCommand', promiseId: value };
    yield { __privateUnstableMessageType: 'pauseCommand', property: value };
    for (const property of names) yield { __privateUnstableMessageType: 'setProperty', property, value };
  }
}
