import type { HlsConfig, Loader, LoaderContext } from 'hls.js';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { StreamError } from '../../../../session/src/stream-error.js';
import { createHlsLoader } from '../../../../session/src/hls/hls-loader.js';
import { completeRequest, type EngineRequestOptions } from '../../../src/engines/hls/request.js';
import { OptionalRetries, roleOf } from '../../../src/engines/hls/optional-resources.js';
import { createTokenPlaceholder } from '../../../../session/src/hls/token-placeholder.js';
import type { SignedSegments } from '../../../src/engines/hls/signed-segments.js';
import { CONFIG, InnerLoader } from '../../../../session/test/support/inner-loader.js';
import { FakeClock, flushPromises } from '../../../../session/test/support/fake-clock.js';

const placeholder = createTokenPlaceholder('https://stream.example', () => 'x');
const URL_WITH_PLACEHOLDER = 'https://stream.example/token-x/video/240/seg_1.mp4?a=1';
const createUrl = (token: string) => `https://stream.example/${token}/video/240/seg_1.mp4?a=1`;

let clock: FakeClock;
let tokens: FakeTokens;
let failures: unknown[];
let responses: string[];
let loader: Loader<LoaderContext>;
let createLoader: () => Loader<LoaderContext>;
let context: LoaderContext;
let trust: { token: string | null };
let isSuspect: boolean;
let replaced: string[];

class FakeTokens {
  value: string | null = 'first';
  readonly rejected: string[] = [];
  readonly accepted: string[] = [];
  next: string | StreamError = 'second';
  current = () => this.value;
  remainingLifetime = () => Infinity;
  waitForToken = async () => this.value ?? new Promise<string>(() => undefined);
  accept = (token: string) => void this.accepted.push(token);
  reject = async (token: string) => {
    this.rejected.push(token);
    if (this.next instanceof StreamError) throw this.next;
    this.value = this.next;
    return this.next;
  };
}

beforeEach(() => {
  InnerLoader.created = [];
  clock = new FakeClock();
  tokens = new FakeTokens();
  failures = [];
  responses = [];
  trust = { token: null };
  isSuspect = false;
  replaced = [];
  const options: EngineRequestOptions = {
    tokens,
    placeholder,
    accepted: trust,
    clock,
    signedSegments: {
      latestUrl: ({ url }: LoaderContext) => url,
      replaceRejected: () => Promise.reject(new StreamError('token-rejected')),
    } as unknown as SignedSegments,
    takePrefetched: () => undefined,
    optional: new OptionalRetries(clock, () => 0.5),
    roleOf: (context: LoaderContext) => roleOf(context, 2),
    confirm: async () => 'live',
    audioFailed: (status) => failures.push(status),
    isForOtherBuild: (playlist) => playlist.includes('EXT-X-DEFINE'),
    isSuspect: () => isSuspect,
    damaged: () => true,
    replaceCached: async (url) => replaced.push(url),
  };
  const Class = createHlsLoader(InnerLoader, {
    complete: (request) => completeRequest(request, options),
    placeholder,
    onError: (error) => failures.push(error),
  });
  createLoader = () => new Class({} as HlsConfig);
  loader = createLoader();
  context = createContext(URL_WITH_PLACEHOLDER);
});

const createContext = (url: string) => ({ url, responseType: 'text' }) as LoaderContext;

const load = () =>
  loader.load(context, CONFIG, {
    onSuccess: ({ url, data }) => responses.push(`${url} ${data as string}`),
    onError: ({ code }) => responses.push(`error ${code}`),
    onTimeout: () => responses.push('timeout'),
    onAbort: () => responses.push('abort'),
  });
const lastLoader = () => InnerLoader.created.at(-1)!;

