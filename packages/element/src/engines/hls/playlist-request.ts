import type { TokenSource } from '@secure-stream/session/core';
import { isTokenRejection } from '../origin-errors.js';
import { sendWithToken, type AcceptedToken } from '../send-with-token.js';
import { takeOrFetch } from './early-response.js';
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
  readonly accepted: AcceptedToken;
  readonly placeholder: TokenPlaceholder;
  readonly signal: AbortSignal;
  readonly credentials: RequestCredentials;
  /** A refusal says nothing about the token, and is returned like any response. */
  readonly isOptional?: boolean;
  readonly fetch?: typeof takeOrFetch;
}

/** Fetches a playlist without hls.js. */
export async function requestPlaylist(
  url: string,
  { tokens, accepted, placeholder, signal, credentials, isOptional, fetch = takeOrFetch }: PlaylistRequestOptions,
): Promise<PlaylistResponse> {
  const { result: response, token } = await sendWithToken({
    tokens,
    accepted,
    signal,
    isOptional,
    send: (token) => fetch(placeholder.fill(url, token), { signal, credentials }),
  });
  const { status } = response;
  if (!isTokenRejection(status)) tokens.accept(token);
  if (response.ok) accepted.token = token;
  const text = await response.text();
  return { status, url: placeholder.hide(response.url, token), text: placeholder.hide(text, token), token };
}
