import { sendWithToken } from '../send-with-token.js';
import type { PlaylistRequestOptions } from './playlist-request.js';

export interface SegmentResponse {
  readonly status: number;
  /** The URL of the response, without the token. */
  readonly url: string;
  readonly data: ArrayBuffer;
  /** The token that was sent. */
  readonly token: string;
  /** Milliseconds of `performance.now()`, as hls.js measures its own requests. */
  readonly loading: LoadingTimes;
}

export interface LoadingTimes {
  readonly start: number;
  readonly first: number;
  readonly end: number;
}

/** Fetches a segment without hls.js. A refusal says nothing about the token, and is returned like any response. */
export async function requestSegment(
  url: string,
  { tokens, placeholder, signal, credentials, fetch = (...args) => globalThis.fetch(...args) }: PlaylistRequestOptions,
  headersReceived: () => void,
): Promise<SegmentResponse> {
  const start = performance.now();
  const { result: response, token } = await sendWithToken({
    tokens,
    signal,
    isOptional: true,
    send: (token) => fetch(placeholder.fill(url, token), { signal, credentials }),
  });
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
