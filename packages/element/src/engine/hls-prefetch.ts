import type { Clock } from '../clock.js';
import type { TextAnswer } from './hls-request.js';

export interface PrefetchOptions {
  readonly clock: Clock;
  /** Ends all of it. */
  readonly signal: AbortSignal;
  request(address: string, signal: AbortSignal): Promise<TextAnswer>;
}

/** What hls.js will ask for first travels while hls.js does. What does not come, hls.js asks for in its own way. */
export class Prefetch {
  readonly #options: PrefetchOptions;
  readonly #answers = new Map<string, Promise<TextAnswer>>();

  /** @param address Of the multivariant playlist. */
  constructor(address: string, options: PrefetchOptions) {
    this.#options = options;
    this.#fetch(address).then(
      ({ status, text, url }) => {
        // Once hls.js is there it knows better.
        if (status < 300 && this.#answers.has(address))
          for (const playlist of firstPlaylists(text, url)) this.#fetch(playlist).catch(() => undefined);
      },
      () => undefined,
    );
  }

  /** The answer to the first request for an address. Given once. */
  take(address: string): Promise<TextAnswer> | undefined {
    const answer = this.#answers.get(address);
    this.#answers.delete(address);
    return answer;
  }

  #fetch(address: string): Promise<TextAnswer> {
    const { clock, signal, request } = this.#options;
    const life = new AbortController();
    const abort = () => life.abort();
    const forget = clock.at(clock.now() + TIMEOUT, abort);
    signal.addEventListener('abort', abort, { once: true });
    const answer = request(address, life.signal).finally(forget);
    this.#answers.set(address, answer);
    return answer;
  }
}

/**
 * The playlists that hls.js begins with: the best picture that its first estimate of the bandwidth carries, else the smallest, and the
 * sound that is heard by default. A wrong guess costs one small request.
 */
export function firstPlaylists(multivariant: string, base: string): string[] {
  const pictures = [...multivariant.matchAll(VARIANT)].map(([, bandwidth, uri = '']) => ({
    bandwidth: Number(bandwidth),
    uri,
  }));
  pictures.sort((one, other) => one.bandwidth - other.bandwidth);
  const picture = pictures.findLast(({ bandwidth }) => bandwidth <= FIRST_ESTIMATE) ?? pictures[0];
  const sound = SOUND.exec(multivariant)?.[1];
  return [picture?.uri, sound].flatMap((uri) =>
    uri !== undefined && URL.canParse(uri, base) ? new URL(uri, base).href : [],
  );
}

const VARIANT = /^#EXT-X-STREAM-INF:(?:.*,)?BANDWIDTH=(\d+).*\r?\n(.+?)\r?$/gm;
const SOUND = /^#EXT-X-MEDIA:(?=.*TYPE=AUDIO)(?=.*DEFAULT=YES).*URI="([^"]+)"/m;

/** `abrEwmaDefaultEstimate`, bits per second. */
const FIRST_ESTIMATE = 500_000;

/** What hls.js gives a playlist (`manifestLoadPolicy`), milliseconds. */
const TIMEOUT = 20_000;
