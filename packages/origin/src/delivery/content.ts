import { type ByteSource, bytesSource } from '../library/media/byte-source.js';
import { REASON_HEADER } from '../access/refusals.js';

/** The answer of a handler that has a body: status 200, and range requests are supported. */
export interface Content {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: ByteSource;
}

export const MEDIA_TYPES = {
  hls: 'application/x-mpegURL',
  dash: 'application/dash+xml',
  video: 'video/mp4',
  audio: 'audio/mp4',
  vtt: 'text/vtt; charset=utf-8',
  jpg: 'image/jpeg',
  gif: 'image/gif',
} as const;

export type MediaType = keyof typeof MEDIA_TYPES;

export const mediaContent = (
  type: MediaType,
  bytes: Uint8Array<ArrayBuffer>,
  headers: Readonly<Record<string, string>> = {},
): Content => ({ headers: { 'Content-Type': MEDIA_TYPES[type], ...headers }, body: bytesSource(bytes) });

export const textContent = (type: MediaType, text: string, headers: Readonly<Record<string, string>> = {}): Content =>
  mediaContent(type, new TextEncoder().encode(text), headers);

/** Headers that pages of other origins may read. A player measures a wrong clock by `Date`. */
export const EXPOSED_HEADERS = ['Date', 'Content-Length', 'Content-Range', 'Retry-After', REASON_HEADER];

/** Sent with every response of a route that pages of all origins may use. */
export const CORS_HEADERS = {
  'access-control-allow-origin': '*',
  'access-control-expose-headers': EXPOSED_HEADERS.join(','),
} as const;