describe('a request of the token loader', () => {
  test('replaces the cached response first when playback failed at this segment', async () => {
    isSuspect = true;
    load();
    expect(InnerLoader.created).toHaveLength(1);
    await vi.waitFor(() => expect(lastLoader().context?.url).toBe(createUrl('first')));
    expect(replaced).toEqual([createUrl('first')]);
  });

  test('sends the token in a copy of the context, and keeps the URL of hls.js', () => {
    load();
    expect(lastLoader().context?.url).toBe(createUrl('first'));
    expect(context.url).toBe(URL_WITH_PLACEHOLDER);
  });

  test('replaces the token by the placeholder in the URL and text of the response', async () => {
    load();
    lastLoader().respond('#EXTM3U\nhttps://stream.example/first/video/240/seg_2.mp4');
    await flushPromises();
    expect(responses).toEqual([`${URL_WITH_PLACEHOLDER} #EXTM3U\nhttps://stream.example/token-x/video/240/seg_2.mp4`]);
    expect(tokens.accepted).toEqual(['first']);
  });

  test('for a playlist of another build is not answered', async () => {
    load();
    lastLoader().respond('#EXTM3U\n#EXT-X-DEFINE:NAME="a",VALUE="b"');
    await flushPromises();
    expect([responses, failures]).toEqual([[], []]);
  });

  test('to another origin gets no token, and its response accepts none', async () => {
    context = createContext('https://ads.example/vast');
    load();
    expect(lastLoader().context?.url).toBe('https://ads.example/vast');
    lastLoader().respond('');
    await flushPromises();
    expect(tokens.accepted).toEqual([]);
  });

  test.each([
    ['names another host', '#EXTM3U\nhttps://other.example/first/seg_1.mp4', undefined],
    ['was redirected to another host', '#EXTM3U\nseg_1.mp4', 'https://other.example/first/video.m3u8'],
  ])('of a playlist that %s gets no later token', async (_, playlist, redirected) => {
    load();
    lastLoader().respond(playlist, redirected);
    await flushPromises();
    const [url = '', text = ''] = responses[0]!.split(/ #EXTM3U\n/);
    tokens.value = 'second';
    context = createContext(new URL(text, url).href);
    loader = createLoader();
    load();
    expect(lastLoader().context?.url).toBe('https://other.example/token-x/seg_1.mp4');
    lastLoader().fail(403);
    await flushPromises();
    expect(tokens.rejected).toEqual([]);
  });

  test('waits for a valid token, and counts the wait as loading time', async () => {
    tokens.value = null;
    let respond = (_token: string): void => undefined;
    tokens.waitForToken = () => new Promise((resolve) => (respond = resolve));
    load();
    expect(lastLoader().context).toBe(null);
    expect(loader.stats.loading.start).toBeGreaterThan(0);
    respond('later');
    await flushPromises();
    expect(lastLoader().context?.url).toBe(createUrl('later'));
  });

  test('that is aborted while it waits is never sent', async () => {
    tokens.value = null;
    let respond = (_token: string): void => undefined;
    tokens.waitForToken = () => new Promise((resolve) => (respond = resolve));
    load();
    loader.abort();
    respond('later');
    await flushPromises();
    expect(lastLoader().context).toBe(null);
    expect(responses).toEqual(['abort']);
  });
});

describe('a refused request', () => {
  for (const code of [401, 403])
    test(`with ${code} is sent again after one renewal, and hls.js does not see it`, async () => {
      load();
      lastLoader().fail(code);
      await flushPromises();
      expect(tokens.rejected).toEqual(['first']);
      expect(lastLoader().context?.url).toBe(createUrl('second'));
      expect(lastLoader().stats).toBe(loader.stats);
      lastLoader().respond('ok');
      await flushPromises();
      expect(responses).toEqual([`${URL_WITH_PLACEHOLDER} ok`]);
      expect(failures).toEqual([]);
    });

  test('whose fresh token is refused too ends with the error of the session', async () => {
    load();
    lastLoader().fail(401);
    await flushPromises();
    tokens.next = new StreamError('blocked');
    lastLoader().fail(403);
    await flushPromises();
    expect(InnerLoader.created).toHaveLength(2);
    expect(responses).toEqual([]);
    expect(failures).toMatchObject([{ reason: 'blocked' }]);
  });

  test('does not request another token when the origin accepts the fresh one elsewhere', async () => {
    load();
    lastLoader().fail(401);
    await flushPromises();
    trust.token = 'second';
    lastLoader().fail(401);
    await flushPromises();
    expect(tokens.rejected).toEqual(['first']);
    expect(failures).toMatchObject([{ reason: 'token-rejected' }]);
  });

  test('without CORS headers has status 0, and is sent again when the token has changed', async () => {
    load();
    tokens.value = 'second';
    lastLoader().fail(0);
    await flushPromises();
    expect(lastLoader().context?.url).toBe(createUrl('second'));
    expect(responses).toEqual([]);
  });
});

describe('a failed request', () => {
  test('is retried as hls.js would, but with the current token', async () => {
    load();
    // hls.js would send the old URL again.
    expect(lastLoader().config?.loadPolicy).toMatchObject({ errorRetry: null, timeoutRetry: null });
    lastLoader().fail(500);
    await flushPromises();
    tokens.value = 'second';
    await clock.advance(1000);
    expect(lastLoader().context?.url).toBe(createUrl('second'));
    lastLoader().fail(502);
    await flushPromises();
    await clock.advance(2000);
    lastLoader().fail(503);
    await flushPromises();
    expect(InnerLoader.created).toHaveLength(3);
    expect(responses).toEqual(['error 503']);
  });

  test('with 404 is reported at once', async () => {
    load();
    lastLoader().fail(404);
    await flushPromises();
    expect(responses).toEqual(['error 404']);
  });

  test('leaves no timer when the loader is destroyed before the retry', async () => {
    load();
    lastLoader().fail(500);
    await flushPromises();
    expect(clock.timers).toHaveLength(1);
    loader.destroy();
    expect(clock.timers).toEqual([]);
    expect(lastLoader().destroyed).toBe(true);
  });
});

describe('a request that is left unanswered', () => {
  const audioPlaylist = () => Object.assign(createContext(URL_WITH_PLACEHOLDER), { type: 'audioTrack' });

  test.each([
    ['because the token is refused twice', () => context, [401, 403]],
    ['because an audio rendition fails', audioPlaylist, [404, 404]],
  ])('%s, may be made again, and reports when it is aborted', async (_, createRequest, statuses) => {
    context = createRequest();
    load();
    for (const status of statuses) {
      lastLoader().fail(status);
      await flushPromises();
      await clock.advance(1500);
    }
    expect(failures.length).toBe(1);
    // hls.js ignores a playlist request whose loader has the same context.
    expect([loader.context, responses]).toEqual([null, []]);
    loader.abort();
    expect(responses).toEqual(['abort']);
    expect(clock.timers).toEqual([]);
  });
});
