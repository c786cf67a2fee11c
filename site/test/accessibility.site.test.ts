import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import type { Browser } from 'puppeteer-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchChromium, openPage } from '../../scripts/chromium.ts';
import { serveFolder } from '../../scripts/serve-folder.ts';
import { FOLDER } from './built-site.ts';

/** One page of each kind. */
const PAGES = [
  'index',
  'start/index',
  'guides/player',
  'guides/cost',
  'guides/viewing-limits',
  'api',
  'errors/index',
  'errors/token-expired',
  'typescript/signer',
  'decisions/0001-durations-over-instants',
  'playground',
  '404',
];
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core'), 'utf8');

let browser: Browser;
let server: Awaited<ReturnType<typeof serveFolder>>;

beforeAll(async () => {
  server = await serveFolder(FOLDER);
  browser = await launchChromium();
});

afterAll(async () => {
  await browser?.close();
  await server?.close();
});

const VIEWPORTS = { desktop: { width: 1440, height: 900 }, phone: { width: 390, height: 844 } } as const;

test.each(
  PAGES.flatMap((path) =>
    (['light', 'dark'] as const).flatMap((scheme) =>
      (['desktop', 'phone'] as const).map((device) => ({ path, scheme, device })),
    ),
  ),
)('$path has no axe violation, $scheme on a $device', async ({ path, scheme, device }) => {
  const page = await openPage(browser);
  await page.setViewport(VIEWPORTS[device]);
  await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: scheme }]);
  await page.goto(`${server.url}/${path}.html`);
  await page.waitForSelector('#app[data-v-app], #app > *');
  await page.evaluate(axe);
  const violations = await page.evaluate(async () => {
    // Not ours: Storybook's interface, and a search button of VitePress whose name does not contain the key that is drawn in it.
    const { violations } = await (
      globalThis as unknown as { axe: { run(context: object, options: object): Promise<AxeResults> } }
    ).axe.run({ exclude: ['.playground iframe', '.DocSearch-Button'] }, { iframes: false });
    return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 120)).join(' | ')}`);
  });
  await page.close();
  expect(violations).toEqual([]);
});
