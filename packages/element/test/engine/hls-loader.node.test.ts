import type { HlsConfig, Loader, LoaderCallbacks, LoaderConfiguration, LoaderContext } from 'hls.js';
import { LoadStats } from 'hls.js';
import { beforeEach, describe, expect, test } from 'vitest';
import { StreamError } from '../../src/catalogue/errors.js';
import { createTokenLoader } from '../../src/engine/hls-loader.js';
import { OptionalRetries, roleOf } from '../../src/engine/hls-optional.js';
import { createPlaceholder } from '../../src/engine/hls-placeholder.js';
import type { SignedSegments } from '../../src/engine/hls-signed.js';
import { FakeClock, settled } from '../session/fake-clock.js';

/** A loader of hls.js, as far as it is seen from outside: used once, answers when the test says so. */
class Inner implements Loader<LoaderContext> {
  static made: Inner[] = [];
  context: LoaderContext | null = null;
  stats = new LoadStats();
  config: LoaderConfiguration | undefined;
  callbacks: LoaderCallbacks<LoaderContext> | undefined;
  aborted = false;
  destroyed = false;

  constructor() {
    Inner.made.push(this);
  }

  load(context: LoaderContext, config: LoaderConfiguration, callbacks: LoaderCallbacks<LoaderContext>): void {
    if (this.context) throw new Error('Loader can only be used once.');
    Object.assign(this, { context, config, callbacks });
  }
  abort(): void {
    this.aborted = true;
  }
  destroy(): void {
    this.destroyed = true;
  }

  answer(data: string, url = this.context!.url): void {
    this.callbacks!.onSuccess({ url, data, code: 200 }, this.stats, this.context!, null);
  }
  refuse(code: number): void {
    this.callbacks!.onError({ code, text: '' }, this.context!, null, this.stats);
  }
}

const RETRY = { maxNumRetry: 2, retryDelayMs: 1000, maxRetryDelayMs: 8000 };
const CONFIG: LoaderConfiguration = {
  maxRetry: 0,
  retryDelay: 0,
  maxRetryDelay: 0,
  timeout: 10_000,
  loadPolicy: { maxLoadTimeMs: 10_000, maxTimeToFirstByteMs: 10_000, errorRetry: RETRY, timeoutRetry: RETRY },
};
const placeholder = createPlaceholder(() => 'x');
const ADDRESS = 'https://stream.example/token-x/video/240/seg_1.mp4?a=1';
const sentWith = (token: string) => `https://stream.example/${token}/video/240/seg_1.mp4?a=1`;

let clock: FakeClock;
let tokens: FakeTokens;
let failures: unknown[];
let answers: string[];
let loader: Loader<LoaderContext>;
let context: LoaderContext;
let trust: { token: string | null };

class FakeTokens {
  token: string | null = 'first';
  readonly rejected: string[] = [];
  readonly accepted: string[] = [];
  next: string | StreamError = 'second';
  current = () => this.token;
  timeLeft = () => Infinity;
  live = async () => this.token ?? new Promise<string>(() => undefined);
  accept = (token: string) => void this.accepted.push(token);
  reject = async (token: string) => {
    this.rejected.push(token);
    if (this.next instanceof StreamError) throw this.next;
    this.token = this.next;
    return this.next;
  };
}

beforeEach(() => {
  Inner.made = [];
  clock = new FakeClock();
  tokens = new FakeTokens();
  failures = [];
  answers = [];
  trust = { token: null };
  const Class = createTokenLoader(Inner, {
    tokens,
    placeholder,
    trust,
    clock,
    signed: { concerns: () => false, received: () => undefined } as unknown as SignedSegments,
    prefetched: () => undefined,
    optional: new OptionalRetries(clock, () => 0.5),
    roleOf: (context: LoaderContext) => roleOf(context, 2),
    confirm: async () => 'live',
    audioFailed: () => {},
    fail: (error) => failures.push(error),
  });
  loader = new Class({} as HlsConfig);
  context = contextOf(ADDRESS);
});

const contextOf = (url: string) => ({ url, responseType: 'text' }) as LoaderContext;

const load = () =>
  loader.load(context, CONFIG, {
    onSuccess: ({ url, data }) => answers.push(`${url} ${data as string}`),
    onError: ({ code }) => answers.push(`error ${code}`),
    onTimeout: () => answers.push('timeout'),
    onAbort: () => answers.push('abort'),
  });
