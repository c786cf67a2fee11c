import { createRandomId } from '../random-id.js';

/**
 * hls.js gets URLs with a placeholder in place of the token. The placeholder is random, so that no playlist can obtain the token by naming
 * it. See `docs/decisions/0006-hls-sees-no-token.md`.
 */
export interface TokenPlaceholder {
  /** Replaces the id in a URL until the request is sent. */
  readonly segment: string;
  /** Whether `fill` puts a token into this URL: only into one of the video's own origin, wherever playlists and redirects lead. */
  isIn(url: string): boolean;
  /** Returns the URL to send. */
  fill(url: string, token: string): string;
  /** Removes the token from a response's URL or text. */
  hide(text: string, token: string): string;
}

/** @param origin The origin of the video, which gets its token. */
export function createTokenPlaceholder(origin: string, random = createRandomId): TokenPlaceholder {
  const segment = `token-${random()}`;
  const own = new URL(origin).origin;
  const isIn = (url: string) => url.includes(segment) && URL.canParse(url) && new URL(url).origin === own;
  return {
    segment,
    isIn,
    fill: (url, token) => (isIn(url) ? url.replaceAll(segment, encodeURIComponent(token)) : url),
    // A token that is not a JWT may contain characters that only one side encodes.
    hide: (text, token) => text.replaceAll(encodeURIComponent(token), segment).replaceAll(token, segment),
  };
}
