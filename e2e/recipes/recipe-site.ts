import { createTestServer, type FixtureOptions, type TestServer } from '@secure-stream/test-server';
import { build } from 'esbuild';
import type { Browser, Page } from 'puppeteer-core';
import { launchChromium, openPage } from '../../scripts/chromium.ts';
import { readSamples } from '../../scripts/docs/samples.ts';
import { serveElement } from '../site.ts';

export interface RecipeSite {
  readonly testServer: TestServer;
  /** The id of the second lesson of the recipes. */
  readonly nextVideoId: string;
  /** Opens the page of `docs/recipes/<name>.md`. `edit` changes what a test cannot wait for. */
  open(name: string, options?: FixtureOptions, edit?: (code: string) => string): Promise<Page>;
  close(): Promise<void>;
}

const NEXT_VIDEO = '0e1f5c3fd2b14dbe9a3f1a6c5f0e7a11';

const RENDER = `
import { createRoot } from 'react-dom/client';
createRoot(document.body.appendChild(document.createElement('div'))).render(<Course />);
`;

/** Serves the code of the recipes as it stands in the documentation, with the ids and URLs of a test server. */
export async function startRecipeSite(): Promise<RecipeSite> {
  let html = '';
  const site = await serveElement(() => html);
  const [testServer, browser]: [TestServer, Browser] = await Promise.all([createTestServer(), launchChromium()]);
  return {
    testServer,
    nextVideoId: NEXT_VIDEO,
    async open(name, options, edit = (code) => code) {
      const { origin, endpoint, progressEndpoint } = await testServer.open(options);
      const [first] = testServer.origin.videos;
      if (first) testServer.origin.videos.add({ ...first, uid: NEXT_VIDEO });
      const localize = (code: string) =>
        edit(code)
          .replaceAll('customer-code="f33zs165nr7gyfy4"', `stream-origin="${origin}"`)
          .replaceAll('customerCode="f33zs165nr7gyfy4"', `streamOrigin="${origin}"`)
          .replaceAll('/api/stream-token', endpoint)
          .replaceAll('/api/progress', progressEndpoint);
      const samples = readSamples('.', `docs/recipes/${name}.md`);
      const find = (language: string) => samples.find((one) => one.language === language)?.code;
      const react = find('tsx');
      const script = await bundle(localize(react ? react + RENDER : (find('js') ?? '')));
      html = `<!doctype html><meta charset="utf-8"><title>Recipe</title>${localize(find('html') ?? '')}
        <script type="module">${script}</script>`;
      const page = await openPage(browser);
      await page.goto(`${site.url}/`);
      return page;
    },
    async close() {
      await browser.close();
      await testServer.close();
      site.close();
    },
  };
}

async function bundle(contents: string): Promise<string> {
  const { outputFiles } = await build({
    stdin: { contents, resolveDir: 'packages/react', loader: 'tsx' },
    bundle: true,
    format: 'esm',
    jsx: 'automatic',
    conditions: ['@secure-stream/source', 'browser', 'production'],
    write: false,
  });
  return outputFiles[0]!.text;
}

/** Waits until the player is at this position, in seconds. */
export const waitForPosition = (page: Page, seconds: number): Promise<unknown> =>
  page.waitForFunction(
    (time) => (document.querySelector('secure-stream-player')?.currentTime ?? 0) >= time,
    {},
    seconds,
  );

export const play = (page: Page): Promise<void> =>
  page.$eval('secure-stream-player', (player) => {
    player.muted = true;
    return player.play();
  });
