import { expect, test } from 'vitest';
import { embedQuery, parseEmbedQuery, type EmbedParameters } from '@secure-stream/protocol';

test('embedQuery omits a boolean that is false, because the player checks only its presence', () => {
  expect(embedQuery({ autoplay: false, loop: false, muted: false })).toEqual({});
  expect(embedQuery({ autoplay: true, loop: true, muted: true })).toEqual({
    autoplay: 'true',
    loop: 'true',
    muted: 'true',
  });
});

test('embedQuery writes controls only when they are off', () => {
  expect(embedQuery({ controls: true })).toEqual({});
  expect(embedQuery({ controls: false })).toEqual({ controls: 'false' });
});

test('embedQuery omits an empty poster', () => {
  expect(embedQuery({ poster: '' })).toEqual({});
});

test('embedQuery writes adUrl as ad-url', () => {
  expect(embedQuery({ adUrl: 'https://ads.example/?a=1&b=2' })).toEqual({ 'ad-url': 'https://ads.example/?a=1&b=2' });
});

test.each(['autoplay=0', 'autoplay=false', 'autoplay=', 'autoplay'])('parseEmbedQuery reads ?%s as true', (query) => {
  expect(parseEmbedQuery(new URLSearchParams(query))).toEqual({ autoplay: true });
});

test('parseEmbedQuery returns the parameters that embedQuery was given', () => {
  const parameters: EmbedParameters = {
    autoplay: true,
    controls: false,
    dvrEnabled: true,
    preload: 'metadata',
    poster: 'https://example.com/a b.jpg?x=1&y=2#z',
    primaryColor: '#f48120',
    letterboxColor: 'transparent',
    startTime: '1m3s',
    defaultTextTrack: 'de',
    adUrl: 'https://ads.example/vast',
  };
  const query = new URLSearchParams(
    Object.entries(embedQuery(parameters)).map(([name, value]) => [name, String(value)]),
  );
  expect(parseEmbedQuery(new URLSearchParams(query.toString()))).toEqual(parameters);
});
