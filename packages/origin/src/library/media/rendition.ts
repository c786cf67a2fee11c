import type { ByteRange } from './byte-source.js';
import type { Fragment, FragmentedTrack } from './fragmented-track.js';

/** One segment of a rendition. Times in seconds. */
export interface Segment extends ByteRange {
  /** From 1, as the service counts. */
  readonly number: number;
  readonly time: number;
  readonly duration: number;
  readonly parts: readonly Fragment[];
}

/** One track, cut into segments. */
export interface Rendition {
  readonly medium: 'video' | 'audio';
  /** Its name in URLs: the height of a video track, the kilobits per second of an audio track. */
  readonly name: string;
  readonly track: FragmentedTrack;
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly segments: readonly Segment[];
  /** Seconds. */
  readonly duration: number;
  /** Bits per second: of the largest segment, and the average. */
  readonly bandwidth: { readonly peak: number; readonly average: number };
}

/** All tracks of a video, cut at the same times. */
export interface Tracks<T> {
  readonly video: readonly T[];
  readonly audio: T;
  /** Empty in a broadcast. */
  readonly dubs: readonly T[];
}

/** Finds a track by its medium and its name in URLs. */
export const renditionIn = <T extends Pick<Rendition, 'name'>>(
  { video, audio, dubs }: Tracks<T>,
  medium: 'video' | 'audio',
  name: string,
): T | undefined => (medium === 'video' ? video : [audio, ...dubs]).find((rendition) => rendition.name === name);

/** Cuts a track into segments that start at the given times (seconds). */
export function cutRendition(
  bytes: Uint8Array<ArrayBuffer>,
  track: FragmentedTrack,
  starts: readonly number[],
): Rendition {
  const segments = segmentsOf(track, starts);
  const duration = segments.reduce((sum, segment) => sum + segment.duration, 0);
  const rates = segments.map((segment) => bitRate(segment, segment.duration));
  const average = Math.round(bitRate({ start: segments[0]?.start ?? 0, end: segments.at(-1)?.end ?? 0 }, duration));
  return {
    medium: track.kind,
    name: String(track.kind === 'video' ? track.height : Math.round(average / 1000)),
    track,
    bytes,
    segments,
    duration,
    bandwidth: { peak: Math.round(Math.max(...rates)), average },
  };
}

/** Times (seconds) at which segments of about this length can start: the first independent fragment at or after each multiple. */
export function segmentStarts({ fragments, timescale }: FragmentedTrack, lengthS: number): number[] {
  const starts: number[] = [];
  let due = 0;
  for (const { independent, time } of fragments) {
    if (!independent || time < due * timescale) continue;
    starts.push(time / timescale);
    due = (Math.floor(time / timescale / lengthS) + 1) * lengthS;
  }
  return starts;
}

/** Cuts before the first independent fragment at or after each start, so that the audio is cut where the video is. */
function segmentsOf({ fragments, timescale }: FragmentedTrack, starts: readonly number[]): Segment[] {
  const groups: Fragment[][] = [];
  for (const fragment of fragments) {
    const isStart = fragment.independent && fragment.time >= (starts[groups.length] ?? Infinity) * timescale;
    if (isStart || !groups.length) groups.push([fragment]);
    else groups.at(-1)?.push(fragment);
  }
  return groups.map((parts, index) => ({
    number: index + 1,
    start: parts[0]?.start ?? 0,
    end: parts.at(-1)?.end ?? 0,
    time: (parts[0]?.time ?? 0) / timescale,
    duration: parts.reduce((sum, part) => sum + part.duration, 0) / timescale,
    parts,
  }));
}

const bitRate = ({ start, end }: ByteRange, seconds: number) => ((end - start) * 8) / seconds;
