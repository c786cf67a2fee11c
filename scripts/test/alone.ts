const LIVE = 'counts `waiting` of players at the live edge, where a busy machine makes them wait by themselves';

/**
 * Browser test files that must not run beside another, each with the reason. Everything else asserts counts and order, and passes on a busy
 * machine.
 */
export const ALONE: Readonly<Record<string, string>> = {
  'packages/element/test/video-comparison/comparison.browser.test.ts':
    'compares the order of events with that of a <video> beside it, which depends on the speed of the machine',
  'packages/element/test/engines/native/handover-live.browser.test.ts': LIVE,
  'packages/element/test/engines/iframe/handover-live.browser.test.ts': LIVE,
};
