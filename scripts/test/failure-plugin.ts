import { mkdirSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import type { BasicTestSession, TestRunnerPlugin } from '@web/test-runner-core';

/** What a page tells of a test that failed: see `failure-hook.ts`. */
export interface Failure {
  readonly title: string;
  readonly error: string;
  /** Lines that the page wrote to the console. */
  readonly console: readonly string[];
}

export interface FailurePluginOptions {
  /** The repository's root. */
  readonly root: string;
  readonly browser: string;
  /** What the origin was asked and answered in this test. Holds no token. */
  readonly requests: () => readonly unknown[];
}

/**
 * Keeps what a failed browser test left: a screenshot, the error with the console, and the origin's request log, under
 * `test-results/<browser>/<file>/<title>`.
 */
export function failurePlugin({ root, browser, requests }: FailurePluginOptions): TestRunnerPlugin<Failure> {
  return {
    name: 'failure',
    transform({ path, body }) {
      if (!path.endsWith('.browser.test.ts')) return undefined;
      // On the first line, so that the lines of an error stay right.
      return { body: `import '/scripts/test/failure-hook.ts'; ${String(body)}` };
    },
    async executeCommand({ command, payload, session }) {
      if (command !== 'failure' || !payload) return undefined;
      const file = relative(root, session.testFile).replace(/\.browser\.test\.ts$/, '');
      const folder = join(root, 'test-results', browser, asName(file), asName(payload.title));
      mkdirSync(folder, { recursive: true });
      writeFileSync(join(folder, 'failure.txt'), [payload.title, payload.error, ...payload.console, ''].join('\n'));
      writeFileSync(join(folder, 'requests.json'), `${JSON.stringify(requests(), null, 2)}\n`);
      const screenshot = await Promise.race([
        takeScreenshot(session).catch(() => null),
        timeout(SCREENSHOT_TIMEOUT_MS),
      ]);
      if (screenshot) writeFileSync(join(folder, 'screenshot.png'), screenshot);
      return { value: true };
    },
  };
}

/** A page whose video is stuck may never be drawn. */
const SCREENSHOT_TIMEOUT_MS = 10_000;

const timeout = (milliseconds: number) =>
  new Promise<null>((resolve) => setTimeout(() => resolve(null), milliseconds).unref());

const asName = (text: string) => text.replaceAll(/[^\w.]+/g, '-').slice(0, 120);

/** Neither launcher has its method in the interface that they share. */
interface ScreenshotLauncher {
  getPage?(id: string): { screenshot(): Promise<Uint8Array> };
  takeScreenshot?(id: string, locator: string): Promise<Uint8Array>;
}

async function takeScreenshot({ id, browser }: BasicTestSession): Promise<Uint8Array | undefined> {
  const launcher = browser as unknown as ScreenshotLauncher;
  return launcher.getPage?.(id).screenshot() ?? launcher.takeScreenshot?.(id, 'return document.documentElement');
}