const last = () => Inner.made.at(-1)!;

describe('a request', () => {
  test('leaves at once, with the token in a copy; hls.js keeps its own address', () => {
    load();
    expect(last().context?.url).toBe(sentWith('first'));
    expect(context.url).toBe(ADDRESS);
  });

  test('is answered with the placeholder where the token was, in address and text', () => {
    load();
    last().answer('#EXTM3U\nhttps://stream.example/first/video/240/seg_2.mp4');
    expect(answers).toEqual([`${ADDRESS} #EXTM3U\nhttps://stream.example/token-x/video/240/seg_2.mp4`]);
    expect(tokens.accepted).toEqual(['first']);
  });

  test('to somewhere else gets no token, and its answer says nothing about ours', () => {
    context = contextOf('https://ads.example/vast');
    load();
    expect(last().context?.url).toBe('https://ads.example/vast');
    last().answer('');
    expect(tokens.accepted).toEqual([]);
  });

  test('waits for a live token, and looks to hls.js as if it had begun by then', async () => {
    tokens.token = null;
    let give = (_token: string): void => undefined;
    tokens.live = () => new Promise((resolve) => (give = resolve));
    load();
    expect(last().context).toBe(null);
    expect(loader.stats.loading.start).toBeGreaterThan(0);
    give('later');
    await settled();
    expect(last().context?.url).toBe(sentWith('later'));
  });

  test('that is given up while it waits never leaves', async () => {
    tokens.token = null;
    let give = (_token: string): void => undefined;
    tokens.live = () => new Promise((resolve) => (give = resolve));
    load();
    loader.abort();
    give('later');
    await settled();
    expect(last().context).toBe(null);
    expect(answers).toEqual(['abort']);
  });
});

describe('a refusal', () => {
  for (const code of [401, 403])
    test(`(${code}) is not heard by hls.js: one renewal, the same request again`, async () => {
      load();
      last().refuse(code);
      await settled();
      expect(tokens.rejected).toEqual(['first']);
      expect(last().context?.url).toBe(sentWith('second'));
      expect(last().stats).toBe(loader.stats);
      last().answer('ok');
      expect(answers).toEqual([`${ADDRESS} ok`]);
      expect(failures).toEqual([]);
    });

  test('of the successor too ends the request without an answer, and is the session’s to name', async () => {
    load();
    last().refuse(401);
    await settled();
    tokens.next = new StreamError('blocked');
    last().refuse(403);
    await settled();
    expect(Inner.made).toHaveLength(2);
    expect(answers).toEqual([]);
    expect(failures).toMatchObject([{ reason: 'blocked' }]);
  });

  test('of a successor that the origin takes elsewhere asks for no further token', async () => {
    load();
    last().refuse(401);
    await settled();
    trust.token = 'second';
    last().refuse(401);
    await settled();
    expect(tokens.rejected).toEqual(['first']);
    expect(failures).toMatchObject([{ reason: 'token-rejected' }]);
  });

  test('whose answer has no CORS headers reads as 0, and is known by the token having changed meanwhile', async () => {
    load();
    tokens.token = 'second';
    last().refuse(0);
    await settled();
    expect(last().context?.url).toBe(sentWith('second'));
    expect(answers).toEqual([]);
  });
});

describe('a failure of the network', () => {
  test('is retried here, as hls.js would, but with the token of the later moment', async () => {
    load();
    // hls.js would send the old address again.
    expect(last().config?.loadPolicy).toMatchObject({ errorRetry: null, timeoutRetry: null });
    last().refuse(500);
    tokens.token = 'second';
    await clock.pass(1000);
    expect(last().context?.url).toBe(sentWith('second'));
    last().refuse(502);
    await clock.pass(2000);
    last().refuse(503);
    await settled();
    expect(Inner.made).toHaveLength(3);
    expect(answers).toEqual(['error 503']);
  });

  test('that is the request’s own (404) is told at once', () => {
    load();
    last().refuse(404);
    expect(answers).toEqual(['error 404']);
  });

  test('leaves no alarm behind when the loader is destroyed in the pause', () => {
    load();
    last().refuse(500);
    loader.destroy();
    expect(clock.alarms).toEqual([]);
    expect(last().destroyed).toBe(true);
  });
});
