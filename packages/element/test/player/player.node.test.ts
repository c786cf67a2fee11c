import { describe, expect, test } from 'vitest';
import { StreamError } from '../../src/catalogue/errors.js';
import { isSameSource, sourceOf, type PlayerConfig } from '../../src/player/config.js';
import { derivePlayerState } from '../../src/player/state.js';

const config = (words: Partial<PlayerConfig> = {}): PlayerConfig =>
  ({ videoId: '5d5bc37ffcf54c9b82e996823bffbb81', tokenEndpoint: '/token', engine: 'auto', ...words }) as PlayerConfig;

describe('what a page says', () => {
  test('comes to nothing to play without an id or a way to a token, and that is no error', () => {
    expect(sourceOf(config({ videoId: undefined }))).toBe(null);
    expect(sourceOf(config({ tokenEndpoint: undefined }))).toBe(null);
    expect(sourceOf(config({ tokenEndpoint: '', tokenProvider: () => 'token' }))).not.toBe(null);
    expect(sourceOf(config({ tokenEndpoint: undefined, token: 'token' }))).not.toBe(null);
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
        sourceOf(config(words));
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
      isSameSource(config(), config({ tokenRequest: {}, hlsConfig: {}, startTime: 5, muted: true, leeway: 3 })),
    ).toBe(true);
    const withProvider = () => config({ tokenEndpoint: undefined, tokenProvider: () => 'token' });
    expect(isSameSource(withProvider(), withProvider())).toBe(true);
  });
});

describe('the state, of session and engine', () => {
  const trouble = new StreamError('token-unreachable');
  const broken = new StreamError('media');
  const CASES = [
    ['nothing was begun', { asking: false, trouble: null }, null, 'idle'],
    ['the token is on its way', { asking: true, trouble: null }, { readyState: 0, error: null }, 'loading'],
    ['the length is known', { asking: false, trouble: null }, { readyState: 1, error: null }, 'ready'],
    ['the next token is on its way', { asking: true, trouble: null }, { readyState: 4, error: null }, 'renewing'],
    ['there is no token, but a buffer', { asking: false, trouble }, { readyState: 4, error: null }, 'ready'],
    ['there is neither token nor buffer', { asking: false, trouble }, { readyState: 2, error: null }, 'error'],
    ['a broadcast has ended', { asking: true, trouble }, { readyState: 2, error: null }, 'over', true],
    ['the engine has ended', { asking: false, trouble: null }, { readyState: 4, error: broken }, 'error'],
  ] as const;

  for (const [name, session, engine, status, over] of CASES)
    test(`${name}: ${status}`, () => {
      expect(derivePlayerState(session, engine, over).status).toBe(status);
    });

  test('names the engine’s error before the session’s', () => {
    expect(derivePlayerState({ asking: false, trouble }, { readyState: 0, error: broken })).toEqual({
      status: 'error',
      error: broken,
    });
  });
});
