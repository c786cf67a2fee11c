import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { build } from 'esbuild';
import { chromium, type Browser, type Page } from 'playwright';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestServer, type Fixture, type TestServer } from '@secure-stream/test-server';
import { CHROMIUM_FLAGS, ensureBrowser } from '../../../../scripts/browsers.js';

// docs/guides/csp.md says what stands here.
const policy = ({ origin, endpoint }: Fixture) =>
  [
    "default-src 'none'",
    "script-src 'self'",
    `connect-src ${origin} ${new URL(endpoint).origin}`,
    `img-src ${origin}`,
    'media-src blob: data:',
    "require-trusted-types-for 'script'",
    'trusted-types lit-html',
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');

let stage: TestServer;
let server: Server;
let browser: Browser;
let files: Map<string, Uint8Array>;
let scene: Fixture;

beforeAll(async () => {
  stage = await createTestServer();
  const { outputFiles } = await build({
    entryPoints: { page: '@secure-stream/element/define' },
    bundle: true,
    splitting: true,
    format: 'esm',
    conditions: ['source', 'browser', 'production'],
    write: false,
    outdir: '/',
  });
  files = new Map(outputFiles.map(({ path, contents }) => [path, contents]));
  server = createServer((request, response) => {
    const file = files.get(request.url ?? '');
    response.setHeader('Content-Security-Policy', policy(scene));
    response.setHeader('Referrer-Policy', 'strict-origin-when-cross-origin');
    response.setHeader('Content-Type', file ? 'text/javascript' : 'text/html; charset=utf-8');
    response.end(file ?? '<!doctype html><title>strict</title><script type="module" src="/page.js"></script>');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  browser = await chromium.launch({ executablePath: ensureBrowser('chromium'), args: CHROMIUM_FLAGS });
});

afterAll(async () => {
  await browser?.close();
  server?.close();
  await stage?.close();
});

/** A page that keeps what its policy forbade, and has a player with these properties. */
async function open(properties: Record<string, unknown> = {}): Promise<{ page: Page; complaints: string[] }> {
  const page = await browser.newPage();
  const complaints: string[] = [];
  page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
  page.on('pageerror', (error) => complaints.push(error.message));
  await page.addInitScript(() => {
    const violations: string[] = [];
    Object.assign(globalThis, { violations });
    document.addEventListener('securitypolicyviolation', (event) =>
      violations.push(`${event.effectiveDirective} ${event.blockedURI} ${event.sample}`),
    );
  });
  await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/lesson?secret=of-the-page`);
  await page.evaluate(
    ([{ videoId, origin, endpoint }, properties]) => {
      const element = document.createElement('secure-stream');
      Object.assign(element, { videoId, streamOrigin: origin, tokenEndpoint: endpoint, muted: true, ...properties });
      document.body.append(element);
    },
    [scene, properties] as const,
  );
  return { page, complaints };
}

const listViolations = (page: Page) =>
  page.evaluate(() => (globalThis as unknown as { violations: string[] }).violations);

test('a page with a strict policy and Trusted Types plays the film, its poster and its captions', async () => {
  scene = await stage.open({ tokenLifetime: 4 });
  const { page, complaints } = await open();
  await page.evaluate(() => document.querySelector('secure-stream')!.play());
  await page.evaluate(() => {
    document.querySelector('secure-stream')!.textTracks[0]!.mode = 'showing';
  });
  await page.waitForFunction(() => document.querySelector('secure-stream')!.currentTime > 5);
  expect(await listViolations(page)).toEqual([]);
  expect(complaints).toEqual([]);
  expect(stage.listRequests().some(({ kind, status }) => kind === 'thumbnail' && status === 200)).toBe(true);
  await page.close();
});

test('a page with a strict policy and Trusted Types shows the faces', async () => {
  scene = await stage.open();
  stage.setBehavior('denied');
  const { page } = await open();
  const message = page.locator('secure-stream').getByText('You do not have permission');
  await message.waitFor();
  expect(await message.evaluate((node) => getComputedStyle(node.parentElement!).position)).toBe('absolute');
  expect(await listViolations(page)).toEqual([]);
  await page.close();
});

test('neither a token nor the address of the page travels in a referrer', async () => {
  scene = await stage.open({ tokenLifetime: 4 });
  const { page } = await open();
  const referrers: string[] = [];
  page.on('request', (request) => {
    // To the page's own server, its own address may go.
    if (!request.url().startsWith(new URL(page.url()).origin)) referrers.push(request.headers()['referer'] ?? '');
  });
  await page.evaluate(() => document.querySelector('secure-stream')!.play());
  await page.waitForFunction(() => document.querySelector('secure-stream')!.currentTime > 4);
  expect(referrers.length).toBeGreaterThan(5);
  expect(referrers.filter((referrer) => referrer !== '' && new URL(referrer).pathname !== '/')).toEqual([]);
  await page.close();
});
