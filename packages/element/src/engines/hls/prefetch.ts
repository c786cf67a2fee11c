import type { Clock } from '@secure-stream/session/core';
import type { PlaylistResponse, SegmentResponse } from './fetch-with-token.js';

export interface PrefetchOptions {
  readonly clock: Clock;
  /** Ends all requests. */
  readonly signal: AbortSignal;
  /** Where playback starts, in seconds. `null`: fetch no segments, because the page decides with which ones hls.js starts. */
  readonly startPosition: number | null;
  /** `isOptional`: a refusal says nothing about the token. */
  requestPlaylist(url: string, signal: AbortSignal, isOptional: boolean): Promise<PlaylistResponse>;
  /** `headersReceived` is called when the response has started. */
  requestSegment(url: string, signal: AbortSignal, headersReceived: () => void): Promise<SegmentResponse>;
}

type PrefetchedResponse = PlaylistResponse | SegmentResponse;

interface PendingResponse {
  readonly response: Promise<PrefetchedResponse>;
  abort(): void;
}

/**
 * Fetches what hls.js requests first, while hls.js loads: the playlists, the init segments and the first segments. If a prefetch fails,
 * hls.js makes its own request.
 */
export class Prefetch {
  readonly #options: PrefetchOptions;
  readonly #responses = new Map<string, PendingResponse>();
  #video: string | undefined;

  /** @param manifestUrl URL of the multivariant playlist. */
  constructor(manifestUrl: string, options: PrefetchOptions) {
    this.#options = options;
    void this.#start(manifestUrl);
  }

  /** URL of the media playlist whose first segment is fetched. `undefined` while unknown, and if hls.js chooses one itself. */
  get videoPlaylist(): string | undefined {
    return this.#options.startPosition === null ? undefined : this.#video;
  }

  /** Returns the response to the first request for a URL, once. */
  take(url: string): Promise<PrefetchedResponse> | undefined {
    const pending = this.#responses.get(url);
    this.#responses.delete(url);
    return pending?.response;
  }

  /** hls.js has started, and needs none of the responses that it has not taken. */
  end(): void {
    for (const { abort } of this.#responses.values()) abort();
    this.#responses.clear();
  }

  async #start(manifestUrl: string): Promise<void> {
    const multivariant = await this.#fetchPlaylist(manifestUrl, false);
    const hasTaken = !this.#responses.has(manifestUrl);
    // Where the page has a say, hls.js makes a better choice once it has loaded.
    if (!multivariant || (hasTaken && this.#options.startPosition === null)) return;
    const { video, audio } = selectFirstPlaylists(multivariant.text, multivariant.url);
    this.#video = video;
    for (const url of [video, audio]) if (url) void this.#fetchTrack(url);
  }

  async #fetchTrack(playlistUrl: string): Promise<void> {
    const playlist = await this.#fetchPlaylist(playlistUrl, true);
    const { startPosition, requestSegment } = this.#options;
    if (!playlist || startPosition === null) return;
    for (const url of findFirstSegments(playlist.text, playlist.url, startPosition))
      this.#fetch(url, FIRST_BYTE_TIMEOUT_MS, (signal, headersReceived) =>
        requestSegment(url, signal, headersReceived),
      ).catch(() => undefined);
  }

  /** Resolves with `undefined` if there is no playlist to read. */
  async #fetchPlaylist(url: string, isOptional: boolean): Promise<PlaylistResponse | undefined> {
    const { requestPlaylist } = this.#options;
    const response = this.#fetch(url, PLAYLIST_TIMEOUT_MS, (signal) => requestPlaylist(url, signal, isOptional));
    return response.then(
      (playlist) => (playlist.status < 300 ? playlist : undefined),
      () => undefined,
    );
  }

  #fetch<Response extends PrefetchedResponse>(
    url: string,
    timeout: number,
    request: (signal: AbortSignal, headersReceived: () => void) => Promise<Response>,
  ): Promise<Response> {
    const { clock, signal } = this.#options;
    const controller = new AbortController();
    const abort = () => controller.abort();
    const cancelTimer = clock.at(clock.now() + timeout, abort);
    signal.addEventListener('abort', abort, { once: true });
    const response = request(controller.signal, cancelTimer).finally(cancelTimer);
    this.#responses.set(url, { response, abort });
    return response;
  }
}

/** Timeout of hls.js for a playlist (`manifestLoadPolicy`), milliseconds. */
const PLAYLIST_TIMEOUT_MS = 20_000;

/** Timeout of hls.js for the first byte of a segment (`fragLoadPolicy`), milliseconds. */
const FIRST_BYTE_TIMEOUT_MS = 10_000;

/** What hls.js requests first of a multivariant playlist. */
export interface PlaylistUrls {
  /** URL of the media playlist of the video rendition. `undefined` without one. */
  readonly video: string | undefined;
  /** URL of the media playlist of the default audio rendition. `undefined` without one. */
  readonly audio: string | undefined;
}

/**
 * Returns the playlists that hls.js starts with: the default audio rendition, and the best video rendition for its initial bandwidth
 * estimate, which is the bandwidth of the first variant, but at least 500 kbit/s and at most 5 Mbit/s. Without one, the smallest.
 */
export function selectFirstPlaylists(multivariant: string, base: string): PlaylistUrls {
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
