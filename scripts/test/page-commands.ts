import type { BasicTestSession, TestRunnerPlugin } from '@web/test-runner-core';

/** A point of the viewport, in CSS pixels. */
export interface TapPoint {
  readonly x: number;
  readonly y: number;
}

/** The launchers have these methods, but their common interface does not: that of WebKitGTK has no page. */
interface Launcher {
  getPage?(id: string): {
    bringToFront(): Promise<void>;
    screenshot(): Promise<Uint8Array>;
    readonly touchscreen: { tap(x: number, y: number): Promise<void> };
  };
  takeScreenshot?(id: string, locator: string): Promise<Uint8Array>;
}

/**
 * Commands about the page of a test:
 *
 * - `activate-page` gives it the focus of the browser. In Firefox, a tab stays without focus after picture-in-picture, also for the next test
 *   file, and may not go full screen then.
 * - `screenshot` returns a PNG in Base64: what no script can read, such as captions.
 * - `tap` touches the screen at each point, one after the other. In Chromium only.
 */
export function pageCommandsPlugin(): TestRunnerPlugin<readonly TapPoint[]> {
  return {
    name: 'page-commands',
    async executeCommand({ command, payload, session }) {
      if (command === 'screenshot') {
        const png = await takeScreenshot(session);
        return { value: png && Buffer.from(png).toString('base64') };
      }
      if (command === 'activate-page') {
        await launcherOf(session).getPage?.(session.id).bringToFront();
        return { value: true };
      }
      if (command !== 'tap' || !payload) return undefined;
      for (const { x, y } of payload) await launcherOf(session).getPage?.(session.id).touchscreen.tap(x, y);
      return { value: true };
    },
  };
}

export async function takeScreenshot(session: BasicTestSession): Promise<Uint8Array | undefined> {
  const launcher = launcherOf(session);
  return (
    launcher.getPage?.(session.id).screenshot() ??
    launcher.takeScreenshot?.(session.id, 'return document.documentElement')
  );
}

function launcherOf({ browser }: BasicTestSession): Launcher {
  return browser as unknown as Launcher;
}
