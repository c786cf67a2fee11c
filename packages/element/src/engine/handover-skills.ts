import type { Skills } from './handover-situation.js';

/** What is believed before anything was seen. */
export const FIRST_GUESS: Skills = { headStart: 1.2, latency: 0.03, loading: 2 };

/** A spare player took so many seconds to get to its place; the first time, it had to load as well. */
export function tookPlace(skills: Skills, seconds: number, isFirst: boolean): Skills {
  return {
    ...skills,
    headStart: clamp(seconds * 1.3 + 0.15, 0.4, 8),
    loading: isFirst ? seconds : skills.loading,
  };
}

/** It was ahead by so many seconds: it began to run sooner than was thought. */
export const wasAhead = (skills: Skills, seconds: number): Skills => ({
  ...skills,
  latency: clamp(skills.latency - seconds, -0.3, 0.5),
});

const clamp = (value: number, least: number, most: number) => Math.min(Math.max(value, least), most);
