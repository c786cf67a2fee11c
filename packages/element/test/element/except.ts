/** Which browser this is. */
export const browserName: 'chromium' | 'firefox' | 'webkit' = navigator.userAgent.includes('Firefox')
  ? 'firefox'
  : navigator.userAgent.includes('Chrome')
    ? 'chromium'
    : 'webkit';

type Reasons = Partial<Record<typeof browserName, string>>;

/** A test that is skipped in some browsers, each with the reason, which the list of skipped tests then tells. */
export function testExcept(reasons: Reasons, title: string, run: () => void | Promise<void>): void {
  const reason = reasons[browserName];
  if (reason === undefined) test(title, run);
  else
    test(`${title} (not in ${browserName}: ${reason})`, function () {
      this.skip();
    });
}
