import { describe, expect, test } from 'vitest';
import { StreamError } from '../../../session/src/stream-error.js';
import { isSameSource, resolveSource, type PlayerConfig } from '../../src/playback/config.js';
import { derivePlayerState } from '../../src/playback/state.js';
import { readConfig, type ConfiguredElement } from '../../src/stream/config.js';

const config = (changes: Partial<PlayerConfig> = {}): PlayerConfig =>
  ({
    videoId: '5d5bc37ffcf54c9b82e996823bffbb81',
    tokenEndpoint: '/token',
    engine: 'auto',
    ...changes,
  }) as PlayerConfig;

test('readConfig leaves out a number that is not one, and one whose attribute was removed', () => {
  const NAMES = ['completionThreshold', 'renewBefore', 'startTime'];
  class Element {
    static elementProperties = new Map(NAMES.map((name) => [name, { type: Number }]));
    // Lit sets `null` when an attribute is removed.
    completionThreshold = null;
    renewBefore = NaN;
    startTime = 5;
    getAttribute = () => null;
  }
  const { completionThreshold, renewBefore, startTime } = readConfig(new Element() as unknown as ConfiguredElement);
  expect([completionThreshold, renewBefore, startTime]).toEqual([undefined, undefined, 5]);
});

describe('resolveSource', () => {
  test('returns null without an id or a source of tokens', () => {
    expect(resolveSource(config({ videoId: undefined }))).toBe(null);
    expect(resolveSource(config({ tokenEndpoint: undefined }))).toBe(null);
    expect(resolveSource(config({ tokenEndpoint: '', tokenProvider: () => 'token' }))).not.toBe(null);
    expect(resolveSource(config({ tokenEndpoint: undefined, token: 'token' }))).not.toBe(null);
  });

  for (const [name, changes] of [
    ['an invalid id', { videoId: 'abc' }],
    ['a token instead of the id', { videoId: 'eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJ4In0.sig' }],
    ['a customer code with a slash', { customerCode: 'a/b' }],
    ['an origin without a scheme', { streamOrigin: 'video.example.com' }],
    ['an origin without encryption', { streamOrigin: 'http://video.example.com' }],
    ['an origin with credentials', { streamOrigin: 'https://user:password@video.example.com' }],
    ['a javascript: URL as the origin', { streamOrigin: 'javascript:alert(1)' }],
  ] as const)
    test(`returns config for ${name}, without repeating the value`, () => {
      const invalid = Object.values(changes)[0]!;
      const error = resolveSource(config(changes));
      expect(error).toBeInstanceOf(StreamError);
      expect(error).toMatchObject({ reason: 'config' });
      expect((error as StreamError).detail).not.toContain(invalid);
    });

  test('isSameSource returns false for another source, and for no other change', () => {
    expect(isSameSource(null, config())).toBe(false);
    expect(isSameSource(config(), config({ videoId: '0'.repeat(32) }))).toBe(false);
    expect(isSameSource(config(), config({ tokenEndpoint: '/other' }))).toBe(false);
    expect(isSameSource(config(), config({ live: true }))).toBe(false);
    // `live={meta?.live}` of React, before and after the data have arrived.
    expect(isSameSource(config({ live: undefined as never }), config({ live: false }))).toBe(true);
    expect(isSameSource(config({ customerCode: undefined }), config({ customerCode: '' }))).toBe(true);
    expect(
      isSameSource(
        config(),
        config({ tokenRequest: {}, hlsConfig: {}, startTime: 5, defaultMuted: true, renewBefore: 3 }),
      ),
    ).toBe(true);
    const createConfig = () => config({ tokenEndpoint: undefined, tokenProvider: () => 'token' });
    expect(isSameSource(createConfig(), createConfig())).toBe(true);
  });
});

describe('derivePlayerState', () => {
  const sessionError = new StreamError('token-unreachable');
  const engineError = new StreamError('media');
  const CASES = [
    ['before a request', { isRequesting: false, error: null }, null, 'idle'],
    ['while a token is requested', { isRequesting: true, error: null }, { readyState: 0, error: null }, 'loading'],
    ['with metadata', { isRequesting: false, error: null }, { readyState: 1, error: null }, 'ready'],
    [
      'while the next token is requested',
      { isRequesting: true, error: null },
      { readyState: 4, error: null },
      'renewing',
    ],
    [
      'without a token, with a buffer',
      { isRequesting: false, error: sessionError },
      { readyState: 4, error: null },
      'ready',
    ],
    [
      'without a token and a buffer',
      { isRequesting: false, error: sessionError },
      { readyState: 2, error: null },
      'error',
    ],
    [
      'after the end of a broadcast',
      { isRequesting: true, error: null },
      { readyState: 2, error: null },
      'ended',
      true,
    ],
    [
      'after the end of a broadcast, without a token',
      { isRequesting: false, error: sessionError },
      { readyState: 2, error: null },
      'error',
      true,
    ],
    [
      'after an error of the engine',
      { isRequesting: false, error: null },
      { readyState: 4, error: engineError },
      'error',
    ],
  ] as const;

  for (const [name, session, engine, status, hasEnded] of CASES)
    test(`returns ${status} ${name}`, () => {
      expect(derivePlayerState(session, engine, hasEnded).status).toBe(status);
    });

  test('prefers the error of the engine to that of the session, unless a live stream is awaited', () => {
    const engine = { readyState: 0, error: new StreamError('not-live') };
    expect(derivePlayerState({ isRequesting: false, error: null }, engine)).toMatchObject({ error: engine.error });
    expect(derivePlayerState({ isRequesting: false, error: sessionError }, engine)).toMatchObject({
      error: sessionError,
    });
    expect(
      derivePlayerState({ isRequesting: false, error: sessionError }, { readyState: 0, error: engineError }),
    ).toEqual({
      status: 'error',
      error: engineError,
    });
  });
});
