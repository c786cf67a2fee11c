import type { LivePart, LiveSegment, Timeline } from '../live/timeline.js';

/** What a live playlist contains. */
export interface LivePlaylistOptions {
  /** Maximum number of segments, counted from the newest. */
  readonly window: number;
  readonly dvr: boolean;
  readonly lowLatency: boolean;
  readonly ended: boolean;
  /** Returns the URL of a file of this rendition. */
  readonly uri: (file: string) => string;
  /** The other renditions, for rendition reports. */
  readonly others: readonly { readonly uri: string; readonly timeline: Timeline }[];
}

/** Segments at the live edge that are also listed in parts: at least three target durations (RFC 8216bis §6.2.2). */
const SEGMENTS_WITH_PARTS = 4;

/** A live media playlist at one time: the complete segments and, with low latency, the parts of the next one (docs/stream-facts.md, "Live"). */
export function livePlaylist(timeline: Timeline, now: number, options: LivePlaylistOptions): string {
  const count = timeline.count(now);
  const first = Math.max(0, count - options.window);
  const { segment, part } = timeline.rendition.longest;
  const parts = options.lowLatency && !options.ended;
  const segments = Array.from({ length: count - first }, (_, index) => timeline.at(first + index)!);
  return [
    '#EXTM3U',
    `#EXT-X-VERSION:${options.dvr ? 8 : 6}`,
    '#EXT-X-INDEPENDENT-SEGMENTS',
    `#EXT-X-TARGETDURATION:${Math.ceil(segment)}`,
    ...(parts
      ? [
          `#EXT-X-SERVER-CONTROL:CAN-BLOCK-RELOAD=YES,PART-HOLD-BACK=${(3 * part).toFixed(1)}`,
          `#EXT-X-PART-INF:PART-TARGET=${part}`,
        ]
      : []),
    `#EXT-X-MEDIA-SEQUENCE:${first}`,
    `#EXT-X-DISCONTINUITY-SEQUENCE:${timeline.discontinuitiesBefore(first)}`,
    `#EXT-X-MAP:URI="${options.uri('init.mp4')}"`,
    ...segments.flatMap((one) => [
      ...opening(one),
      ...(parts && one.index >= count - SEGMENTS_WITH_PARTS ? one.parts.map((_, at) => partTag(one, at, options)) : []),
      `#EXTINF:${one.duration.toFixed(5)},`,
      options.uri(`seg_${one.index + 1}.mp4`),
    ]),
    ...(parts ? edge(timeline, count, now, options) : []),
    ...(options.ended ? ['#EXT-X-ENDLIST'] : []),
    '',
  ].join('\n');
}

/** The playlist of an ended broadcast, from its first to its last segment. */
export function recordingPlaylist(timeline: Timeline, uri: LivePlaylistOptions['uri']): string {
  const count = timeline.count(Infinity);
  return [
    '#EXTM3U',
    '#EXT-X-VERSION:6',
    '#EXT-X-PLAYLIST-TYPE:VOD',
    '#EXT-X-MEDIA-SEQUENCE:0',
    `#EXT-X-TARGETDURATION:${Math.ceil(timeline.rendition.longest.segment)}`,
    `#EXT-X-MAP:URI="${uri('init.mp4')}"`,
    '#EXT-X-INDEPENDENT-SEGMENTS',
    ...Array.from({ length: count }, (_, index) => timeline.at(index)!).flatMap((one) => [
      ...(one.discontinuity || one.index === 0 ? opening(one) : []),
      `#EXTINF:${one.duration.toFixed(5)},`,
      uri(`seg_${one.index + 1}.mp4`),
    ]),
    '#EXT-X-ENDLIST',
    '',
  ].join('\n');
}

/**
 * The time at which the playlist contains what a blocking reload requests, in milliseconds since 1970 (RFC 8216bis §6.2.5.2). `undefined`
 * if that is too far ahead or unreadable; 0 after the end of the broadcast.
 */
export function blockedUntil(timeline: Timeline, query: URLSearchParams, now: number): number | undefined {
  const sequence = query.get('_HLS_msn');
  const part = query.get('_HLS_part');
  if (sequence === null) return part === null ? 0 : undefined;
  if (!/^\d{1,9}$/.test(sequence) || (part !== null && !/^\d{1,3}$/.test(part))) return undefined;
  const index = Number(sequence);
  if (index > timeline.count(now) + 2) return undefined;
  const segment = timeline.at(index);
  if (!segment) return 0;
  if (part === null) return segment.availableAt;
  const wanted: LivePart | undefined = segment.parts[Number(part)] ?? timeline.at(index + 1)?.parts[0];
  return wanted?.availableAt ?? 0;
}

const opening = ({ discontinuity, startsAt }: LiveSegment) => [
  ...(discontinuity ? ['#EXT-X-DISCONTINUITY'] : []),
  `#EXT-X-PROGRAM-DATE-TIME:${new Date(startsAt).toISOString()}`,
];

/** The parts of the incomplete segment, a hint at the next part, and rendition reports. */
function edge(timeline: Timeline, count: number, now: number, options: LivePlaylistOptions): string[] {
  const incomplete = timeline.at(count);
  if (!incomplete) return [];
  const available = incomplete.parts.filter(({ availableAt }) => availableAt <= now).length;
  return [
    ...(available ? opening(incomplete) : []),
    ...incomplete.parts.slice(0, available).map((_, at) => partTag(incomplete, at, options)),
    `#EXT-X-PRELOAD-HINT:TYPE=PART,URI="${options.uri(`seg_${count + 1}.${available}.mp4`)}"`,
    ...options.others.map(({ uri, timeline: other }) => {
      const last = lastPart(other, now);
      return `#EXT-X-RENDITION-REPORT:URI="${uri}",LAST-MSN=${last.index},LAST-PART=${last.part}`;
    }),
  ];
}

function lastPart(timeline: Timeline, now: number): { index: number; part: number } {
  const count = timeline.count(now);
  const available = timeline.at(count)?.parts.filter(({ availableAt }) => availableAt <= now).length ?? 0;
  if (available) return { index: count, part: available - 1 };
  return { index: Math.max(0, count - 1), part: Math.max(0, (timeline.at(count - 1)?.parts.length ?? 1) - 1) };
}

function partTag({ index, parts }: LiveSegment, at: number, options: LivePlaylistOptions): string {
  const { duration, independent } = parts[at]!;
  const uri = options.uri(`seg_${index + 1}.${at}.mp4`);
  return `#EXT-X-PART:DURATION=${Number(duration.toFixed(5))},URI="${uri}"${independent ? ',INDEPENDENT=YES' : ''}`;
}
