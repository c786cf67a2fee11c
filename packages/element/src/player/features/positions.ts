import type { Entry } from './entry.js';

/** Where the positions of a viewer are stored, such as an account. What it throws or rejects with is ignored. */
export interface ResumeStore {
  /** Seconds. */
  get(videoId: string): number | undefined | Promise<number | undefined>;
  /** Called while the page is being left too. May return a promise. */
  set(videoId: string, seconds: number): unknown;
  delete(videoId: string): unknown;
}

const MAX_VIDEOS = 50;

/** Stores the positions of the last videos in one entry. */
export function createPositions(entry: Entry): ResumeStore {
  const readOthers = (videoId: string) => parsePositions(entry.read()).filter(([id]) => id !== videoId);
  return {
    get: (videoId) => parsePositions(entry.read()).find(([id]) => id === videoId)?.[1],
    set: (videoId, seconds) => entry.write([...readOthers(videoId), [videoId, seconds]].slice(-MAX_VIDEOS)),
    delete: (videoId) => entry.write(readOthers(videoId)),
  };
}

/** Video id and seconds, the latest last. */
type Position = readonly [videoId: string, seconds: number];

const parsePositions = (value: unknown): Position[] =>
  Array.isArray(value)
    ? value.filter(
        (one: unknown): one is Position =>
          Array.isArray(one) && typeof one[0] === 'string' && typeof one[1] === 'number',
      )
    : [];
