/**
 * How long to wait after the nth failed try (from 0): anything between 1 s and a limit that doubles from 2 s to 30 s. When the endpoint
 * says how long, at least that and up to half as much again, so that clients that were refused together do not return together.
 */
export function retryDelay(attempt: number, retryAfter: number | undefined, random: () => number): number {
  if (retryAfter === undefined) return 1000 + random() * (Math.min(30_000, 2000 * 2 ** attempt) - 1000);
  return Math.max(1000, Math.min(retryAfter, 600_000)) * (1 + random() / 2);
}
