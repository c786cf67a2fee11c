/**
 * hls.js gets URLs with a placeholder in place of the token. The placeholder is random, so that no playlist can obtain the token by naming
 * it. See `docs/decisions/0006-hls-sees-no-token.md`.
 */
export interface TokenPlaceholder {
  /** Replaces the id in a URL until the request is sent. */
  readonly segment: string;
  isIn(url: string): boolean;
  /** Returns the URL to send. */
  fill(url: string, token: string): string;
  /** Removes the token from a response's URL or text. */
  hide(text: string, token: string): string;
}

export function createTokenPlaceholder(random: () => string = () => crypto.randomUUID()): TokenPlaceholder {
  const segment = `token-${random()}`;
  return {
    segment,
    isIn: (url) => url.includes(segment),
    fill: (url, token) => url.replaceAll(segment, encodeURIComponent(token)),
    // A token that is not a JWT may contain characters that only one side encodes.
    hide: (text, token) => text.replaceAll(encodeURIComponent(token), segment).replaceAll(token, segment),
  };
}
