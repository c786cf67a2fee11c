import { findBox, fullBox, viewOf } from './boxes.js';
import type { Rendition } from './media.js';

/** A piece of an endless film. Times in seconds from the start of the first round. */
export interface LoopedPart {
  readonly time: number;
  readonly duration: number;
  readonly independent: boolean;
}

export interface LoopedSegment extends LoopedPart {
  readonly parts: readonly LoopedPart[];
}

/** A rendition whose last segment is followed by its first: the fragments are the film's, with later times written into them. */
export class LoopedRendition {
  readonly film: Rendition;
  /** Seconds of one round: the picture's, for the sound too, so that both stay together. */
  readonly round: number;

  constructor(film: Rendition, round: number) {
    this.film = film;
    this.round = round;
  }

  get name(): string {
    return this.film.name;
  }

  /** @param index From 0, without an end. */
  segment(index: number): LoopedSegment {
    const { segment, offset } = this.#at(index);
    const { timescale } = this.film.track;
    const parts = segment.parts.map(({ time, duration, independent }) => ({
      time: offset + time / timescale,
      duration: duration / timescale,
      independent,
    }));
    return { time: offset + segment.time, duration: segment.duration, independent: true, parts };
  }

  /** How many segments have started before this many seconds. */
  startedBefore(seconds: number): number {
    const rounds = Math.floor(seconds / this.round);
    const within = this.film.segments.filter(({ time }) => time < seconds - rounds * this.round).length;
    return rounds * this.film.segments.length + within;
  }

  /** The longest of its segments, and of its parts, in seconds. */
  get longest(): { readonly segment: number; readonly part: number } {
    const { segments, track } = this.film;
    const parts = track.fragments.map(({ duration }) => duration / track.timescale);
    return { segment: Math.max(...segments.map(({ duration }) => duration)), part: Math.max(...parts) };
  }

  bytes(index: number, part?: number): Uint8Array<ArrayBuffer> | undefined {
    const { segment, offset } = this.#at(index);
    const parts = part === undefined ? segment.parts : segment.parts.slice(part, part + 1);
    const [first] = parts;
    const last = parts.at(-1);
    if (!first || !last) return undefined;
    const bytes = this.film.bytes.slice(first.start, last.end);
    const ticks = BigInt(Math.round(offset * this.film.track.timescale));
    for (const { start } of parts) delay(viewOf(bytes), start - first.start, ticks);
    return bytes;
  }

  #at(index: number) {
    const { segments } = this.film;
    const segment = segments[index % segments.length];
    if (!segment) throw new RangeError('a rendition has at least one segment, and an index is not negative');
    return { segment, offset: Math.floor(index / segments.length) * this.round };
  }
}

/** Adds to the decode time of the fragment that starts here (ISO/IEC 14496-12 §8.8.12). */
function delay(view: DataView, start: number, ticks: bigint): void {
  const tfdt = findBox(view, 'moof/traf/tfdt', start);
  if (!tfdt) return;
  const at = tfdt.body + 4;
  if (fullBox(view, tfdt).version === 1) view.setBigUint64(at, view.getBigUint64(at) + ticks);
  else view.setUint32(at, Number((BigInt(view.getUint32(at)) + ticks) & 0xffffffffn));
}
