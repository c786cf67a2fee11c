import { expect, test } from 'vitest';
import { selectFirstPlaylists, Prefetch } from '../../../src/engines/hls/prefetch.js';
import type { PlaylistResponse } from '../../../src/engines/hls/playlist-request.js';
import { FakeClock, flushPromises } from '../../support/fake-clock.ts';

const BASE = 'https://stream.example/token-x/manifest/';
const variant = (bandwidth: number, uri: string) =>
  `#EXT-X-STREAM-INF:RESOLUTION=1x1,CODECS="avc1,mp4a",AVERAGE-BANDWIDTH=1,BANDWIDTH=${bandwidth},AUDIO="group_audio"\n${uri}`;
const AUDIO =
  '#EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID="group_audio",NAME="original",LANGUAGE="en",DEFAULT=YES,AUTOSELECT=YES,URI="audio.m3u8"';
const playlist = (...lines: readonly string[]) => ['#EXTM3U', '#EXT-X-VERSION:6', ...lines, ''].join('\n');
const at = (...names: readonly string[]) => names.map((name) => `${BASE}${name}`);

test.each<[string, readonly string[], readonly string[]]>([
  [
    'the best video within the first bandwidth estimate',
    [variant(900_000, 'c'), variant(400_000, 'b'), variant(90_000, 'a')],
    at('b'),
  ],
  [
    'the smallest video when none is within the estimate',
    [variant(900_000, 'b'), variant(800_000, 'a'), variant(9_000_000, 'c')],
    at('a'),
  ],
  ['the audio of the video', [AUDIO, variant(400_000, 'a?llhlsHBs=0.5')], at('a?llhlsHBs=0.5', 'audio.m3u8')],
  ['no captions', ['#EXT-X-MEDIA:TYPE=SUBTITLES,GROUP-ID="x",DEFAULT=YES,URI="text.m3u8"', variant(1, 'a')], at('a')],
  ['nothing for an empty playlist', [], []],
])('selectFirstPlaylists returns %s', (_, lines, expected) => {
  expect(selectFirstPlaylists(playlist(...lines), `${BASE}video.m3u8`)).toEqual(expected);
  expect(selectFirstPlaylists(playlist(...lines).replaceAll('\n', '\r\n'), `${BASE}video.m3u8`)).toEqual(expected);
});

function startPrefetch() {
  const clock = new FakeClock();
  const lifetime = new AbortController();
  const requests = new Map<string, AbortSignal>();
  let answer: (text: string, status?: number) => void = () => {};
  const request = (url: string, signal: AbortSignal) => {
    requests.set(url, signal);
    return new Promise<PlaylistResponse>((resolve, reject) => {
      answer = (text, status = 200) => resolve({ status, text, url: url, token: 'token' });
      signal.addEventListener('abort', () => reject(signal.reason));
    });
  };
  const url = `${BASE}video.m3u8`;
  const prefetch = new Prefetch(url, { clock, signal: lifetime.signal, request });
  return {
    url,
    requests,
    clock,
    lifetime,
    prefetch,
    answer: (...given: Parameters<typeof answer>) => answer(...given),
  };
}

test('Prefetch requests the first playlists after the multivariant one, and returns each once', async () => {
  const { url, requests, prefetch, answer } = startPrefetch();
  answer(playlist(AUDIO, variant(1, 'level.m3u8')));
  await flushPromises();
  expect([...requests.keys()]).toEqual([url, ...at('level.m3u8', 'audio.m3u8')]);
  for (const one of requests.keys())
    expect([prefetch.take(one), prefetch.take(one)]).toEqual([expect.any(Promise), undefined]);
});

test('Prefetch requests no more after hls.js has taken the multivariant playlist', async () => {
  const { url, requests, prefetch, answer } = startPrefetch();
  void prefetch.take(url);
  answer(playlist(AUDIO, variant(1, 'level.m3u8')));
  await flushPromises();
  expect([...requests.keys()]).toEqual([url]);
});

test('Prefetch does not parse an error response', async () => {
  const { url, requests, answer } = startPrefetch();
  answer(playlist(AUDIO, variant(1, 'level.m3u8')), 404);
  await flushPromises();
  expect([...requests.keys()]).toEqual([url]);
});

test('Prefetch aborts its requests when the engine ends, or after a timeout', async () => {
  const [one, other] = [startPrefetch(), startPrefetch()];
  one.lifetime.abort();
  await other.clock.advance(20_000);
  await flushPromises();
  expect([...one.requests.values(), ...other.requests.values()].map(({ aborted }) => aborted)).toEqual([true, true]);
  expect([one.clock.timers, other.clock.timers]).toEqual([[], []]);
});
