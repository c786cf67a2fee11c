/** Seconds. `end` is after `start`. */
export interface TimeRange {
  readonly start: number;
  readonly end?: number;
}

/**
 * Reads the temporal dimension of a fragment, such as `#t=90` or `#t=1:30,2:00` (Media Fragments URI 1.0, 4.2.1: normal play time). Minutes may have
 * one digit, as people write them. Returns nothing without a valid one.
 */
export function parseTimeFragment(fragment: string): TimeRange | undefined {
  const ranges = fragment.replace(/^#/, '').split('&').map(parsePair);
  // Media Fragments URI 1.0, 5.3.1: of several valid ones, the last counts.
  return ranges.findLast((range) => range !== undefined);
}

function parsePair(pair: string): TimeRange | undefined {
  const [name = '', ...values] = pair.split('=');
  if (decode(name) !== 't') return undefined;
  const [, from = '', to] = /^(?:npt:)?([\d:.]*)(?:,([\d:.]+))?$/.exec(decode(values.join('='))) ?? [];
  const start = from || !to ? parseTime(from) : 0;
  if (to === undefined) return Number.isFinite(start) ? { start } : undefined;
  const end = parseTime(to);
  return start < end && end < Infinity ? { start, end } : undefined;
}

/** Returns seconds, or `NaN`. */
function parseTime(text: string): number {
  if (!/^(?:(?:\d+:[0-5]\d|[0-5]?\d):[0-5]\d|\d+)(?:\.\d*)?$/.test(text)) return NaN;
  return text.split(':').reduce((seconds, part) => seconds * 60 + Number(part), 0);
}

/** Returns an empty string for what is not valid UTF-8. */
function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return '';
  }
}
