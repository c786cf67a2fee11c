import type { ByteRange } from './byte-source.js';

/** One `moof` and its `mdat`. Times are in ticks of the track's timescale. */
export interface Fragment extends ByteRange {
  readonly time: number;
  readonly duration: number;
  /** Starts with a key frame. Always true for audio. */
  readonly independent: boolean;
}

/** Index of a fragmented file with one track (CMAF). */
export interface FragmentedTrack {
  readonly kind: 'video' | 'audio';
  /** In the form of the `CODECS` attribute, such as `avc1.4d4015`. */
  readonly codec: string;
  /** Ticks per second. */
  readonly timescale: number;
  readonly width: number;
  readonly height: number;
  /** Frames per second; 0 for audio. */
  readonly frameRate: number;
  readonly init: ByteRange;
  readonly fragments: readonly Fragment[];
}

/** Indexes a fragmented file. Throws a `TypeError` if the file is damaged, is not fragmented or does not have exactly one track. */
export function indexTrack(bytes: Uint8Array): FragmentedTrack {
  try {
    return readTrack(bytes);
  } catch (error) {
    // A `DataView` throws it for a field beyond the end of the file.
    if (error instanceof RangeError) throw new TypeError('a box is shorter than its fields', { cause: error });
    throw error;
  }
}

function readTrack(bytes: Uint8Array): FragmentedTrack {
  const view = viewOf(bytes);
  const moov = findBox(view, 'moov');
  const tracks = moov ? [...boxes(view, moov.body, moov.end)].filter((box) => box.type === 'trak') : [];
  const trak = tracks[0];
  if (!moov || !trak || tracks.length > 1) throw new TypeError('expected a fragmented MP4 with exactly one track');
  const { kind, timescale, codec, width, height } = describe(view, trak);
  const defaults = trackDefaults(view, moov);
  const fragments: Fragment[] = [];
  let samples = 0;
  let moof: Box | undefined;
  for (const box of boxes(view)) {
    if (box.type === 'moof') moof = box;
    if (box.type !== 'mdat' || !moof) continue;
    const run = readRun(view, moof, defaults);
    samples += run.samples;
    fragments.push({
      start: moof.start,
      end: box.end,
      time: run.time,
      duration: run.duration,
      independent: kind === 'audio' || run.independent,
    });
    moof = undefined;
  }
  if (!fragments.length) throw new TypeError('expected a fragmented MP4: write it with `-movflags cmaf`');
  const ticks = fragments.reduce((sum, { duration }) => sum + duration, 0);
  const frameRate = kind === 'video' ? Number(((samples * timescale) / ticks).toFixed(3)) : 0;
  return { kind, codec, timescale, width, height, frameRate, init: { start: 0, end: moov.end }, fragments };
}

function describe(view: DataView, trak: Box) {
  const requireBox = (path: string): Box => {
    const box = findBox(view, path, trak.body, trak.end);
    if (!box) throw new TypeError(`the track has no ${path}`);
    return box;
  };
  const mdhd = requireBox('mdia/mdhd');
  const timescale = view.getUint32(mdhd.body + (fullBox(view, mdhd).version === 1 ? 20 : 12));
  const stsd = requireBox('mdia/minf/stbl/stsd');
  const [entry] = boxes(view, stsd.body + 8, stsd.end);
  if (entry?.type === 'avc1') {
    const avcC = findBox(view, 'avcC', entry.body + 78, entry.end);
    if (!avcC) throw new TypeError('the track has no avcC');
    const codec = `avc1.${[1, 2, 3].map((at) => hex(view.getUint8(avcC.body + at))).join('')}`;
    const [width, height] = [view.getUint16(entry.body + 24), view.getUint16(entry.body + 26)];
    return { kind: 'video' as const, timescale, codec, width, height };
  }
  if (entry?.type === 'mp4a') return { kind: 'audio' as const, timescale, codec: 'mp4a.40.2', width: 0, height: 0 };
  throw new TypeError(`expected H.264 or AAC, found ${entry?.type ?? 'nothing'}`);
}

function trackDefaults(view: DataView, moov: Box) {
  const trex = findBox(view, 'mvex/trex', moov.body, moov.end);
  return trex
    ? { duration: view.getUint32(trex.body + 12), flags: view.getUint32(trex.body + 20) }
    : { duration: 0, flags: 0 };
}

