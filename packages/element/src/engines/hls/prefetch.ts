import type { Clock } from '../../clock.js';
import type { PlaylistResponse } from './playlist-request.js';

export interface PrefetchOptions {
  readonly clock: Clock;
  /** Ends all requests. */
  readonly signal: AbortSignal;
  /** `isOptional`: a refusal says nothing about the token. */
  request(url: string, signal: AbortSignal, isOptional: boolean): Promise<PlaylistResponse>;
}

/** Fetches the playlists that hls.js requests first, while hls.js loads. If a prefetch fails, hls.js makes its own request. */
export class Prefetch {
  readonly #options: PrefetchOptions;
  readonly #responses = new Map<string, Promise<PlaylistResponse>>();

  /** @param manifestUrl URL of the multivariant playlist. */
  constructor(manifestUrl: string, options: PrefetchOptions) {
    this.#options = options;
    this.#fetch(manifestUrl, false).then(
      ({ status, text, url }) => {
        // Once hls.js has loaded, it makes a better choice.
        if (status < 300 && this.#responses.has(manifestUrl))
          for (const playlist of selectFirstPlaylists(text, url)) this.#fetch(playlist, true).catch(() => undefined);
      },
      () => undefined,
    );
  }

  /** Returns the response to the first request for a URL, once. */
  take(manifestUrl: string): Promise<PlaylistResponse> | undefined {
    const response = this.#responses.get(manifestUrl);
    this.#responses.delete(manifestUrl);
    return response;
  }

  #fetch(manifestUrl: string, isOptional: boolean): Promise<PlaylistResponse> {
    const { clock, signal, request } = this.#options;
    const controller = new AbortController();
    const abort = () => controller.abort();
    const cancelTimer = clock.at(clock.now() + TIMEOUT_MS, abort);
    signal.addEventListener('abort', abort, { once: true });
    const response = request(manifestUrl, controller.signal, isOptional).finally(cancelTimer);
    this.#responses.set(manifestUrl, response);
    return response;
  }
}

/**
 * Returns the playlists that hls.js starts with: the best video rendition for its initial bandwidth estimate, else the smallest, and the
 * default audio rendition. A wrong guess costs one small request.
 */
export function selectFirstPlaylists(multivariant: string, base: string): string[] {
  const variants = [...multivariant.matchAll(STREAM_INF)].map(([, bandwidth, uri = '']) => ({
    bandwidth: Number(bandwidth),
    uri,
  }));
  variants.sort((first, second) => first.bandwidth - second.bandwidth);
  const variant = variants.findLast(({ bandwidth }) => bandwidth <= INITIAL_BANDWIDTH_BPS) ?? variants[0];
  const audio = DEFAULT_AUDIO.exec(multivariant)?.[1];
  return [variant?.uri, audio].flatMap((uri) =>
    uri !== undefined && URL.canParse(uri, base) ? new URL(uri, base).href : [],
  );
}

const STREAM_INF = /^#EXT-X-STREAM-INF:(?:.*,)?BANDWIDTH=(\d+).*\r?\n(.+?)\r?$/gm;
const DEFAULT_AUDIO = /^#EXT-X-MEDIA:(?=.*TYPE=AUDIO)(?=.*DEFAULT=YES).*URI="([^"]+)"/m;

/** `abrEwmaDefaultEstimate`, bits per second. */
const INITIAL_BANDWIDTH_BPS = 500_000;

/** Timeout of hls.js for a playlist (`manifestLoadPolicy`), milliseconds. */
const TIMEOUT_MS = 20_000;
