import type { TokenSource } from '../engine.js';
import { isTokenRejection, rejectedTwice } from '../origin-errors.js';
import type { TokenPlaceholder } from './token-placeholder.js';

export interface PlaylistResponse {
  readonly status: number;
  /** The URL of the response, without the token. */
  readonly url: string;
  /** Without the token. */
  readonly text: string;
  /** The token that was sent. */
  readonly token: string;
}

export interface PlaylistRequestOptions {
  readonly tokens: TokenSource;
  readonly placeholder: TokenPlaceholder;
  readonly signal: AbortSignal;
  readonly credentials: RequestCredentials;
  /** A refusal says nothing about the token, and is returned like any response. */
  readonly optional?: boolean;
  readonly fetch?: typeof globalThis.fetch;
}

/** Fetches a playlist without hls.js: waits for a valid token, and retries once with another one after a refusal. */
export async function requestPlaylist(
  url: string,
  {
    tokens,
    placeholder,
    signal,
    credentials,
    optional,
    fetch = (...args) => globalThis.fetch(...args),
  }: PlaylistRequestOptions,
): Promise<PlaylistResponse> {
  const send = (token: string) => fetch(placeholder.fill(url, token), { signal, credentials });

  let token = await tokens.waitForToken(signal);
  let response = await send(token);
  if (isTokenRejection(response.status) && !optional) {
    token = await tokens.reject(token, response.status, signal);
    response = await send(token);
    if (isTokenRejection(response.status)) {
      await tokens.reject(token, response.status, signal);
      throw rejectedTwice(response.status);
    }
  }
  if (!isTokenRejection(response.status)) tokens.accept(token);
  const text = await response.text();
  return {
    status: response.status,
    url: placeholder.hide(response.url, token),
    text: placeholder.hide(text, token),
    token,
  };
}
