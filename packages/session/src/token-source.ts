/** A session's token, as those who send it see it. */
export interface TokenSource {
  /** The token to send now, or `null` if no token is known to be valid. Starts a renewal in the background if one is due. */
  current(): string | null;
  /** Milliseconds for which the token of `current()` stays valid. 0 without a token, `Infinity` if the expiry is unknown. */
  remainingLifetime(): number;
  /** Waits for a valid token. Rejects with a `StreamError` if there is none, and with the reason of an aborted signal. */
  waitForToken(signal?: AbortSignal): Promise<string>;
  /** The origin accepted this token. Resets the count of consecutive refusals. */
  accept(token: string): void;
  /**
   * The origin refused this token. All callers with the same token share one renewal and get the new token. A second refusal in a row
   * rejects with a `StreamError`.
   */
  reject(token: string, status: number, signal?: AbortSignal): Promise<string>;
}
