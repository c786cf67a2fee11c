import { beforeEach, expect, test } from 'vitest';
import { GivenToken } from '../../src/playback/given-token.js';
import type { PlayerConfig } from '../../src/playback/config.js';

const config = (changes: Partial<PlayerConfig> = {}) =>
  ({ videoId: 'one', token: 'token', ...changes }) as PlayerConfig;

let given: GivenToken;
beforeEach(() => {
  given = new GivenToken();
});

test('GivenToken returns a token once', () => {
  const read = given.read(config());
  expect([given.take(read), given.take(read)]).toEqual(['token', null]);
});

test('GivenToken removes the token from the settings of another video', () => {
  given.read(config());
  expect(given.read(config({ videoId: 'two' })).token).toBe(undefined);
  expect(given.read(config()).token).toBe('token');
});

test('GivenToken applies a token that was set before the video id', () => {
  given.read(config({ videoId: undefined }));
  expect(given.read(config()).token).toBe('token');
});

test('GivenToken returns a token again after its session has ended without another source', () => {
  const read = given.read(config());
  given.take(read);
  given.release(read, 'token');
  expect(given.take(read)).toBe('token');
});

test('GivenToken does not return a token again when there is an endpoint', () => {
  const read = given.read(config({ tokenEndpoint: '/token' }));
  given.take(read);
  given.release(read, 'token');
  expect(given.take(read)).toBe(null);
});
