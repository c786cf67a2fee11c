import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createOrigin, DEMO_VIDEO_ID } from '@secure-stream/origin';
import { serve } from '@secure-stream/origin/node';
import type { SecureStreamElement } from '@secure-stream/element';
import { waitUntil } from '@secure-stream/test-server/wait';
import type { Page } from 'puppeteer-core';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { startWorker, type RunningWorker } from '../../packages/signer/test/support/workerd.ts';
import { launchChromium, openPage } from '../../scripts/chromium.ts';
import { freePort } from '../../scripts/free-port.ts';
import { readSamples } from '../../scripts/docs/samples.ts';
import { builtIntegrity, setIntegrity } from '../../scripts/versions.ts';

const root = join(import.meta.dirname, '../..');
const CDN = /^https:\/\/cdn\.jsdelivr\.net\/npm\/@secure-stream\/element@[\d.]+\//;

let folder: string;
let server: ChildProcess | undefined;

beforeEach(() => {
  if (!existsSync(join(root, 'packages/element/dist/cdn')))
    throw new Error('the packages are not built: npm run build');
  // Within the repository, so that the packages are found.
  mkdirSync(join(root, 'node_modules/.cache'), { recursive: true });
  folder = mkdtempSync(join(root, 'node_modules/.cache/sample-'));
});

afterEach(() => {
  server?.kill();
  rmSync(folder, { recursive: true, force: true });
});

const findSample = (page: string, language: string, text: string): string => {
  const sample = readSamples(root, page).find(({ language: own, code }) => own === language && code.includes(text));
  if (!sample) throw new Error(`${page} has no sample in ${language} with ${text}`);
  return sample.code;
};

async function startServer(command: readonly string[], key: string): Promise<string> {
  const port = await freePort();
  server = spawn(process.execPath, command, {
    cwd: folder,
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, PORT: String(port), STREAM_SIGNING_JWK: key },
  });
  const url = `http://localhost:${port}`;
  await waitUntil(() => fetch(url).then(Boolean, () => false), 'the server of the sample');
  return url;
}

/** Answers requests to the CDN with the files of the package. */
async function serveFromPackage(page: Page): Promise<void> {
  await page.setRequestInterception(true);
  page.on('request', (request) => {
    if (!CDN.test(request.url())) return void request.continue();
    void request.respond({
      headers: { 'Access-Control-Allow-Origin': '*', 'Content-Type': 'text/javascript' },
      body: readFileSync(join(root, 'packages/element', request.url().replace(CDN, ''))),
    });
  });
}

/** Starts a site with the key and the URL of a new origin, and plays its page through two renewals. */
async function playThroughRenewals(startSite: (jwk: string, streamOrigin: string) => Promise<string>): Promise<void> {
  const origin = createOrigin();
  const { jwk } = await origin.keys.create();
  const { url: streamOrigin, close } = await serve(origin);
  const browser = await launchChromium();
  try {
    const url = await startSite(jwk, streamOrigin);
    const page = await openPage(browser);
    await serveFromPackage(page);
    let tokenRequests = 0;
    page.on('request', (request) => (tokenRequests += Number(request.url().endsWith('/api/stream-token'))));
    await page.goto(url);
    const readPlayer = () =>
      page.evaluate(() => {
        const { currentTime, error } = document.querySelector<SecureStreamElement>('secure-stream-player')!;
        return { currentTime, reason: error?.reason ?? null };
      });
    await waitUntil(async () => tokenRequests >= 3 && (await readPlayer()).currentTime > 10, 'two renewals');
    expect((await readPlayer()).reason).toBeNull();
    expect(origin.requests.refused).toEqual([]);
  } finally {
    await browser.close();
    await close();
  }
}

/** The page of a start page, with the URL of a running origin. */
function findPage(source: string, streamOrigin: string): string {
  const html = findSample(source, 'html', '<secure-stream-player');
  expect(html).toContain('stream-origin="http://localhost:8788"');
  // The sample has the integrity of the released file.
  return setIntegrity(html, builtIntegrity).replace('http://localhost:8788', streamOrigin);
}

test('the server and the page of the start page play through two renewals', () =>
  playThroughRenewals(async (jwk, streamOrigin) => {
    writeFileSync(join(folder, 'package.json'), JSON.stringify({ type: 'module' }));
    writeFileSync(join(folder, 'server.js'), findSample('docs/start/README.md', 'js', 'createTokenEndpoint'));
    writeFileSync(join(folder, 'index.html'), findPage('docs/start/README.md', streamOrigin));
    return startServer(['server.js'], jwk);
  }));

test('the Worker and the page of its start page play through two renewals', async () => {
  let worker: RunningWorker | undefined;
  try {
    await playThroughRenewals(async (jwk, streamOrigin) => {
      writeFileSync(join(folder, 'worker.js'), findSample('docs/start/worker.md', 'js', 'createTokenEndpoint'));
      // Wrangler serves the page from `public`.
      const entry = join(folder, 'site.js');
      writeFileSync(
        entry,
        `import { env } from 'cloudflare:workers';
        import worker from './worker.js';
        const page = () => new Response(env.PAGE, { headers: { 'Content-Type': 'text/html' } });
        export default { fetch: (request) => (new URL(request.url).pathname === '/' ? page() : worker.fetch(request)) };`,
      );
      const bindings = { STREAM_SIGNING_JWK: jwk, PAGE: findPage('docs/start/worker.md', streamOrigin) };
      worker = await startWorker(entry, { bindings });
      return worker.url;
    });
  } finally {
    await worker?.close();
  }
});

test('the server of the Node guide refuses without a session, and issues a token with one', async () => {
  const origin = createOrigin();
  const { jwk } = await origin.keys.create();
  const endpoint = findSample('docs/guides/server-node.md', 'ts', 'authorize: async');
  const listener = findSample('docs/guides/server-node.md', 'ts', 'const listener');
  writeFileSync(
    join(folder, 'server.mts'),
    `import { createServer } from 'node:http';
    const viewerOf = async (request: Request) =>
      request.headers.get('cookie') === 'session=ada' ? { id: 'ada', owns: (id: string) => id === '${DEMO_VIDEO_ID}' } : null;
    ${endpoint}\n${listener}
    createServer(listener).listen(Number(process.env['PORT']));`,
  );
  const url = await startServer(['--import', 'tsx', 'server.mts'], jwk);
  const requestToken = (videoId: string, headers: Record<string, string> = {}) =>
    fetch(`${url}/api/stream-token`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', ...headers },
      body: JSON.stringify({ videoId }),
    });
  const session = { Cookie: 'session=ada' };
  expect((await requestToken(DEMO_VIDEO_ID)).status).toBe(401);
  expect((await requestToken('0'.repeat(32), session)).status).toBe(403);
  const response = await requestToken(DEMO_VIDEO_ID, session);
  expect(response.status).toBe(200);
  const { token } = (await response.json()) as { readonly token: string };
  const manifest = await origin.fetch(new Request(`http://localhost/${token}/manifest/video.m3u8`));
  expect(manifest.status).toBe(200);
});
