import type { HlsConfig, Loader, LoaderContext } from 'hls.js';
import { beforeEach, describe, expect, test, onTestFinished, vi } from 'vitest';
import { createTokenLoader } from '../../src/hls/token-loader.ts';
import { StreamError } from '../../src/stream-error.ts';
import { FakeClock, flushPromises } from '../support/fake-clock.ts';
import { CONFIG, InnerLoader } from '../support/inner-loader.ts';
import { VIDEO_ID } from '../support/session-fixture.ts';
import { createTokenPlaceholder } from '../../src/hls/token-placeholder.js';

const ORIGIN = 'https://stream.example';

let clock: FakeClock;
let value: string;
let next: string | StreamError;
let log: string[];
let createLoader: () => Loader<LoaderContext>;
let responses: string[];

beforeEach(() => {
  InnerLoader.created = [];
  clock = new FakeClock();
  [value, next, log, responses] = ['first', 'second', [], []];
  const tokens = {
    current: () => value,
    remainingLifetime: () => Infinity,
    waitForToken: async () => value,
    accept: (token: string) => void log.push(`accepted ${token}`),
    reject: async (token: string) => {
      log.push(`rejected ${token}`);
      if (next instanceof StreamError) throw next;
      return (value = next);
    },
  };
  const Hls = { DefaultConfig: { loader: InnerLoader } };
  const Class = createTokenLoader({ videoId: VIDEO_ID, origin: ORIGIN, ...tokens }, Hls, clock);
  createLoader = () => new Class({} as HlsConfig);
});

function load(url: string, type?: string): void {
  const context: unknown = { url, responseType: 'text', type };
  createLoader().load(context as LoaderContext, CONFIG, {
    onSuccess: ({ url, data }) => responses.push(`${url} ${data as string}`),
    onError: ({ code, text }) => responses.push(`error ${code} ${text}`),
    onTimeout: () => responses.push('timeout'),
  });
}

const sent = () => InnerLoader.created.flatMap(({ context }) => (context ? [context.url] : []));
const last = () => InnerLoader.created.at(-1)!;

/** Loads the manifest, and returns what hls.js resolves a segment to. */
async function loadSegmentUrl(): Promise<string> {
  load(`${ORIGIN}/${VIDEO_ID}/manifest/video.m3u8`, 'manifest');
  last().respond('#EXTM3U');
  await flushPromises();
  return new URL('../video/seg_1.mp4', responses.at(-1)!.split(' ')[0]).href;
}

describe('createTokenLoader', () => {
  test('sends the token in place of the video id, and hides it from hls.js', async () => {
    const segment = await loadSegmentUrl();
    expect(sent()).toEqual([`${ORIGIN}/first/manifest/video.m3u8`]);
    expect(responses.join('')).not.toContain('first');
    expect(log).toEqual(['accepted first']);
    value = 'second';
    load(segment);
    expect(sent().at(-1)).toBe(`${ORIGIN}/second/video/seg_1.mp4`);
  });

  test.each(['https://other.example/x.mp4', `${ORIGIN}/${VIDEO_ID}/video/seg_1.mp4?p=signed&s=signature`])(
    'sends no token to %s',
    (url) => {
      load(url);
      expect(sent()).toEqual([url]);
    },
  );

  test('sends a refused request again with a fresh token, which hls.js does not see', async () => {
    const segment = await loadSegmentUrl();
    load(segment);
    last().fail(403);
    await flushPromises();
    expect(sent().at(-1)).toBe(`${ORIGIN}/second/video/seg_1.mp4`);
    last().respond('data');
    await flushPromises();
    expect(log).toEqual(['accepted first', 'rejected first', 'accepted second']);
    expect(responses.at(-1)).toBe(`${segment} data`);
  });

  test('reports a 403 with the reason when the session has no other token', async () => {
    const segment = await loadSegmentUrl();
    next = new StreamError('token-denied');
    load(segment);
    last().fail(401);
    await flushPromises();
    expect(responses.at(-1)).toBe('error 403 token-denied');
  });

  test('retries a failed request as hls.js would, with the token of that time', async () => {
    const segment = await loadSegmentUrl();
    load(segment);
    last().fail(503);
    await flushPromises();
    value = 'second';
    await clock.advance(1000);
    expect(sent().at(-1)).toBe(`${ORIGIN}/second/video/seg_1.mp4`);
  });
});

describe('createTokenPlaceholder', () => {
  const { segment, fill, hide, isIn } = createTokenPlaceholder('https://stream.example');

  test('fills in a token and hides it again, also a token that has to be encoded', () => {
    const url = `https://stream.example/${segment}/manifest/video.m3u8?protocol=llhls`;
    for (const token of ['eyJ.eyJ.sig', 'opaque/with+signs=', 'ünicode']) {
      const sent = fill(url, token);
      expect(sent).not.toContain(segment);
      expect(new URL(sent).pathname.split('/')).toHaveLength(4);
      expect(hide(sent, token)).toBe(url);
      expect(hide(`decoded: ${token}`, token)).toBe(`decoded: ${segment}`);
    }
  });

  test('creates another placeholder for each player, so that no playlist can name it', () => {
    expect(isIn(`https://evil.example/${createTokenPlaceholder('https://stream.example').segment}/`)).toBe(false);
  });

  test('needs no secure context', () => {
    vi.stubGlobal('crypto', { getRandomValues: crypto.getRandomValues.bind(crypto) });
    onTestFinished(() => void vi.unstubAllGlobals());
    expect(createTokenPlaceholder('http://phone.example').segment).toMatch(/^token-\d+(-\d+){3}$/);
  });

  test.each([
    'https://other.example',
    'https://stream.example.other.example',
    'http://stream.example',
    'https://stream.example:8443',
  ])('fills no token into a URL of %s', (origin) => {
    const url = `${origin}/${segment}/video/240/seg_1.mp4`;
    expect([fill(url, 'later'), isIn(url)]).toEqual([url, false]);
  });
});
