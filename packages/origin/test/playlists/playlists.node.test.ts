import { createFile, type ISOFile, type Movie, MP4BoxBuffer } from 'mp4box';
import { beforeAll, describe, expect, test } from 'vitest';
import { createOrigin, LIVE_INPUT_ID, type Origin } from '@secure-stream/origin';
import { attributesOf, faultsOf, readPlaylist, type ReadPlaylist } from '../support/playlist-reader.js';
import { BASE, get, sign } from '../support/sign.js';
import { parsePlaylistName, playlistName } from '../../src/playlists/playlist-names.js';

let origin: Origin;
let tokens: Readonly<Record<string, string>>;

beforeAll(async () => {
  origin = createOrigin();
  const key = await origin.keys.create();
  origin.liveInputs.start(LIVE_INPUT_ID);
  // The window contains the end of the loop and its new start.
  origin.clock.jump(106_000);
  tokens = { 'a video': await sign(key), 'a broadcast': await sign(key, { sub: LIVE_INPUT_ID }) };
});

const resolve = (uri: string, base: string) => {
  const { pathname, search } = new URL(uri, BASE + base);
  return pathname + search;
};
const bytesAt = async (path: string) => (await get(origin, path)).arrayBuffer();

interface Track {
  readonly attributes: Readonly<Record<string, string>>;
  readonly path: string;
  readonly playlist: ReadPlaylist;
  /** Sizes and durations of its segments: bytes and seconds. */
  readonly segments: readonly { readonly size: number; readonly duration: number; readonly bytes: ArrayBuffer }[];
  readonly init: ArrayBuffer;
}

async function trackOf(attributes: Track['attributes'], path: string): Promise<Track> {
  const playlist = readPlaylist(await (await get(origin, path)).text());
  const segments: { size: number; duration: number; bytes: ArrayBuffer }[] = [];
  for (const { uri, duration } of playlist.segments) {
    const bytes = await bytesAt(resolve(uri, path));
    segments.push({ size: bytes.byteLength, duration, bytes });
  }
  return { attributes, path, playlist, segments, init: await bytesAt(resolve(playlist.map ?? '', path)) };
}

async function readAll(token: string) {
  const path = `/${token}/manifest/video.m3u8`;
  const text = await (await get(origin, path)).text();
  const lines = text.split('\n');
  const variants = await Promise.all(
    lines.flatMap((line, at) =>
      line.startsWith('#EXT-X-STREAM-INF:') ? [trackOf(attributesOf(line), resolve(lines[at + 1]!, path))] : [],
    ),
  );
  const media = lines.filter((line) => line.startsWith('#EXT-X-MEDIA:')).map(attributesOf);
  const sounds = media.filter(({ TYPE }) => TYPE === 'AUDIO');
  const [audio, ...dubs] = await Promise.all(sounds.map((sound) => trackOf(sound, resolve(sound['URI']!, path))));
  return { text, variants, media, audio: audio!, dubs };
}

/** How mp4box parses an init segment and a media segment. */
function parse(...buffers: readonly ArrayBuffer[]): { movie: Movie; file: ISOFile } {
  const file = createFile();
  let movie: Movie | undefined;
  file.onReady = (info) => (movie = info);
  let at = 0;
  for (const buffer of buffers) {
    file.appendBuffer(MP4BoxBuffer.fromArrayBuffer(buffer.slice(0), at));
    at += buffer.byteLength;
  }
  file.flush();
  return { movie: movie!, file };
}

