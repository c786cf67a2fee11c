import { describe, expect, test } from 'vitest';
import { StreamError } from '../../src/errors/stream-error.js';
import { isSameSource, resolveSource, type PlayerConfig } from '../../src/player/config.js';
import { derivePlayerState } from '../../src/player/state.js';

const config = (words: Partial<PlayerConfig> = {}): PlayerConfig =>
  ({ videoId: '5d5bc37ffcf54c9b82e996823bffbb81', tokenEndpoint: '/token', engine: 'auto', ...words }) as PlayerConfig;

describe('what a page says', () => {
  test('comes to nothing to play without an id or a way to a token, and that is no error', () => {
    expect(resolveSource(config({ videoId: undefined }))).toBe(null);
    expect(resolveSource(config({ tokenEndpoint: undefined }))).toBe(null);
    expect(resolveSource(config({ tokenEndpoint: '', tokenProvider: () => 'token' }))).not.toBe(null);
    expect(resolveSource(config({ tokenEndpoint: undefined, token: 'token' }))).not.toBe(null);
  });

  for (const [name, words] of [
    ['an id that is none', { videoId: 'abc' }],
    ['a token in the place of the id', { videoId: 'eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJ4In0.sig' }],
    ['a customer code with a slash', { customerCode: 'a/b' }],
    ['an origin without a scheme', { streamOrigin: 'video.example.com' }],
  ] as const)
    test(`is config when it is ${name}, and the detail does not repeat it`, () => {
      const wrong = Object.values(words)[0]!;
      let thrown: unknown;
      try {
        resolveSource(config(words));
      } catch (error) {
        thrown = error;
      }
      expect(thrown).toBeInstanceOf(StreamError);
      expect(thrown).toMatchObject({ reason: 'config' });
      expect((thrown as StreamError).detail).not.toContain(wrong);
    });

  test('begins anew for another source, and for nothing else', () => {
    expect(isSameSource(null, config())).toBe(false);
    expect(isSameSource(config(), config({ videoId: '0'.repeat(32) }))).toBe(false);
    expect(isSameSource(config(), config({ tokenEndpoint: '/other' }))).toBe(false);
    expect(isSameSource(config(), config({ live: true }))).toBe(false);
    expect(
      isSameSource(config(), config({ tokenRequest: {}, hlsConfig: {}, startTime: 5, muted: true, renewBefore: 3 })),
    ).toBe(true);
    const createConfig = () => config({ tokenEndpoint: undefined, tokenProvider: () => 'token' });
    expect(isSameSource(createConfig(), createConfig())).toBe(true);
  });
});

describe('the state, of session and engine', () => {
  const trouble = new StreamError('token-unreachable');
  const broken = new StreamError('media');
  const CASES = [
    ['nothing was begun', { isRequesting: false, error: null }, null, 'idle'],
    ['the token is on its way', { isRequesting: true, error: null }, { readyState: 0, error: null }, 'loading'],
    ['the length is known', { isRequesting: false, error: null }, { readyState: 1, error: null }, 'ready'],
    ['the next token is on its way', { isRequesting: true, error: null }, { readyState: 4, error: null }, 'renewing'],
    [
      'there is no token, but a buffer',
      { isRequesting: false, error: trouble },
      { readyState: 4, error: null },
      'ready',
    ],
    [
      'there is neither token nor buffer',
      { isRequesting: false, error: trouble },
      { readyState: 2, error: null },
      'error',
    ],
    ['a broadcast has ended', { isRequesting: true, error: trouble }, { readyState: 2, error: null }, 'ended', true],
    ['the engine has ended', { isRequesting: false, error: null }, { readyState: 4, error: broken }, 'error'],
  ] as const;

  for (const [name, session, engine, status, over] of CASES)
    test(`${name}: ${status}`, () => {
      expect(derivePlayerState(session, engine, over).status).toBe(status);
    });

  test('names the engine’s error before the session’s', () => {
    expect(derivePlayerState({ isRequesting: false, error: trouble }, { readyState: 0, error: broken })).toEqual({
      status: 'error',
      error: broken,
    });
  });
});
