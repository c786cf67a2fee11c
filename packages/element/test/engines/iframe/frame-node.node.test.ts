import { expect, test } from 'vitest';
import type { EngineSettings, EngineSource } from '../../../src/engines/engine.ts';
import { buildFrameUrl } from '../../../src/engines/iframe/frame-node.ts';

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
  defaultMuted: false,
  playsInline: true,
  preload: 'metadata',
  poster: undefined,
  crossOrigin: null,
  defaultTextTrack: undefined,
  primaryColor: undefined,
  letterboxColor: undefined,
};
const first = { position: undefined, shouldPlay: false, isStandby: false, isMuted: false, isFirst: true };
const query = (changes: Partial<EngineSettings>, start: Partial<Parameters<typeof buildFrameUrl>[3]> = {}) => {
  const url = new URL(buildFrameUrl(source, { ...settings, ...changes }, 'to.k.en', { ...first, ...start }));
  return Object.fromEntries(url.searchParams);
};

test('buildFrameUrl puts the token into a path of the customer subdomain', () => {
  expect(buildFrameUrl(source, settings, 'to.k.en', first)).toMatch(
    /^https:\/\/customer-abc123\.cloudflarestream\.com\/to\.k\.en\/iframe\?/,
  );
});

test('buildFrameUrl omits a boolean that is off, because the frame checks only its presence', () => {
  expect(query({})).toEqual({ preload: 'metadata', 'ad-url': source.adUrl });
  expect(query({ autoplay: true, loop: true, controls: false }, { isMuted: true })).toMatchObject({
    autoplay: 'true',
    loop: 'true',
    muted: 'true',
    controls: 'false',
  });
});

test('buildFrameUrl passes colors, poster and captions unchanged', () => {
  const options = {
    primaryColor: '#ff0000',
    letterboxColor: 'transparent',
    poster: 'https://example.com/a b.jpg?c=d&e',
    defaultTextTrack: 'de',
  };
  expect(query(options)).toMatchObject(options);
  expect(query({ poster: '' })).not.toHaveProperty('poster');
});

test('buildFrameUrl mutes and preloads a standby player, without a poster or an advertisement', () => {
  const standby = { position: 83.7, shouldPlay: false, isStandby: true, muted: false, isFirst: false };
  expect(query({ autoplay: true, poster: 'https://example.com/p.jpg' }, standby)).toEqual({
    muted: 'true',
    preload: 'auto',
    startTime: '83',
  });
});

test('buildFrameUrl resumes playback at the position of a reload', () => {
  expect(query({}, { position: 12.2, shouldPlay: true, isFirst: false })).toEqual({
    autoplay: 'true',
    preload: 'auto',
    startTime: '12',
  });
});
