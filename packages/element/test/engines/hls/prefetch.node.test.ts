import { expect, test, afterEach, beforeEach, describe, vi } from 'vitest';
import { Prefetch } from '../../../src/engines/hls/prefetch.js';
import { type PlaylistResponse, type SegmentResponse, takeOrFetch } from '../../../src/engines/hls/fetch-with-token.js';
import { FakeClock, flushPromises } from '../../../../session/test/support/fake-clock.ts';
import { EARLY_RESPONSES, type EarlyResponse } from '@secure-stream/protocol';

const BASE = 'https://stream.example/token-x/manifest/';
const URLS = {
  manifest: `${BASE}video.m3u8`,
  video: `${BASE}level.m3u8`,
  audio: `${BASE}audio.m3u8`,
  init: `${BASE}init.mp4`,
  segment: `${BASE}seg_1.mp4`,
};
const MULTIVARIANT = `#EXTM3U
#EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID="group_audio",NAME="original",DEFAULT=YES,URI="audio.m3u8"
#EXT-X-STREAM-INF:BANDWIDTH=1,AUDIO="group_audio"
level.m3u8
`;
const MEDIA_PLAYLIST = `#EXTM3U
#EXT-X-MAP:URI="init.mp4"
#EXTINF:4.00000,
seg_1.mp4
#EXT-X-ENDLIST
`;

function startPrefetch(startPosition: number | null = 0) {
  const clock = new FakeClock();
  const lifetime = new AbortController();
  const requests = new Map<string, AbortSignal>();
  const answers = new Map<string, (text: string, status: number) => void>();
  const headers = new Map<string, () => void>();
  const request = <Response>(url: string, signal: AbortSignal, read: (text: string, status: number) => Response) => {
    requests.set(url, signal);
    return new Promise<Response>((resolve, reject) => {
      answers.set(url, (text, status) => resolve(read(text, status)));
      signal.addEventListener('abort', () => reject(signal.reason));
    });
  };
  const prefetch = new Prefetch(URLS.manifest, {
    clock,
    signal: lifetime.signal,
    startPosition,
    requestPlaylist: (url, signal) =>
      request<PlaylistResponse>(url, signal, (text, status) => ({ status, text, url, token: 'token' })),
    requestSegment: (url, signal, headersReceived) => {
      headers.set(url, headersReceived);
      const loading = { start: 0, first: 0, end: 0 };
      return request<SegmentResponse>(url, signal, (_, status) => ({
        status,
        url,
        loading,
        token: 'token',
        data: new ArrayBuffer(),
      }));
    },
  });
  const answer = async (url: string, text: string, status = 200) => {
    answers.get(url)?.(text, status);
    await flushPromises();
  };
  return { requests, clock, lifetime, prefetch, headers, answer };
}

test('Prefetch requests the first playlists, the init segment and the first segment, and returns each once', async () => {
  const { requests, prefetch, answer } = startPrefetch();
  await answer(URLS.manifest, MULTIVARIANT);
  expect([...requests.keys()]).toEqual([URLS.manifest, URLS.video, URLS.audio]);
  expect(prefetch.videoPlaylist).toBe(URLS.video);
  await answer(URLS.video, MEDIA_PLAYLIST);
  expect([...requests.keys()].slice(3)).toEqual([URLS.init, URLS.segment]);
  for (const one of requests.keys())
    expect([prefetch.take(one), prefetch.take(one)]).toEqual([expect.any(Promise), undefined]);
});

test('Prefetch goes on after hls.js has taken the multivariant playlist', async () => {
  const { requests, prefetch, answer } = startPrefetch();
  void prefetch.take(URLS.manifest);
  await answer(URLS.manifest, MULTIVARIANT);
  expect([...requests.keys()]).toEqual([URLS.manifest, URLS.video, URLS.audio]);
});

test('Prefetch leaves the segments to hls.js if the page has a say in them, and the playlists once hls.js has loaded', async () => {
  const [one, other] = [startPrefetch(null), startPrefetch(null)];
  await one.answer(URLS.manifest, MULTIVARIANT);
  await one.answer(URLS.video, MEDIA_PLAYLIST);
  expect([...one.requests.keys()]).toEqual([URLS.manifest, URLS.video, URLS.audio]);
  expect(one.prefetch.videoPlaylist).toBe(undefined);
  void other.prefetch.take(URLS.manifest);
  await other.answer(URLS.manifest, MULTIVARIANT);
  expect([...other.requests.keys()]).toEqual([URLS.manifest]);
});

