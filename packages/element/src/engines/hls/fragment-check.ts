/**
 * Whether an fMP4 fragment consists of whole boxes, and its sample tables and decode times are possible. hls.js checks none of this: a corrupt
 * count freezes the page in a loop, a corrupt size hides the rest of the segment, and a corrupt time moves the position by years.
 */
export function isSoundFragment(bytes: Uint8Array): boolean {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const boxes = readBoxes(view, { start: 0, end: view.byteLength });
  const moofs = boxes.filter(({ type }) => type === 'moof');
  if (moofs.length === 0) return false;
  const children = moofs.map((moof) => readBoxes(view, moof));
  if (![boxes, ...children].every(areWhole)) return false;
  const runs: TrackRun[] = [];
  for (const traf of children.flat().filter(({ type }) => type === 'traf')) {
    const run = readTrackRun(view, traf);
    if (!run) return false;
    runs.push(run);
  }
  return [...new Set(runs.map(({ track }) => track))].every((id) =>
    isPossibleTimeline(runs.filter(({ track }) => track === id)),
  );
}

/** The byte range of a box's content. */
interface Span {
  readonly start: number;
  readonly end: number;
}

interface Box extends Span {
  readonly type: string;
  /** Whether the box ends where its parent or the next box can. */
  readonly isWhole: boolean;
}

/** The samples of a track in one `moof`. Times are in units of the timescale, which only the initialization segment contains. */
interface TrackRun {
  readonly track: number;
  readonly decodeTime: number | undefined;
  readonly duration: number;
}

/** Reads box sizes like hls.js, so that both find the same boxes. */
function readBoxes(view: DataView, { start, end }: Span): Box[] {
  const found: Box[] = [];
  for (let at = start; at + 8 <= end;) {
    const size = view.getUint32(at);
    const next = size > 1 ? at + size : end;
    const isWhole = (size < 2 || size >= 8) && (next === end || next + 8 <= end);
    found.push({ type: readType(view, at + 4), start: at + 8, end: Math.min(next, end), isWhole });
    at = next;
  }
  return found;
}

const readType = (view: DataView, at: number) =>
  String.fromCharCode(view.getUint8(at), view.getUint8(at + 1), view.getUint8(at + 2), view.getUint8(at + 3));

const areWhole = (boxes: readonly Box[]) => boxes.every(({ isWhole }) => isWhole);

/** `undefined` if something is corrupt. ISO/IEC 14496-12 §8.8.7, §8.8.8 and §8.8.12. */
function readTrackRun(view: DataView, traf: Box): TrackRun | undefined {
  const boxes = readBoxes(view, traf);
  const header = boxes.find(({ type, start, end }) => type === 'tfhd' && start + 8 <= end);
  if (!header || !areWhole(boxes)) return undefined;
  const defaults = readDefaults(view, header);
  let duration = 0;
  for (const box of boxes.filter(({ type }) => type === 'trun')) {
    const run = sumSamples(view, box, defaults);
    if (!run || run.bytes > view.byteLength) return undefined;
    duration += run.duration;
  }
  const time = boxes.find(({ type }) => type === 'tfdt');
  return { track: view.getUint32(header.start + 4), decodeTime: time && readDecodeTime(view, time), duration };
}

/** What a sample has unless its run says otherwise. */
interface SampleDefaults {
  readonly duration: number;
  readonly bytes: number;
}

/** Each field is present if its flag is set. */
function readDefaults(view: DataView, { start, end }: Span): SampleDefaults {
  const flags = view.getUint32(start);
  let at = start + 8 + (flags & 0x01 ? 8 : 0) + (flags & 0x02 ? 4 : 0);
  const read = (flag: number) => {
    if (!(flags & flag) || at + 4 > end) return 0;
    at += 4;
    return view.getUint32(at - 4);
  };
  return { duration: read(0x08), bytes: read(0x10) };
}

/** `undefined` if the table is longer than its box. */
function sumSamples(view: DataView, { start, end }: Span, defaults: SampleDefaults): SampleDefaults | undefined {
  if (start + 8 > end) return undefined;
  const flags = view.getUint32(start);
  const count = view.getUint32(start + 4);
  const table = start + 8 + (flags & 0x01 ? 4 : 0) + (flags & 0x04 ? 4 : 0);
  const entry = [0x100, 0x200, 0x400, 0x800].filter((flag) => flags & flag).length * 4;
  if (count > view.byteLength || table + count * entry > end) return undefined;
  const sum = (flag: number, offset: number, value: number) => {
    if (!(flags & flag)) return count * value;
    let total = 0;
    for (let index = 0; index < count; index += 1) total += view.getUint32(table + index * entry + offset);
    return total;
  };
  return {
    duration: sum(0x100, 0, defaults.duration),
    bytes: sum(0x200, flags & 0x100 ? 4 : 0, defaults.bytes),
  };
}

function readDecodeTime(view: DataView, { start, end }: Span): number | undefined {
  const isLong = start < end && view.getUint8(start) === 1;
  if (start + (isLong ? 12 : 8) > end) return undefined;
  return isLong ? view.getUint32(start + 4) * 2 ** 32 + view.getUint32(start + 8) : view.getUint32(start + 4);
}

/** Whether each run starts about where the one before it ends. A stream may have gaps, but none that is many times as long as the segment. */
function isPossibleTimeline(runs: readonly TrackRun[]): boolean {
  const shortest = Math.min(...runs.map(({ duration }) => duration).filter((duration) => duration > 0));
  const limit = shortest * runs.length * LONGEST_GAP;
  return runs.every(({ decodeTime, duration }, index) => {
    if (duration > limit) return false;
    const previous = runs[index - 1];
    if (decodeTime === undefined || previous?.decodeTime === undefined) return true;
    return Math.abs(decodeTime - previous.decodeTime - previous.duration) <= limit;
  });
}

/** In lengths of the segment. */
const LONGEST_GAP = 100;
