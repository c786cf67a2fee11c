import type { SplitTracks } from './mp4-file.js';

/** What a folder of HLS has: several pictures, one sound. */
export interface HlsFolder {
  readonly video: readonly SplitTracks['video'][];
  readonly audio: SplitTracks['audio'];
}

/** Reads a file of the folder; throws for what lies outside of it. */
export type ReadInFolder = (file: string) => Promise<Uint8Array<ArrayBuffer>>;

/**
 * Reads HLS as a packager has written it: a multivariant playlist with a separate sound, and segments of fragmented MP4, in files or byte
 * ranges. Throws a `TypeError` when it is something else.
 */
export async function readHlsFolder(multivariant: string, read: ReadInFolder): Promise<HlsFolder> {
  const lines = linesOf(await read(multivariant));
  // Packagers list the sound by itself, too, as a variant without a picture.
  const variants = lines.flatMap((line, at) => (/^#EXT-X-STREAM-INF:.*(avc1|RESOLUTION=)/.test(line) ? [lines[at + 1] ?? ''] : [])); // prettier-ignore
  const sound = lines.find((line) => line.startsWith('#EXT-X-MEDIA:') && line.includes('TYPE=AUDIO'));
  const audio = sound && attribute(sound, 'URI');
  if (!variants.length) throw new TypeError('its playlist has no variant with a picture');
  if (!audio) throw new TypeError('its sound is not a rendition of its own');
  const track = async (uri: string) => readTrack(beside(multivariant, uri), read);
  return { video: await Promise.all([...new Set(variants)].map(track)), audio: await track(audio) };
}

async function readTrack(playlist: string, read: ReadInFolder): Promise<Uint8Array<ArrayBuffer>> {
  const lines = linesOf(await read(playlist));
  const map = lines.find((line) => line.startsWith('#EXT-X-MAP:'));
  if (!map)
    throw new TypeError(`${playlist} has no EXT-X-MAP: MPEG-TS is not served, the service gave it up in April 2026`);
  if (lines.some((line) => line.startsWith('#EXT-X-KEY:'))) throw new TypeError(`${playlist} is encrypted`);
  const init = { uri: attribute(map, 'URI') ?? '', range: attribute(map, 'BYTERANGE') };
  const pieces: Uint8Array[] = [];
  let end = 0;
  let range: string | undefined;
  for (const line of [init, ...lines]) {
    if (typeof line === 'string' && line.startsWith('#EXT-X-BYTERANGE:')) range = line.slice(17);
    if (typeof line === 'string' && line.startsWith('#')) continue;
    const entry = typeof line === 'string' ? { uri: line, range } : line;
    const whole = await read(beside(playlist, entry.uri));
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

/** A relative path, as a path from the folder. What leaves it still begins with `..`. */
function beside(file: string, uri: string): string {
  const parts = file.split('/').slice(0, -1);
  for (const part of decodeURIComponent(uri.replace(/[?#].*/, '')).split('/')) {
    if (part === '..' && parts.length && parts.at(-1) !== '..') parts.pop();
    else if (part !== '.' && part) parts.push(part);
  }
  return parts.join('/');
}
