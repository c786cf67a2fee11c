import { SignerError } from '../errors.js';

const UNITS = { d: 86_400, h: 3600, m: 60, s: 1 } as const;

/** Parses `2h`, `1h30m`, `45s` or bare seconds. Returns seconds. */
export function parseDuration(text: string): number {
  if (/^\d+$/.test(text)) return Number(text);
  if (!/^(?:\d+[dhms])+$/.test(text)) {
    throw new SignerError('restriction', { field: 'duration', detail: 'must be written as 2h, 1h30m or 45s' });
  }
  const parts = text.split(/(?<=[dhms])/);
  return parts.reduce((sum, part) => sum + parseInt(part, 10) * UNITS[part.at(-1) as keyof typeof UNITS], 0);
}

/** Formats seconds with the two largest units. */
export function formatDuration(seconds: number): string {
  let rest = Math.round(Math.abs(seconds));
  const parts: string[] = [];
  for (const [unit, size] of Object.entries(UNITS)) {
    const amount = Math.floor(rest / size);
    rest -= amount * size;
    if (amount > 0) parts.push(`${amount}${unit}`);
  }
  return parts.slice(0, 2).join('') || '0s';
}