/** Decode time and duration of a fragment (ISO/IEC 14496-12 §8.8.7, §8.8.8, §8.8.12). */
function readRun(view: DataView, moof: Box, defaults: { duration: number; flags: number }) {
  const tfhd = findBox(view, 'traf/tfhd', moof.body, moof.end);
  const trun = findBox(view, 'traf/trun', moof.body, moof.end);
  if (!tfhd || !trun) throw new TypeError('a fragment has no tfhd or trun');
  let { duration: sampleDuration, flags: sampleFlags } = defaults;
  const header = fullBox(view, tfhd).flags;
  let at = tfhd.body + 8 + (header & 0x1 ? 8 : 0) + (header & 0x2 ? 4 : 0);
  if (header & 0x8) sampleDuration = view.getUint32(at);
  at += (header & 0x8 ? 4 : 0) + (header & 0x10 ? 4 : 0);
  if (header & 0x20) sampleFlags = view.getUint32(at);

  const { flags } = fullBox(view, trun);
  const samples = view.getUint32(trun.body + 4);
  at = trun.body + 8 + (flags & 0x1 ? 4 : 0);
  let firstFlags = sampleFlags;
  if (flags & 0x4) firstFlags = view.getUint32(at);
  at += flags & 0x4 ? 4 : 0;
  const bytesPerSample = 4 * [0x100, 0x200, 0x400, 0x800].filter((field) => flags & field).length;
  if (samples * bytesPerSample > trun.end - at) throw new TypeError('a trun is shorter than its number of samples');
  let duration = flags & 0x100 ? 0 : samples * sampleDuration;
  for (let index = 0; bytesPerSample > 0 && index < samples; index += 1) {
    if (flags & 0x100) duration += view.getUint32(at);
    at += (flags & 0x100 ? 4 : 0) + (flags & 0x200 ? 4 : 0);
    if (flags & 0x400 && index === 0 && !(flags & 0x4)) firstFlags = view.getUint32(at);
    at += (flags & 0x400 ? 4 : 0) + (flags & 0x800 ? 4 : 0);
  }
  return { time: decodeTime(view, moof), duration, samples, independent: (firstFlags & 0x10000) === 0 };
}

function decodeTime(view: DataView, moof: Box): number {
  const tfdt = findBox(view, 'traf/tfdt', moof.body, moof.end);
  if (!tfdt) throw new TypeError('a fragment has no tfdt');
  return fullBox(view, tfdt).version === 1 ? Number(view.getBigUint64(tfdt.body + 4)) : view.getUint32(tfdt.body + 4);
}

const hex = (value: number) => value.toString(16).padStart(2, '0');

/** One box of an MP4 file: `start` is the position of its size, `body` follows its type, `end` follows the box. Bytes from the start of the file. */
interface Box {
  readonly type: string;
  readonly start: number;
  readonly body: number;
  readonly end: number;
}

/** The boxes between two positions (ISO/IEC 14496-12 §4.2). Stops at the first invalid size. */
function* boxes(view: DataView, from = 0, to = view.byteLength): Generator<Box> {
  let start = from;
  while (start + 8 <= to) {
    const short = view.getUint32(start);
    if (short === 1 && start + 16 > to) return;
    const size = short === 1 ? Number(view.getBigUint64(start + 8)) : short === 0 ? to - start : short;
    const body = start + (short === 1 ? 16 : 8);
    const end = start + size;
    if (end > to || end < body) return;
    yield { type: typeAt(view, start + 4), start, body, end };
    start = end;
  }
}

/** The first box at a path of types, such as `moov/trak/tkhd`. */
export function findBox(view: DataView, path: string, from = 0, to = view.byteLength): Box | undefined {
  const [type, ...rest] = path.split('/');
  for (const box of boxes(view, from, to)) {
    if (box.type !== type) continue;
    return rest.length ? findBox(view, rest.join('/'), box.body, box.end) : box;
  }
  return undefined;
}

/** The version and flags of a full box. */
export const fullBox = (view: DataView, box: Box) => ({
  version: view.getUint8(box.body),
  flags: view.getUint32(box.body) & 0xffffff,
});

export const viewOf = (bytes: Uint8Array): DataView => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);

const typeAt = (view: DataView, at: number) =>
  String.fromCharCode(view.getUint8(at), view.getUint8(at + 1), view.getUint8(at + 2), view.getUint8(at + 3));
