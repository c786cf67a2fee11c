import type { BasicTestSession, TestRunnerPlugin } from '@web/test-runner-core';

/** The command `screenshot` returns a PNG of the page, in Base64: what no script can read, such as captions. */
export function screenshotPlugin(): TestRunnerPlugin {
  return {
    name: 'screenshot',
    async executeCommand({ command, session }) {
      if (command !== 'screenshot') return undefined;
      const png = await takeScreenshot(session);
      return { value: png && Buffer.from(png).toString('base64') };
    },
  };
}

/** The launchers have this method, but their common interface does not. */
interface ScreenshotLauncher {
  getPage?(id: string): { screenshot(): Promise<Uint8Array> };
  takeScreenshot?(id: string, locator: string): Promise<Uint8Array>;
}

export async function takeScreenshot({ id, browser }: BasicTestSession): Promise<Uint8Array | undefined> {
  const launcher = browser as unknown as ScreenshotLauncher;
  return launcher.getPage?.(id).screenshot() ?? launcher.takeScreenshot?.(id, 'return document.documentElement');
}
