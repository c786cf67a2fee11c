import type { TokenSource } from '@secure-stream/session/core';
import { isTokenRejection, rejectedTwice } from './origin-errors.js';

/** The token that the origin last accepted, shared by all requests of an engine. */
export interface AcceptedToken {
  token: string | null;
}

export interface SendWithTokenOptions<Result extends { readonly status: number }> {
  readonly tokens: Pick<TokenSource, 'current' | 'waitForToken' | 'reject'>;
  readonly accepted?: AcceptedToken;
  readonly signal: AbortSignal;
  /** Sends the request with this token. */
  send(token: string): Promise<Result>;
  /** A refusal says nothing about the token, and is a result like any other. Default `false`. */
  readonly isOptional?: boolean | undefined;
  /** Whether the result is a refusal. Default: 401 and 403 are. */
  isRejection?(result: Result, token: string): boolean;
  /** Prepares the second attempt after a refusal. `false`: no second attempt. Default: gets another token, unless the request is optional. */
  recover?(result: Result, token: string): Promise<boolean>;
  /** Waits after a result, and returns whether to send the request again. Default: the first result is the final one. */
  retry?(result: Result, token: string): Promise<boolean>;
}

/**
 * Sends a request with the token that is current at that time. Every request that carries a token goes through this function, except those
 * that the browser makes itself. A refused request is sent once more; a second refusal rejects with a `StreamError`
 * (docs/decisions/0005-refused-requests.md). The first attempt is sent synchronously if there is a token.
 */
export async function sendWithToken<Result extends { readonly status: number }>({
  tokens,
  accepted,
  signal,
  send,
  isOptional = false,
  isRejection = ({ status }) => isTokenRejection(status),
  recover = async ({ status }, token) => !isOptional && Boolean(await tokens.reject(token, status, signal)),
  retry = async () => false,
}: SendWithTokenOptions<Result>): Promise<{ readonly result: Result; readonly token: string }> {
  let wasRejected = false;
  for (;;) {
    const token = tokens.current() ?? (await tokens.waitForToken(signal));
    const result = await send(token);
    const { status } = result;
    if (!wasRejected && isRejection(result, token)) {
      wasRejected = true;
      if (await recover(result, token)) continue;
    } else if (isTokenRejection(status) && !isOptional) {
      // A token that is accepted elsewhere is not at fault: this URL is forbidden with any token.
      if (accepted?.token !== token) await tokens.reject(token, status, signal);
      throw rejectedTwice(status);
    }
    if (!(await retry(result, token))) return { result, token };
  }
}
