import { describe, expect, test } from 'vitest';
import { findFirstSegments, selectFirstPlaylists } from '../../../src/engines/hls/prefetch.js';

const BASE = 'https://stream.example/token-x/manifest/';
const variant = (bandwidth: number, uri: string) =>
  `#EXT-X-STREAM-INF:RESOLUTION=1x1,CODECS="avc1,mp4a",AVERAGE-BANDWIDTH=1,BANDWIDTH=${bandwidth},AUDIO="group_audio"\n${uri}`;
const AUDIO =
  '#EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID="group_audio",NAME="original",LANGUAGE="en",DEFAULT=YES,AUTOSELECT=YES,URI="audio.m3u8"';
const playlist = (...lines: readonly string[]) => ['#EXTM3U', '#EXT-X-VERSION:6', ...lines, ''].join('\n');
const CRLF = (text: string) => text.replaceAll('\n', '\r\n');

test.each<[string, readonly string[], { video?: string; audio?: string }]>([
  [
    'the best video within the first bandwidth estimate',
    [variant(90_000, 'a'), variant(900_000, 'c'), variant(400_000, 'b')],
    { video: 'b' },
  ],
  [
    'the best video within the bandwidth of the first variant',
    [variant(900_000, 'c'), variant(400_000, 'b'), variant(2_000_000, 'd')],
    { video: 'c' },
  ],
  ['no video above 5 Mbit/s', [variant(9_000_000, 'b'), variant(4_000_000, 'a')], { video: 'a' }],
  [
    'the smallest video when none is within the estimate',
    [variant(6_000_000, 'a'), variant(9_000_000, 'b')],
    { video: 'a' },
  ],
  [
    'the audio of the video',
    [AUDIO, variant(400_000, 'a?llhlsHBs=0.5')],
    { video: 'a?llhlsHBs=0.5', audio: 'audio.m3u8' },
  ],
  [
    'no captions',
    ['#EXT-X-MEDIA:TYPE=SUBTITLES,GROUP-ID="x",DEFAULT=YES,URI="text.m3u8"', variant(1, 'a')],
    { video: 'a' },
  ],
  ['nothing for an empty playlist', [], {}],
])('selectFirstPlaylists returns %s', (_, lines, { video, audio }) => {
  const expected = { video: video && `${BASE}${video}`, audio: audio && `${BASE}${audio}` };
  expect(selectFirstPlaylists(playlist(...lines), `${BASE}video.m3u8`)).toEqual(expected);
  expect(selectFirstPlaylists(CRLF(playlist(...lines)), `${BASE}video.m3u8`)).toEqual(expected);
});

describe('findFirstSegments', () => {
  const MAP = '#EXT-X-MAP:URI="../init.mp4"';
  const segment = (number: number, duration = 4) => [`#EXTINF:${duration.toFixed(5)},`, `../seg_${number}.mp4`];
  const END = '#EXT-X-ENDLIST';
  const vod = [MAP, ...segment(1), ...segment(2), ...segment(3), END];
  const files = (...names: readonly string[]) => names.map((name) => `https://stream.example/token-x/${name}`);

  test.each<[string, number, readonly string[], readonly string[]]>([
    ['the init segment and the first segment', 0, vod, ['init.mp4', 'seg_1.mp4']],
    ['the segment at the start position', 5, vod, ['init.mp4', 'seg_2.mp4']],
    ['the segment that begins at the start position', 8, vod, ['init.mp4', 'seg_3.mp4']],
    ['nothing just before the next segment', 7.8, vod, []],
    ['nothing behind the end', 12, vod, []],
    [
      'the segment after other tags',
      0,
      [MAP, segment(1)[0]!, '#EXT-X-PROGRAM-DATE-TIME:x', segment(1)[1]!, END],
      ['init.mp4', 'seg_1.mp4'],
    ],
    ['a short first segment', 0, [MAP, ...segment(1, 0.1), END], ['init.mp4', 'seg_1.mp4']],
    ['nothing of a live stream', 0, vod.slice(0, -1), []],
    ['nothing with byte ranges', 0, [MAP, '#EXT-X-BYTERANGE:10@0', ...segment(1), END], []],
    [
      'nothing with a byte range of the init segment',
      0,
      ['#EXT-X-MAP:URI="../init.mp4",BYTERANGE="10@0"', ...segment(1), END],
      [],
    ],
    ['nothing with encryption', 0, [MAP, '#EXT-X-KEY:METHOD=AES-128,URI="key"', ...segment(1), END], []],
    ['nothing with several init segments', 0, [MAP, ...segment(1), MAP, ...segment(2), END], []],
    ['nothing of an empty playlist', 0, [END], []],
  ])('returns %s', (_, startPosition, lines, expected) => {
    const url = `${BASE}video.m3u8`;
    expect(findFirstSegments(playlist(...lines), url, startPosition)).toEqual(files(...expected));
    expect(findFirstSegments(CRLF(playlist(...lines)), url, startPosition)).toEqual(files(...expected));
  });
});
