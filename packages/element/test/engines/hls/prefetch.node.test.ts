import { expect, test } from 'vitest';
import { selectFirstPlaylists, Prefetch } from '../../../src/engines/hls/prefetch.js';
import type { PlaylistResponse } from '../../../src/engines/hls/playlist-request.js';
import { FakeClock, flushPromises } from '../../support/fake-clock.ts';

const BASE = 'https://stream.example/token-x/manifest/';
const variant = (bandwidth: number, uri: string) =>
  `#EXT-X-STREAM-INF:RESOLUTION=1x1,CODECS="avc1,mp4a",AVERAGE-BANDWIDTH=1,BANDWIDTH=${bandwidth},AUDIO="group_audio"\n${uri}`;
const SOUND =
  '#EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID="group_audio",NAME="original",LANGUAGE="en",DEFAULT=YES,AUTOSELECT=YES,URI="sound.m3u8"';
const playlist = (...lines: readonly string[]) => ['#EXTM3U', '#EXT-X-VERSION:6', ...lines, ''].join('\n');
const at = (...names: readonly string[]) => names.map((name) => `${BASE}${name}`);

test.each<[string, readonly string[], readonly string[]]>([
  [
    'the best picture that the first estimate carries',
    [variant(900_000, 'c'), variant(400_000, 'b'), variant(90_000, 'a')],
    at('b'),
  ],
  [
    'the smallest, when it carries none',
    [variant(900_000, 'b'), variant(800_000, 'a'), variant(9_000_000, 'c')],
    at('a'),
  ],
  ['the sound with it', [SOUND, variant(400_000, 'a?llhlsHBs=0.5')], at('a?llhlsHBs=0.5', 'sound.m3u8')],
  ['no captions', ['#EXT-X-MEDIA:TYPE=SUBTITLES,GROUP-ID="x",DEFAULT=YES,URI="text.m3u8"', variant(1, 'a')], at('a')],
  ['nothing, where there is nothing', [], []],
])('hls.js is expected to ask for %s', (_, lines, expected) => {
  expect(selectFirstPlaylists(playlist(...lines), `${BASE}video.m3u8`)).toEqual(expected);
  expect(selectFirstPlaylists(playlist(...lines).replaceAll('\n', '\r\n'), `${BASE}video.m3u8`)).toEqual(expected);
});

function startPrefetch() {
  const clock = new FakeClock();
  const life = new AbortController();
  const asked = new Map<string, AbortSignal>();
  let answer: (text: string, status?: number) => void = () => {};
  const request = (url: string, signal: AbortSignal) => {
    asked.set(url, signal);
    return new Promise<PlaylistResponse>((resolve, reject) => {
      answer = (text, status = 200) => resolve({ status, text, url: url, token: 'token' });
      signal.addEventListener('abort', () => reject(signal.reason));
    });
  };
  const url = `${BASE}video.m3u8`;
  const prefetch = new Prefetch(url, { clock, signal: life.signal, request });
  return {
    address: url,
    asked,
    clock,
    life,
    prefetch,
    answer: (...given: Parameters<typeof answer>) => answer(...given),
  };
}

test('the first playlists are asked for as soon as the multivariant one is there, and each is given once', async () => {
  const { address: url, asked, prefetch, answer } = startPrefetch();
  answer(playlist(SOUND, variant(1, 'picture.m3u8')));
  await flushPromises();
  expect([...asked.keys()]).toEqual([url, ...at('picture.m3u8', 'sound.m3u8')]);
  for (const one of asked.keys())
    expect([prefetch.take(one), prefetch.take(one)]).toEqual([expect.any(Promise), undefined]);
});

test('once hls.js has asked, it asks for the rest by itself', async () => {
  const { address: url, asked, prefetch, answer } = startPrefetch();
  void prefetch.take(url);
  answer(playlist(SOUND, variant(1, 'picture.m3u8')));
  await flushPromises();
  expect([...asked.keys()]).toEqual([url]);
});

test('a refusal is not read for addresses', async () => {
  const { address: url, asked, answer } = startPrefetch();
  answer(playlist(SOUND, variant(1, 'picture.m3u8')), 404);
  await flushPromises();
  expect([...asked.keys()]).toEqual([url]);
});

test('nothing is left when the engine ends, or no answer comes', async () => {
  const [one, other] = [startPrefetch(), startPrefetch()];
  one.life.abort();
  await other.clock.advance(20_000);
  await flushPromises();
  expect([...one.asked.values(), ...other.asked.values()].map(({ aborted }) => aborted)).toEqual([true, true]);
  expect([one.clock.timers, other.clock.timers]).toEqual([[], []]);
});
