import type { TimingEstimates } from './state.js';

/** Used until the first measurement. */
export const INITIAL_ESTIMATES: TimingEstimates = { headStart: 1.2, latency: 0.03, loadTime: 2 };

/** Records how long a standby player took to reach its position. The first time includes the load. */
export function updateLoadTime(estimates: TimingEstimates, seconds: number, isFirst: boolean): TimingEstimates {
  return {
    ...estimates,
    headStart: clamp(seconds * 1.3 + 0.15, 0.4, 8),
    loadTime: isFirst ? seconds : estimates.loadTime,
  };
}

/** Records that the standby player was ahead by so many seconds, because it started sooner than estimated. */
export const updateLatency = (estimates: TimingEstimates, seconds: number): TimingEstimates => ({
  ...estimates,
  latency: clamp(estimates.latency - seconds, -0.3, 0.5),
});

const clamp = (value: number, least: number, most: number) => Math.min(Math.max(value, least), most);