test('Prefetch does not parse an error response', async () => {
  const [one, other] = [startPrefetch(), startPrefetch()];
  await one.answer(URLS.manifest, MULTIVARIANT, 404);
  expect([...one.requests.keys()]).toEqual([URLS.manifest]);
  await other.answer(URLS.manifest, MULTIVARIANT);
  await other.answer(URLS.video, MEDIA_PLAYLIST, 403);
  expect([...other.requests.keys()]).toEqual([URLS.manifest, URLS.video, URLS.audio]);
});

test('Prefetch aborts what hls.js has not taken when it ends', async () => {
  const { requests, prefetch, answer } = startPrefetch();
  await answer(URLS.manifest, MULTIVARIANT);
  await answer(URLS.video, MEDIA_PLAYLIST);
  void prefetch.take(URLS.segment)?.catch(() => undefined);
  prefetch.end();
  expect([URLS.init, URLS.segment].map((url) => requests.get(url)?.aborted)).toEqual([true, false]);
  expect(prefetch.take(URLS.init)).toBe(undefined);
});

test('Prefetch aborts its requests when the engine ends, or after a timeout', async () => {
  const [one, other] = [startPrefetch(), startPrefetch()];
  one.lifetime.abort();
  await other.clock.advance(20_000);
  await flushPromises();
  expect([...one.requests.values(), ...other.requests.values()].map(({ aborted }) => aborted)).toEqual([true, true]);
  expect([one.clock.timers, other.clock.timers]).toEqual([[], []]);
});

test('Prefetch aborts a segment without a first byte, and none that has started to arrive', async () => {
  const { requests, prefetch, clock, headers, answer } = startPrefetch();
  await answer(URLS.manifest, MULTIVARIANT);
  await answer(URLS.video, MEDIA_PLAYLIST);
  void prefetch.take(URLS.audio)?.catch(() => undefined);
  headers.get(URLS.segment)?.();
  await clock.advance(10_000);
  expect([URLS.init, URLS.segment].map((url) => requests.get(url)?.aborted)).toEqual([true, false]);
});

const MANIFEST = 'https://stream.example/token/manifest/video.m3u8';
const KEY = Symbol.for(EARLY_RESPONSES);
const sent: string[] = [];

beforeEach(() => {
  sent.length = 0;
  vi.stubGlobal('fetch', async (url: string) => {
    sent.push(url);
    return new Response('fetched');
  });
});
afterEach(() => {
  vi.unstubAllGlobals();
  Reflect.deleteProperty(globalThis, KEY);
});

/** Leaves a response as `streamHints()` does. */
function leave(response: Promise<Response>): AbortController {
  const controller = new AbortController();
  const responses = new Map<string, EarlyResponse>([[MANIFEST, { response, controller }]]);
  Reflect.set(globalThis, KEY, responses);
  return controller;
}

const request = async (init: RequestInit = {}, signal = new AbortController().signal) =>
  (await takeOrFetch(MANIFEST, { ...init, signal })).text();

describe('takeOrFetch', () => {
  test('takes the response that the page has requested, once', async () => {
    leave(Promise.resolve(new Response('early')));
    expect([await request(), await request()]).toEqual(['early', 'fetched']);
    expect(sent).toEqual([MANIFEST]);
  });

  test('fetches another URL, and any URL on a page without early responses', async () => {
    expect(await request()).toBe('fetched');
    leave(Promise.resolve(new Response('early')));
    const { signal } = new AbortController();
    expect(await (await takeOrFetch(`${MANIFEST}?protocol=llhls`, { signal })).text()).toBe('fetched');
    expect(sent).toHaveLength(2);
  });

  test('fetches when the request of the page has failed', async () => {
    leave(Promise.reject(new TypeError('network')));
    expect(await request()).toBe('fetched');
    expect(sent).toEqual([MANIFEST]);
  });

  test('fetches with cookies, which the page has not sent', async () => {
    leave(Promise.resolve(new Response('early')));
    expect(await request({ credentials: 'include' })).toBe('fetched');
  });

  test('ends the request of the page with its own', async () => {
    const { signal } = leave(Promise.resolve(new Response('early')));
    const lifetime = new AbortController();
    await request({}, lifetime.signal);
    expect(signal.aborted).toBe(false);
    lifetime.abort();
    expect(signal.aborted).toBe(true);
  });
});
