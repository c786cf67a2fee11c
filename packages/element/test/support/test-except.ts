/** The browser that runs the test. */
export const browserName: 'chromium' | 'firefox' | 'webkit' = navigator.userAgent.includes('Firefox')
  ? 'firefox'
  : navigator.userAgent.includes('Chrome')
    ? 'chromium'
    : 'webkit';

export type SkipReasons = Partial<Record<typeof browserName, string>>;

/** A test that is skipped in some browsers, each with a reason, which the list of skipped tests shows. */
export function testExcept(reasons: SkipReasons, title: string, run: () => void | Promise<void>): void {
  const reason = reasons[browserName];
  if (reason === undefined) test(title, run);
  // Without a function, Mocha marks the test as pending and runs no hook for it.
  else test(`${title} (not in ${browserName}: ${reason})`);
}

/** For long tests whose result does not depend on the browser. */
const TAKES_MINUTES = 'it takes minutes, and tests the clock and the network rather than the browser';
export const CHROMIUM_ONLY: SkipReasons = { firefox: TAKES_MINUTES, webkit: TAKES_MINUTES };

/** For tests of the native engine. */
const NO_NATIVE_HLS = 'it does not play HLS natively';
export const NATIVE_HLS_ONLY: SkipReasons = { firefox: NO_NATIVE_HLS, webkit: NO_NATIVE_HLS };

/** For tests in which a text track stays selected although another one comes or goes. */
export const WEBKIT_SELECTS_AGAIN: SkipReasons = {
  webkit: 'it selects a text track again whenever one is added or removed, on <video> too',
};
