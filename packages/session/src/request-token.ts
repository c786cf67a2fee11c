import { StreamError } from './stream-error.js';
import type { TokenSource } from './token-source.js';

/** Whether a status means that the token was refused. The service does not document which of the two it sends. */
export const isTokenRejection = (status: number): boolean => status === 401 || status === 403;

/** The origin refused a fresh token too. */
export const rejectedTwice = (status: number): StreamError =>
  new StreamError('token-rejected', { detail: `The origin responded with ${status} to a fresh token too.` });

/** The token that the origin last accepted, shared by all requests of a player. */
export interface AcceptedToken {
  token: string | null;
}

export interface RequestTokenOptions {
  readonly tokens: Pick<TokenSource, 'current' | 'waitForToken' | 'reject'>;
  readonly accepted?: AcceptedToken | undefined;
  readonly signal: AbortSignal;
}

/**
 * The token of one request, and the rule for its refusals: a refused request is sent once more, and a second refusal is an error
 * (docs/decisions/0004-two-refusals.md).
 *
 * @example
 * for (;;) {
 *   const token = await requestToken.token();
 *   const response = await fetch(urlWith(token));
 *   if (!isTokenRejection(response.status)) return response;
 *   await requestToken.refused(response.status);
 * }
 */
export class RequestToken {
  readonly #options: RequestTokenOptions;
  #sent: string | Promise<string> = '';
  #wasRefused = false;

  constructor(options: RequestTokenOptions) {
    this.#options = options;
  }

  /** The token to send now: at once if there is a valid one. Rejects with a `StreamError` if there is none. */
  token(): string | Promise<string> {
    const { tokens, signal } = this.#options;
    return (this.#sent = tokens.current() ?? tokens.waitForToken(signal));
  }

  /** The request was refused. Resolves when it can be sent again, and rejects with a `StreamError` if it must not. Status 0 renews nothing. */
  async refused(status: number): Promise<void> {
    const { tokens, accepted, signal } = this.#options;
    const token = await this.#sent;
    const isFirst = !this.#wasRefused;
    this.#wasRefused = true;
    // A token that is accepted elsewhere is not at fault: this URL is forbidden with any token.
    if (status !== 0 && (isFirst || accepted?.token !== token)) await tokens.reject(token, status, signal);
    if (!isFirst) throw rejectedTwice(status);
  }
}
