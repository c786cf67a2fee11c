import { mkdirSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import type { TestRunnerPlugin } from '@web/test-runner-core';
import { takeScreenshot } from './page-commands.ts';

/** The report of a page about a failed test: see `page-hooks.ts`. */
export interface Failure {
  readonly title: string;
  readonly error: string;
  /** What the browser itself did wrong: see `stalled-video.ts`. */
  readonly stall: string | null;
  /** Console output of the page. */
  readonly console: readonly string[];
}

export interface FailurePluginOptions {
  /** The repository's root. */
  readonly root: string;
  readonly browser: string;
  /** The origin's request log of this test. Contains no token. */
  readonly requests: () => readonly unknown[];
}

/**
 * Saves what a failed browser test produced: a screenshot, the error with the console output, and the origin's request log, under
 * `test-results/<browser>/<file>/<title>`.
 */
export function failurePlugin({ root, browser, requests }: FailurePluginOptions): TestRunnerPlugin<Failure> {
  return {
    name: 'failure',
    transform({ path, body }) {
      if (!path.endsWith('.browser.test.ts')) return undefined;
      // On the first line, so that line numbers in errors stay correct.
      return { body: `import '/scripts/test/page-hooks.ts'; ${String(body)}` };
    },
    async executeCommand({ command, payload, session }) {
      if (command !== 'failure' || !payload) return undefined;
      // oxlint-disable-next-line no-console -- `run-job.ts` reads it
      if (payload.stall) console.log(`${VIDEO_STALLED} ${payload.stall}`);
      const file = relative(root, session.testFile).replace(/\.browser\.test\.ts$/, '');
      const folder = join(root, 'test-results', browser, asName(file), asName(payload.title));
      mkdirSync(folder, { recursive: true });
      writeFileSync(
        join(folder, 'failure.txt'),
        [payload.title, payload.error, payload.stall ?? '', ...payload.console, ''].join('\n'),
      );
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

/** Begins a line of the output. */
export const VIDEO_STALLED = 'The decoder stalled:';

/** A page with a blocked video may never render. */
const SCREENSHOT_TIMEOUT_MS = 10_000;

const timeout = (milliseconds: number) =>
  new Promise<null>((resolve) => setTimeout(() => resolve(null), milliseconds).unref());

const asName = (text: string) => text.replaceAll(/[^\w.]+/g, '-').slice(0, 120);
