/** What hls.js requests first of a multivariant playlist. */
export interface FirstPlaylists {
  /** URL of the media playlist of the video rendition. `undefined` without one. */
  readonly video: string | undefined;
  /** URL of the media playlist of the default audio rendition. `undefined` without one. */
  readonly audio: string | undefined;
}

/**
 * Returns the playlists that hls.js starts with: the default audio rendition, and the best video rendition for its initial bandwidth
 * estimate, which is the bandwidth of the first variant, but at least 500 kbit/s and at most 5 Mbit/s. Without one, the smallest.
 */
export function selectFirstPlaylists(multivariant: string, base: string): FirstPlaylists {
  const variants = [...multivariant.matchAll(STREAM_INF)].flatMap(([, attributes = '', uri = '']) => {
    const bandwidth = BANDWIDTH.exec(attributes)?.[1];
    return bandwidth ? [{ bandwidth: Number(bandwidth), uri }] : [];
  });
  const estimate = Math.max(DEFAULT_ESTIMATE_BPS, Math.min(variants[0]?.bandwidth ?? 0, MAX_DEFAULT_ESTIMATE_BPS));
  variants.sort((first, second) => first.bandwidth - second.bandwidth);
  const variant = variants.findLast(({ bandwidth }) => bandwidth <= estimate) ?? variants[0];
  return { video: resolve(variant?.uri, base), audio: resolve(DEFAULT_AUDIO.exec(multivariant)?.[1], base) };
}

const STREAM_INF = /^#EXT-X-STREAM-INF:(.*)\r?\n(.+)/gm;
const BANDWIDTH = /(?:^|,)BANDWIDTH=(\d+)/;
const DEFAULT_AUDIO = /^#EXT-X-MEDIA:(?=.*TYPE=AUDIO)(?=.*DEFAULT=YES).*URI="([^"]+)"/m;

/** `abrEwmaDefaultEstimate`, bits per second. */
const DEFAULT_ESTIMATE_BPS = 500_000;

/** `abrEwmaDefaultEstimateMax`, bits per second. */
const MAX_DEFAULT_ESTIMATE_BPS = 5_000_000;

/**
 * Returns the init segment and the segment that hls.js starts with, in this order. Returns none of a live stream, whose start hls.js
 * computes; of a playlist with byte ranges or encryption; and where two segments meet, because hls.js may start with either.
 *
 * @param startPosition Seconds.
 */
export function findFirstSegments(playlist: string, base: string, startPosition: number): readonly string[] {
  if (!playlist.includes('#EXT-X-ENDLIST') || OTHER_REQUESTS.test(playlist)) return [];
  let end = 0;
  for (const [, duration, uri] of playlist.matchAll(SEGMENT)) {
    end += Number(duration);
    if (startPosition >= end) continue;
    if (end - startPosition < LOOKUP_TOLERANCE_S && startPosition > 0) return [];
    return [resolve(INIT_SEGMENT.exec(playlist)?.[1], base), resolve(uri, base)].filter((url) => url !== undefined);
  }
  return [];
}

const OTHER_REQUESTS = /^#EXT-X-(BYTERANGE|KEY|GAP|MAP:.*BYTERANGE|MAP:[^]*^#EXT-X-MAP)/m;
const SEGMENT = /^#EXTINF:([\d.]+)(?:,.*)?\r?\n(?:#.*\r?\n)*(.+)/gm;
const INIT_SEGMENT = /^#EXT-X-MAP:.*URI="([^"]+)"/m;

/** `maxFragLookUpTolerance`, seconds. */
const LOOKUP_TOLERANCE_S = 0.25;

const resolve = (uri: string | undefined, base: string): string | undefined =>
  uri !== undefined && URL.canParse(uri, base) ? new URL(uri, base).href : undefined;
