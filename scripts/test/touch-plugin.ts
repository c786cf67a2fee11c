import type { TestRunnerPlugin } from '@web/test-runner-core';

/** Chromium's launcher has this method, but the common interface of launchers does not. */
interface PageLauncher {
  getPage(id: string): { readonly touchscreen: { tap(x: number, y: number): Promise<void> } };
}

/** A point of the viewport, in CSS pixels. */
export interface TapPoint {
  readonly x: number;
  readonly y: number;
}

/** The command `tap` touches the screen at each point, one after the other. In Chromium only. */
export function touchPlugin(): TestRunnerPlugin<readonly TapPoint[]> {
  return {
    name: 'touch',
    async executeCommand({ command, payload, session }) {
      if (command !== 'tap' || !payload) return undefined;
      const { touchscreen } = (session.browser as unknown as PageLauncher).getPage(session.id);
      for (const { x, y } of payload) await touchscreen.tap(x, y);
      return { value: true };
    },
  };
}
