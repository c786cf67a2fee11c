import { EARLY_RESPONSES, type EarlyResponse } from '@secure-stream/protocol';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { takeOrFetch } from '../../../src/engines/hls/fetch-with-token.js';

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
