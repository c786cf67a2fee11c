/**
 * hls.js is given addresses with a placeholder where the token belongs. The placeholder is random, so that no playlist can ask
 * for the token by naming it. See `docs/decisions/0006-hls-sees-no-token.md`.
 */
export interface TokenPlaceholder {
  /** What stands in the id position of an address until it is sent. */
  readonly segment: string;
  isIn(url: string): boolean;
  /** The address as it is sent. */
  fill(url: string, token: string): string;
  /** What came back for `token`, address or text, without it. */
  hide(text: string, token: string): string;
}

export function createTokenPlaceholder(random: () => string = () => crypto.randomUUID()): TokenPlaceholder {
  const segment = `token-${random()}`;
  return {
    segment,
    isIn: (url) => url.includes(segment),
    fill: (url, token) => url.replaceAll(segment, encodeURIComponent(token)),
    // A token that is no JWT may hold characters that one party encodes and the other does not.
    hide: (text, token) => text.replaceAll(encodeURIComponent(token), segment).replaceAll(token, segment),
  };
}
