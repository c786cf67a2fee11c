import { REASON_HEADER } from '../access/refusals.js';

export const MEDIA_TYPES = {
  hls: 'application/x-mpegURL',
  dash: 'application/dash+xml',
  video: 'video/mp4',
  audio: 'audio/mp4',
  vtt: 'text/vtt; charset=utf-8',
  jpg: 'image/jpeg',
  gif: 'image/gif',
} as const;

/** A page may read these of an answer from another origin. `Date` is what a player measures a wrong clock with. */
const EXPOSED = ['Date', 'Content-Length', 'Content-Range', 'Retry-After', REASON_HEADER].join(', ');

/** A page of any origin may read every answer, refusals too: a refusal without this would look like a broken network. */
export function finish(response: Response, now: number): Response {
  const headers = new Headers(response.headers);
  headers.set('Access-Control-Allow-Origin', '*');
  headers.set('Access-Control-Expose-Headers', EXPOSED);
  headers.set('Date', new Date(now).toUTCString());
  const { status, statusText, body } = response;
  return new Response(body, { status, statusText, headers });
}

/** The answer to a preflight. */
export const preflight = (request: Request): Response =>
  new Response(null, {
    status: 204,
    headers: {
      'Access-Control-Allow-Methods': 'GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS',
      'Access-Control-Allow-Headers': request.headers.get('Access-Control-Request-Headers') ?? '*',
      'Access-Control-Max-Age': '86400',
    },
  });

/**
 * The part of a whole body that `Range` asks for (RFC 9110 §14.2). A range that cannot be read, or more than one, gets the whole body,
 * which the RFC allows; one that lies behind the end gets 416.
 */
export function partOf(
  body: Uint8Array<ArrayBuffer>,
  range: string | null,
): { status: 200 | 206 | 416; body: Uint8Array<ArrayBuffer>; contentRange?: string } {
  const match = /^bytes=(\d*)-(\d*)$/.exec(range?.trim() ?? '');
  if (!match || (!match[1] && !match[2])) return { status: 200, body };
  const size = body.byteLength;
  const start = match[1] ? Number(match[1]) : Math.max(0, size - Number(match[2]));
  const end = match[1] && match[2] ? Math.min(Number(match[2]) + 1, size) : size;
  if (match[1] && match[2] && Number(match[2]) < start) return { status: 200, body };
  if (start >= size || end <= start) return { status: 416, body: body.subarray(0, 0), contentRange: `bytes */${size}` };
  return { status: 206, body: body.subarray(start, end), contentRange: `bytes ${start}-${end - 1}/${size}` };
}
