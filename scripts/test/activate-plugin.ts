import type { TestRunnerPlugin } from '@web/test-runner-core';

/** Chromium's and Firefox's launchers have this method, but their common interface does not. */
interface PageLauncher {
  getPage?(id: string): { bringToFront(): Promise<void> };
}

/**
 * The command `activate-page` gives the focus of the browser to the page. In Firefox, a tab stays without focus after picture-in-picture, also
 * for the next test file, and may not go full screen then.
 */
export function activatePlugin(): TestRunnerPlugin {
  return {
    name: 'activate',
    async executeCommand({ command, session }) {
      if (command !== 'activate-page') return undefined;
      await (session.browser as unknown as PageLauncher).getPage?.(session.id).bringToFront();
      return { value: true };
    },
  };
}
