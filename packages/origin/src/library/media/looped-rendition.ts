import { findBox, fullBox, viewOf } from './fragmented-track.js';
import type { Rendition } from './rendition.js';

/** A part of an endless loop. Times in seconds from the start of the loop. */
export interface LoopedPart {
  readonly time: number;
  readonly duration: number;
  readonly independent: boolean;
}

export interface LoopedSegment extends LoopedPart {
  readonly parts: readonly LoopedPart[];
}

/** A rendition whose last segment is followed by its first. Its fragments are those of the source, with later decode times. */
export class LoopedRendition {
  readonly source: Rendition;
  /** Seconds of one round. The video's duration, for audio too, so that both stay in sync. */
  readonly roundS: number;

  constructor(source: Rendition, roundS: number) {
    this.source = source;
    this.roundS = roundS;
  }

  get name(): string {
    return this.source.name;
  }

  /** @param index From 0; any number of rounds. */
  segment(index: number): LoopedSegment {
    const { segment, offset } = this.#at(index);
    const { timescale } = this.source.track;
    const parts = segment.parts.map(({ time, duration, independent }) => ({
      time: offset + time / timescale,
      duration: duration / timescale,
      independent,
    }));
    return { time: offset + segment.time, duration: segment.duration, independent: true, parts };
  }

  /** Number of segments that start before this time. */
  startedBefore(seconds: number): number {
    const rounds = Math.floor(seconds / this.roundS);
    const within = this.source.segments.filter(({ time }) => time < seconds - rounds * this.roundS).length;
    return rounds * this.source.segments.length + within;
  }

  /** Durations of the longest segment and the longest part, in seconds. */
  get longest(): { readonly segment: number; readonly part: number } {
    const { segments, track } = this.source;
    const parts = track.fragments.map(({ duration }) => duration / track.timescale);
    return { segment: Math.max(...segments.map(({ duration }) => duration)), part: Math.max(...parts) };
  }

  bytes(index: number, part?: number): Uint8Array<ArrayBuffer> | undefined {
    const { segment, offset } = this.#at(index);
    const parts = part === undefined ? segment.parts : segment.parts.slice(part, part + 1);
    const [first] = parts;
    const last = parts.at(-1);
    if (!first || !last) return undefined;
    const bytes = this.source.bytes.slice(first.start, last.end);
    const ticks = BigInt(Math.round(offset * this.source.track.timescale));
    for (const { start } of parts) shiftDecodeTime(viewOf(bytes), start - first.start, ticks);
    return bytes;
  }

  #at(index: number) {
    const { segments } = this.source;
    const segment = segments[index % segments.length];
    if (!segment) throw new RangeError('the segment index is negative, or the rendition has no segments');
    return { segment, offset: Math.floor(index / segments.length) * this.roundS };
  }
}

/** Adds to the decode time of the fragment that starts here (ISO/IEC 14496-12 §8.8.12). */
function shiftDecodeTime(view: DataView, start: number, ticks: bigint): void {
  const tfdt = findBox(view, 'moof/traf/tfdt', start);
  if (!tfdt) return;
  const at = tfdt.body + 4;
  if (fullBox(view, tfdt).version === 1) view.setBigUint64(at, view.getBigUint64(at) + ticks);
  else view.setUint32(at, Number((BigInt(view.getUint32(at)) + ticks) & 0xffffffffn));
}
