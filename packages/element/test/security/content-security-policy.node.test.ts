import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { build } from 'esbuild';
import { chromium, type Browser, type Page } from 'playwright';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestServer, type Fixture, type TestServer } from '@secure-stream/test-server';
import { CHROMIUM_FLAGS, ensureBrowser } from '../../../../scripts/browsers.js';

// The policy of docs/guides/csp.md.
const policy = ({ origin, endpoint }: Fixture) =>
  [
    "default-src 'none'",
    "script-src 'self'",
    `connect-src ${origin} ${new URL(endpoint).origin}`,
    'img-src blob:',
    'media-src blob: data:',
    "require-trusted-types-for 'script'",
    'trusted-types lit-html secure-stream',
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');

/** With what the iframe engine needs. */
const framePolicy = (fixture: Fixture) =>
  `${policy(fixture)}; frame-src ${fixture.origin}; script-src-elem 'self' ${fixture.origin}`;

let getPolicy = policy;
let testServer: TestServer;
let server: Server;
let browser: Browser;
let files: Map<string, Uint8Array>;
let fixture: Fixture;

beforeAll(async () => {
  testServer = await createTestServer();
  const { outputFiles } = await build({
    entryPoints: { page: '@secure-stream/element/define' },
    bundle: true,
    splitting: true,
    format: 'esm',
    conditions: ['@secure-stream/source', 'browser', 'production'],
    write: false,
    outdir: '/',
  });
  files = new Map(outputFiles.map(({ path, contents }) => [path, contents]));
  server = createServer((request, response) => {
    const file = files.get(request.url ?? '');
    response.setHeader('Content-Security-Policy', getPolicy(fixture));
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
  await testServer?.close();
});

/** Opens a page with a player, and records violations of the policy. */
async function open(properties: Record<string, unknown> = {}): Promise<{ page: Page; consoleErrors: string[] }> {
  const page = await browser.newPage();
  const consoleErrors: string[] = [];
  page.on('console', (message) => message.type() === 'error' && consoleErrors.push(message.text()));
  page.on('pageerror', (error) => consoleErrors.push(error.message));
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
    [fixture, properties] as const,
  );
  return { page, consoleErrors };
}

const listViolations = (page: Page) =>
  page.evaluate(() => (globalThis as unknown as { violations: string[] }).violations);

test('a strict policy with Trusted Types allows the video, the poster and captions', async () => {
  fixture = await testServer.open({ tokenLifetime: 4 });
  const { page, consoleErrors } = await open();
  await page.evaluate(() => document.querySelector('secure-stream')!.play());
  await page.evaluate(() => {
    document.querySelector('secure-stream')!.textTracks[0]!.mode = 'showing';
  });
  await page.waitForFunction(() => document.querySelector('secure-stream')!.currentTime > 5);
  expect(await listViolations(page)).toEqual([]);
  expect(consoleErrors).toEqual([]);
  expect(testServer.listRequests().some(({ kind, status }) => kind === 'thumbnail' && status === 200)).toBe(true);
  await page.close();
});

test('a strict policy with Trusted Types allows the overlays', async () => {
  fixture = await testServer.open();
  testServer.setBehavior('denied');
  const { page } = await open();
  const message = page.locator('secure-stream').getByText('You do not have permission');
  await message.waitFor();
  expect(await message.evaluate((node) => getComputedStyle(node.parentElement!).position)).toBe('absolute');
  expect(await listViolations(page)).toEqual([]);
  await page.close();
});

test('a referrer contains neither a token nor the path of the page', async () => {
  fixture = await testServer.open({ tokenLifetime: 4 });
  const { page } = await open();
  const referrers: string[] = [];
  page.on('request', (request) => {
    // Requests to the server of the page may contain its URL. A `blob:` URL leads to no server.
    if (new URL(request.url()).origin !== new URL(page.url()).origin)
      referrers.push(request.headers()['referer'] ?? '');
  });
  await page.evaluate(() => document.querySelector('secure-stream')!.play());
  await page.waitForFunction(() => document.querySelector('secure-stream')!.currentTime > 4);
  expect(referrers.length).toBeGreaterThan(5);
  expect(referrers.filter((referrer) => referrer !== '' && new URL(referrer).pathname !== '/')).toEqual([]);
  await page.close();
});

test('on a page with a strict policy and Trusted Types, the iframe engine loads its SDK', async () => {
  getPolicy = framePolicy;
  fixture = await testServer.open();
  const { page } = await open({ engine: 'iframe' });
  await page.evaluate(() => document.querySelector('secure-stream')!.play());
  await page.waitForFunction(() => document.querySelector('secure-stream')!.currentTime > 0);
  expect(await listViolations(page)).toEqual([]);
  await page.close();
});

test.each([
  ['Trusted Types without the policy secure-stream', ' secure-stream', ''],
  ['a script-src without the host of the SDK', /; script-src-elem.*/, ''],
])('reports sdk-blocked on a page that forbids the SDK by %s', async (_name, pattern, replacement) => {
  getPolicy = (fixture) => framePolicy(fixture).replace(pattern, replacement);
  fixture = await testServer.open();
  const { page } = await open({ engine: 'iframe' });
  await page.waitForFunction(() => document.querySelector('secure-stream')!.error !== null);
  const error = await page.evaluate(() => document.querySelector('secure-stream')!.error!.reason);
  expect(error).toBe('sdk-blocked');
  expect((await listViolations(page)).length).toBeGreaterThan(0);
  await page.close();
});