describe.each(['a video', 'a broadcast'])('the playlists of %s', (name) => {
  let all: Awaited<ReturnType<typeof readAll>>;
  beforeAll(async () => {
    all = await readAll(tokens[name]!);
  });

  test('follow RFC 8216bis', () => {
    for (const { playlist } of [...all.variants, all.audio, ...all.dubs]) expect(faultsOf(playlist)).toEqual([]);
  });

  test('refer to existing groups, and declare independent segments', () => {
    expect(all.text).toContain('#EXT-X-INDEPENDENT-SEGMENTS\n');
    const groups = new Set(all.media.map((media) => `${media['TYPE']} ${media['GROUP-ID']}`));
    for (const { attributes } of all.variants) {
      expect(groups).toContain(`AUDIO ${attributes['AUDIO']}`);
      if (attributes['SUBTITLES']) expect(groups).toContain(`SUBTITLES ${attributes['SUBTITLES']}`);
    }
  });

  test('list a default audio track, and dubs of the same length, which a broadcast does not have', () => {
    expect(all.audio.attributes['DEFAULT']).toBe('YES');
    expect(all.dubs).toHaveLength(name === 'a video' ? 1 : 0);
    const lengths = ({ segments }: Track) => segments.map(({ duration }) => duration);
    for (const dub of all.dubs) {
      expect(dub.attributes).toMatchObject({
        DEFAULT: 'NO',
        LANGUAGE: 'de',
        'GROUP-ID': all.audio.attributes['GROUP-ID'],
      });
      expect(lengths(dub)).toEqual(lengths(all.audio));
    }
  });

  test('declare the codecs, size and frame rate of the media', () => {
    const sound = parse(all.audio.init).movie.tracks[0]!;
    for (const { attributes, init, segments } of all.variants) {
      const { movie, file } = parse(init, segments[0]!.bytes);
      const [picture] = movie.tracks;
      expect(attributes['CODECS']).toBe(`${picture!.codec},${sound.codec}`);
      expect(attributes['RESOLUTION']).toBe(`${picture!.video!.width}x${picture!.video!.height}`);
      const samples = file.getTrackSamplesInfo(picture!.id);
      expect(Number(attributes['FRAME-RATE'])).toBeCloseTo(samples.length / segments[0]!.duration, 1);
    }
  });

  test('declare the peak and the average bandwidth of the segments', () => {
    const peak = ({ segments }: Track) => Math.max(...segments.map(({ size, duration }) => (size * 8) / duration));
    const mean = ({ segments }: Track) =>
      (segments.reduce((sum, { size }) => sum + size, 0) * 8) /
      segments.reduce((sum, { duration }) => sum + duration, 0);
    for (const variant of all.variants) {
      expect(Number(variant.attributes['BANDWIDTH'])).toBeGreaterThanOrEqual(Math.floor(peak(variant)));
      const expected = mean(variant) + mean(all.audio);
      expect(Number(variant.attributes['AVERAGE-BANDWIDTH']) / expected).toBeCloseTo(1, name === 'a video' ? 2 : 0);
    }
  });

  test('list segments that begin with a key frame, follow each other, and have the declared duration', () => {
    for (const { init, segments, attributes } of [...all.variants, all.audio, ...all.dubs]) {
      let end: number | undefined;
      for (const { bytes, duration } of segments) {
        const { movie, file } = parse(init, bytes);
        const { id, timescale } = movie.tracks[0]!;
        const samples = file.getTrackSamplesInfo(id);
        if (attributes['CODECS']) expect(samples[0]!.is_sync).toBe(true);
        const length = samples.reduce((sum, sample) => sum + sample.duration, 0);
        expect(length / timescale).toBeCloseTo(duration, 4);
        if (end !== undefined) expect(samples[0]!.dts).toBe(end);
        end = samples[0]!.dts + length;
      }
    }
  });
});

const UID = '5d5bc37ffcf54c9b82e996823bffbb81';

test.each([
  ['video', 0],
  ['audio', 1],
  ['text', 63],
] as const)('parses a name of the %s track %i', (medium, index) => {
  const name = playlistName(UID, medium, index);
  expect(name).toMatch(/^stream_t[0-9a-f]{32}_r\d+\.m3u8$/);
  expect(parsePlaylistName(UID, name)).toEqual({ medium, index });
});

test.each(['1'.repeat(32), '01'.repeat(16), 'f'.repeat(32)])('keeps the media of the uid %s apart', (uid) => {
  for (const medium of ['video', 'audio', 'text'] as const)
    expect(parsePlaylistName(uid, playlistName(uid, medium, 0))?.medium).toBe(medium);
});

test('creates a different name each time', () => {
  expect(playlistName(UID, 'video', 0)).not.toBe(playlistName(UID, 'video', 0));
});

test('rejects a name of another video, and what is not a name', () => {
  for (const name of [playlistName(UID.replace('5', '6'), 'video', 0), 'video.m3u8', `stream_t${UID}_rx.m3u8`]) {
    expect(parsePlaylistName(UID, name)).toBe(null);
  }
});
