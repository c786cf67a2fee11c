import type { ByteRange } from '../library/media/byte-source.js';

export type RangeSelection =
  | { readonly status: 200; readonly range: ByteRange }
  | { readonly status: 206 | 416; readonly range: ByteRange; readonly contentRange: string };

/**
 * Selects the bytes that a `Range` header asks for (RFC 9110 §14.2). An unreadable range, or more than one, selects the whole body, which
 * the RFC allows. A range after the end selects nothing, with status 416.
 */
export function selectRange(size: number, header: string | null): RangeSelection {
  const whole = { status: 200, range: { start: 0, end: size } } as const;
  const match = /^bytes=(\d*)-(\d*)$/.exec(header?.trim() ?? '');
  if (!match || (!match[1] && !match[2])) return whole;
  const start = match[1] ? Number(match[1]) : Math.max(0, size - Number(match[2]));
  const end = match[1] && match[2] ? Math.min(Number(match[2]) + 1, size) : size;
  if (match[1] && match[2] && Number(match[2]) < start) return whole;
  if (start >= size || end <= start) {
    return { status: 416, range: { start: 0, end: 0 }, contentRange: `bytes */${size}` };
  }
  return { status: 206, range: { start, end }, contentRange: `bytes ${start}-${end - 1}/${size}` };
}
