const UNSTABLE = 'new, and not stable there yet: waits for captions or for playback time out';

/**
 * Test files that do not run in a browser yet, each with the reason. They are printed as skipped. A file leaves this list when it has passed
 * there; nothing else may stay in it.
 */
export const PENDING: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'browser:webkit': {
    'packages/element/test/engines/corrupt-segment.browser.test.ts': UNSTABLE,
    'packages/element/test/engines/media-reset.browser.test.ts': UNSTABLE,
    'packages/element/test/engines/network-loss.browser.test.ts': UNSTABLE,
    'packages/element/test/player/autoplay-and-pause.browser.test.ts': UNSTABLE,
    'packages/element/test/player/kept-choices.browser.test.ts': UNSTABLE,
    'packages/element/test/player/live-position.browser.test.ts': UNSTABLE,
    'packages/element/test/player/other-document.browser.test.ts': UNSTABLE,
    'packages/element/test/player/watermark.browser.test.ts':
      'its test of full screen passed alone and did not end in a whole run',
    'packages/element/test/tracks/optional-resources.browser.test.ts': UNSTABLE,
    'packages/element/test/tracks/text-tracks.browser.test.ts': UNSTABLE,
    'packages/element/test/video-comparison/comparison.browser.test.ts':
      'the browser ended the session in one of two runs, and the other did not end in two minutes; no difference is reviewed',
  },
};
