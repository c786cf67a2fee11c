import { type AcceptedToken, isTokenRejection, RequestToken, type TokenSource } from '@secure-stream/session/core';
import type { TokenPlaceholder } from '@secure-stream/session/hls';
import { EARLY_RESPONSES, type EarlyResponse } from '@secure-stream/protocol';

export interface PlaylistResponse {
  readonly status: number;
  /** The URL of the response, without the token. */
  readonly url: string;
  /** Without the token. */
  readonly text: string;
  /** The token that was sent. */
  readonly token: string;
}

export interface SegmentResponse extends Omit<PlaylistResponse, 'text'> {
  readonly data: ArrayBuffer;
  /** Milliseconds of `performance.now()`, as hls.js measures its own requests. */
  readonly loading: LoadingTimes;
}

export interface LoadingTimes {
  readonly start: number;
  readonly first: number;
  readonly end: number;
}

export interface FetchOptions {
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
export async function requestPlaylist(url: string, options: FetchOptions): Promise<PlaylistResponse> {
  const { tokens, accepted, placeholder, signal, credentials, isOptional, fetch = takeOrFetch } = options;
  const requestToken = new RequestToken({ tokens, accepted, signal });
  for (;;) {
    const current = requestToken.token();
    // With a valid token, the request leaves at once.
    const token = typeof current === 'string' ? current : await current;
    const response = await fetch(placeholder.fill(url, token), { signal, credentials });
    const { status } = response;
    if (!isOptional && isTokenRejection(status)) {
      await requestToken.refused(status);
      continue;
    }
    if (!isTokenRejection(status)) tokens.accept(token);
    if (response.ok) accepted.token = token;
    const text = await response.text();
    return { status, url: placeholder.hide(response.url, token), text: placeholder.hide(text, token), token };
  }
}

/** Fetches a segment without hls.js. A refusal says nothing about the token, and is returned like any response. */
export async function requestSegment(
  url: string,
  { tokens, placeholder, signal, credentials, fetch = (...args) => globalThis.fetch(...args) }: FetchOptions,
  headersReceived: () => void,
): Promise<SegmentResponse> {
  const start = performance.now();
  const token = tokens.current() ?? (await tokens.waitForToken(signal));
  const response = await fetch(placeholder.fill(url, token), { signal, credentials });
  const first = performance.now();
  headersReceived();
  const data = await response.arrayBuffer();
  const { status } = response;
  const loading = { start, first, end: performance.now() };
  return { status, url: placeholder.hide(response.url, token), data, token, loading };
}

/** The times of a response that has waited since, as if it had just arrived: hls.js counts the time after it as parsing. */
export function moveToNow({ start, first, end }: LoadingTimes, now: number): LoadingTimes {
  const wait = Math.max(0, now - end);
  return { start: start + wait, first: first + wait, end: end + wait };
}

/** Takes the response that a server-rendered page (`streamHints()`) has requested already, once. Without one, fetches the URL. */
export function takeOrFetch(url: string, init: RequestInit & { readonly signal: AbortSignal }): Promise<Response> {
  const responses = Reflect.get(globalThis, Symbol.for(EARLY_RESPONSES)) as Map<string, EarlyResponse> | undefined;
  const early = responses?.get(url);
  responses?.delete(url);
  // The page has sent no cookies to the origin of the video.
  if (!early || init.credentials === 'include') return fetch(url, init);
  init.signal.addEventListener('abort', () => early.controller.abort(), { once: true });
  return early.response.catch(() => fetch(url, init));
}
