import { memoizeAsync } from '../memoize-async.js';

/** The tracks of a folder with HLS. */
export interface HlsFolder {
  readonly video: readonly SplitTracks['video'][];
  readonly audio: SplitTracks['audio'];
}

/** Reads a file of the folder; throws for a file outside of it. */
export type ReadInFolder = (file: string) => Promise<Uint8Array<ArrayBuffer>>;

/**
 * Reads HLS from a packager: a multivariant playlist with separate audio, and segments in fragmented MP4, as files or byte ranges. Throws a
 * `TypeError` for other forms.
 */
export async function readHlsFolder(multivariant: string, read: ReadInFolder): Promise<HlsFolder> {
  const lines = linesOf(await read(multivariant));
  // Packagers also list the audio alone, as a variant without video.
  const variants = lines.flatMap((line, at) => (/^#EXT-X-STREAM-INF:.*(avc1|RESOLUTION=)/.test(line) ? [lines[at + 1] ?? ''] : [])); // prettier-ignore
  const rendition = lines.find((line) => line.startsWith('#EXT-X-MEDIA:') && line.includes('TYPE=AUDIO'));
  const audio = rendition && attribute(rendition, 'URI');
  if (!variants.length) throw new TypeError('its playlist has no variant with video');
  if (!audio) throw new TypeError('its audio is not a separate rendition');
  const track = async (uri: string) => readTrack(resolveUri(multivariant, uri), read);
  return { video: await Promise.all([...new Set(variants)].map(track)), audio: await track(audio) };
}

async function readTrack(playlist: string, read: ReadInFolder): Promise<Uint8Array<ArrayBuffer>> {
  const lines = linesOf(await read(playlist));
  const map = lines.find((line) => line.startsWith('#EXT-X-MAP:'));
  if (!map)
    throw new TypeError(
      `${playlist} has no EXT-X-MAP: MPEG-TS is not supported (the service replaced it in April 2026)`,
    );
  if (lines.some((line) => line.startsWith('#EXT-X-KEY:'))) throw new TypeError(`${playlist} is encrypted`);
  const init = { uri: attribute(map, 'URI') ?? '', range: attribute(map, 'BYTERANGE') };
  /** A playlist of byte ranges names one file for every segment. */
  const files = new Map<string, Promise<Uint8Array>>();
  const pieces: Uint8Array[] = [];
  let end = 0;
  let range: string | undefined;
  for (const line of [init, ...lines]) {
    if (typeof line === 'string' && line.startsWith('#EXT-X-BYTERANGE:')) range = line.slice(17);
    if (typeof line === 'string' && line.startsWith('#')) continue;
    const entry = typeof line === 'string' ? { uri: line, range } : line;
    const file = resolveUri(playlist, entry.uri);
    const whole = await memoizeAsync(files, file, () => read(file));
    const [length = NaN, start = end] = (entry.range ?? '').split('@').map(Number);
    end = entry.range ? start + length : 0;
    pieces.push(entry.range ? whole.subarray(start, end) : whole);
    range = undefined;
  }
  return new Uint8Array(await new Blob(pieces as Uint8Array<ArrayBuffer>[]).arrayBuffer());
}

const linesOf = (bytes: Uint8Array): string[] =>
  new TextDecoder()
    .decode(bytes)
    .split(/\r?\n/)
    .filter((line) => line.trim());

const attribute = (line: string, name: string): string | undefined =>
  new RegExp(`[:,]${name}="([^"]*)"`).exec(line)?.[1];

/** Resolves a URI in a playlist to a path from the folder. A path out of the folder begins with `..`. */
function resolveUri(file: string, uri: string): string {
  const parts = file.split('/').slice(0, -1);
  for (const part of decode(uri.replace(/[?#].*/, '')).split('/')) {
    if (part === '..' && parts.length && parts.at(-1) !== '..') parts.pop();
    else if (part !== '.' && part) parts.push(part);
  }
  return parts.join('/');
}

function decode(uri: string): string {
  try {
    return decodeURIComponent(uri);
  } catch (error) {
    throw new TypeError(`its playlist has the malformed URI ${JSON.stringify(uri)}`, { cause: error });
  }
}

/** The tracks of an MP4, each as a fragmented file. */
interface SplitTracks {
  readonly video: Uint8Array<ArrayBuffer>;
  readonly audio: Uint8Array<ArrayBuffer>;
}

/** Length of an audio fragment: about half a second at common sample rates. */
const AUDIO_FRAGMENT_SAMPLES = 25;

/**
 * Splits an MP4 like a packager: one fragmented file for video, one for audio. A video fragment begins with a key frame. Throws a `TypeError`
 * unless the file is an MP4 with H.264 and AAC.
 */
export async function splitMp4(bytes: Uint8Array<ArrayBuffer>): Promise<SplitTracks> {
  const { createFile, MP4BoxBuffer, Log } = await import('mp4box');
  Log.setLogLevel(Log.error);
  const file = createFile();
  const pieces = new Map<number, ArrayBuffer[]>();
  let tracks: { readonly video: number | undefined; readonly audio: number | undefined } | undefined;
  file.onSegment = (id, _user, buffer) => void pieces.get(id)?.push(buffer);
  file.onReady = ({ videoTracks, audioTracks }) => {
    const video = videoTracks.find(({ codec }) => codec.startsWith('avc1'))?.id;
    const audio = audioTracks.find(({ codec }) => codec.startsWith('mp4a'))?.id;
    tracks = { video, audio };
    if (video === undefined || audio === undefined) return;
    file.setSegmentOptions(video, undefined, { nbSamples: 1, nbSamplesPerFragment: Infinity, rapAlignement: true });
    file.setSegmentOptions(audio, undefined, { nbSamples: AUDIO_FRAGMENT_SAMPLES, nbSamplesPerFragment: Infinity, rapAlignement: false }); // prettier-ignore
    for (const { id, buffer } of file.initializeSegmentation('per-track')) pieces.set(id, [buffer]);
    file.start();
  };
  file.appendBuffer(MP4BoxBuffer.fromArrayBuffer(bytes.slice().buffer, 0), true);
  file.flush();
  if (tracks?.video === undefined) throw new TypeError('it has no H.264 track');
  if (tracks.audio === undefined) throw new TypeError('it has no AAC track');
  return { video: concat(pieces.get(tracks.video)), audio: concat(pieces.get(tracks.audio)) };
}

function concat(pieces: readonly ArrayBuffer[] = []): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(pieces.reduce((sum, { byteLength }) => sum + byteLength, 0));
  let at = 0;
  for (const piece of pieces) {
    whole.set(new Uint8Array(piece), at);
    at += piece.byteLength;
  }
  return whole;
}
