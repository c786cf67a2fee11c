import { expect, test } from 'vitest';
import { embedQuery, parseEmbedQuery, type EmbedParameters } from '@secure-stream/protocol';

test('a switch that is off is left out, because the frame reads its presence', () => {
  expect(embedQuery({ autoplay: false, loop: false, muted: false })).toEqual({});
  expect(embedQuery({ autoplay: true, loop: true, muted: true })).toEqual({
    autoplay: 'true',
    loop: 'true',
    muted: 'true',
  });
});

test('controls are the one switch that is written when it is off', () => {
  expect(embedQuery({ controls: true })).toEqual({});
  expect(embedQuery({ controls: false })).toEqual({ controls: 'false' });
});

test('an empty poster is left out', () => {
  expect(embedQuery({ poster: '' })).toEqual({});
});

test('an advertisement goes by its own spelling', () => {
  expect(embedQuery({ adUrl: 'https://ads.example/?a=1&b=2' })).toEqual({ 'ad-url': 'https://ads.example/?a=1&b=2' });
});

test.each(['autoplay=0', 'autoplay=false', 'autoplay=', 'autoplay'])('the frame reads ?%s as on', (query) => {
  expect(parseEmbedQuery(new URLSearchParams(query))).toEqual({ autoplay: true });
});

test('the frame reads back what was written', () => {
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
