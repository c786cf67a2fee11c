export { debugReport, type DebugReport } from '../quality/debug-report.js';
export { observeQuality, type ObservedPlayer, type QualityObserver } from '../quality/observe-quality.js';
export * from '../quality/quality-report.js';
