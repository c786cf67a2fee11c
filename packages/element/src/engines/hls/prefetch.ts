import type { Clock } from '@secure-stream/session/core';
import { findFirstSegments, selectFirstPlaylists } from './first-requests.js';
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
