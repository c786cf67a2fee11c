import type { TimingEstimates } from './state.js';

/** What is believed before anything was seen. */
export const INITIAL_ESTIMATES: TimingEstimates = { headStart: 1.2, latency: 0.03, loadTime: 2 };

/** A spare player took so many seconds to get to its place; the first time, it had to load as well. */
export function updateLoadTime(estimates: TimingEstimates, seconds: number, isFirst: boolean): TimingEstimates {
  return {
    ...estimates,
    headStart: clamp(seconds * 1.3 + 0.15, 0.4, 8),
    loadTime: isFirst ? seconds : estimates.loadTime,
  };
}

/** It was ahead by so many seconds: it began to run sooner than was thought. */
export const updateLatency = (estimates: TimingEstimates, seconds: number): TimingEstimates => ({
  ...estimates,
  latency: clamp(estimates.latency - seconds, -0.3, 0.5),
});

const clamp = (value: number, least: number, most: number) => Math.min(Math.max(value, least), most);
