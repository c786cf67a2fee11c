import { expect, test } from 'vitest';
import type { EngineSettings, EngineSource } from '../../src/engine/engine.ts';
import { frameAddress } from '../../src/engine/iframe-address.ts';

const source: EngineSource = {
  videoId: '5d5bc37ffcf54c9b82e996823bffbb81',
  origin: 'https://customer-abc123.cloudflarestream.com',
  live: false,
  lowLatency: false,
  dvr: false,
  startTime: undefined,
  sdkSrc: undefined,
  adUrl: 'https://ads.example.com/vast?a=1&b=2',
};
const settings: EngineSettings = {
  autoplay: false,
  controls: true,
  loop: false,
  muted: false,
  playsinline: true,
  preload: 'metadata',
  poster: undefined,
  crossorigin: null,
  defaultTextTrack: undefined,
  primaryColor: undefined,
  letterboxColor: undefined,
};
const first = { at: undefined, play: false, hidden: false, muted: false, isFirst: true };
const query = (changes: Partial<EngineSettings>, start: Partial<Parameters<typeof frameAddress>[3]> = {}) => {
  const address = new URL(frameAddress(source, { ...settings, ...changes }, 'to.k.en', { ...first, ...start }));
  return Object.fromEntries(address.searchParams);
};

test('a token stands on the customer’s own origin, where signed videos are served', () => {
  expect(frameAddress(source, settings, 'to.k.en', first)).toMatch(
    /^https:\/\/customer-abc123\.cloudflarestream\.com\/to\.k\.en\/iframe\?/,
  );
});

test('switches that the frame reads by presence are absent when they are off', () => {
  expect(query({})).toEqual({ preload: 'metadata', 'ad-url': source.adUrl });
  expect(query({ autoplay: true, loop: true, controls: false }, { muted: true })).toMatchObject({
    autoplay: 'true',
    loop: 'true',
    muted: 'true',
    controls: 'false',
  });
});

test('colours, poster and captions arrive as they were written', () => {
  const wishes = {
    primaryColor: '#ff0000',
    letterboxColor: 'transparent',
    poster: 'https://example.com/a b.jpg?c=d&e',
    defaultTextTrack: 'de',
  };
  expect(query(wishes)).toMatchObject(wishes);
  expect(query({ poster: '' })).not.toHaveProperty('poster');
});

test('a player that is made ready under another one is silent, loads at once and shows neither poster nor advertisement', () => {
  const spare = { at: 83.7, play: false, hidden: true, muted: false, isFirst: false };
  expect(query({ autoplay: true, poster: 'https://example.com/p.jpg' }, spare)).toEqual({
    muted: 'true',
    preload: 'auto',
    startTime: '83',
  });
});

test('a player that is loaded again plays on', () => {
  expect(query({}, { at: 12.2, play: true, isFirst: false })).toEqual({
    autoplay: 'true',
    preload: 'auto',
    startTime: '12',
  });
});
