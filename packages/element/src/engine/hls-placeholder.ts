/**
 * hls.js is given addresses with a placeholder where the token belongs. The placeholder is random, so that no playlist can ask
 * for the token by naming it. See `docs/decisions/0006-hls-sees-no-token.md`.
 */
export interface Placeholder {
  /** What stands in the id position of an address until it is sent. */
  readonly segment: string;
  isIn(address: string): boolean;
  /** The address as it is sent. */
  fill(address: string, token: string): string;
  /** What came back for `token`, address or text, without it. */
  hide(text: string, token: string): string;
}

export function createPlaceholder(random: () => string = () => crypto.randomUUID()): Placeholder {
  const segment = `token-${random()}`;
  return {
    segment,
    isIn: (address) => address.includes(segment),
    fill: (address, token) => address.replaceAll(segment, encodeURIComponent(token)),
    // A token that is no JWT may hold characters that one party encodes and the other does not.
    hide: (text, token) => text.replaceAll(encodeURIComponent(token), segment).replaceAll(token, segment),
  };
}
