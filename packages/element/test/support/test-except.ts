/** Which browser this is. */
export const browserName: 'chromium' | 'firefox' | 'webkit' = navigator.userAgent.includes('Firefox')
  ? 'firefox'
  : navigator.userAgent.includes('Chrome')
    ? 'chromium'
    : 'webkit';

export type SkipReasons = Partial<Record<typeof browserName, string>>;

/** A test that is skipped in some browsers, each with the reason, which the list of skipped tests then tells. */
export function testExcept(reasons: SkipReasons, title: string, run: () => void | Promise<void>): void {
  const reason = reasons[browserName];
  if (reason === undefined) test(title, run);
  // Without a function, Mocha takes it for one that is still to be written: skipped, and no hook runs for it.
  else test(`${title} (not in ${browserName}: ${reason})`);
}

/** For what takes minutes. */
const TAKES_MINUTES = 'it takes minutes for what the clock and the network do, and not the browser';
export const CHROMIUM_ONLY: SkipReasons = { firefox: TAKES_MINUTES, webkit: TAKES_MINUTES };

/** Why the native engine does not play. */
const NO_NATIVE_HLS = 'it plays no HLS by itself';
export const NATIVE_HLS_ONLY: SkipReasons = { firefox: NO_NATIVE_HLS, webkit: NO_NATIVE_HLS };
