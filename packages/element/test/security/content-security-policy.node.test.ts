import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
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
    entryPoints: { page: '@secure-stream/element/define', player: '@secure-stream/element/player' },
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
    const script = request.url?.startsWith('/player') ? '/player.js' : '/page.js';
    response.end(file ?? `<!doctype html><title>strict</title><script type="module" src="${script}"></script>`);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  browser = await chromium.launch({ executablePath: ensureBrowser('chromium'), args: CHROMIUM_FLAGS });
});

afterAll(async () => {
  await browser?.close();
  server?.close();
  await testServer?.close();
});

const RECORD_VIOLATIONS = () => {
  const violations: string[] = [];
  Object.assign(globalThis, { violations });
  document.addEventListener('securitypolicyviolation', (event) =>
    violations.push(`${event.effectiveDirective} ${event.blockedURI} ${event.sample}`),
  );
};

/** Opens a page with a player, and records violations of the policy. */
async function open(properties: Record<string, unknown> = {}): Promise<{ page: Page; consoleErrors: string[] }> {
  const page = await browser.newPage();
  const consoleErrors: string[] = [];
  page.on('console', (message) => message.type() === 'error' && consoleErrors.push(message.text()));
  page.on('pageerror', (error) => consoleErrors.push(error.message));
  await page.addInitScript(RECORD_VIOLATIONS);
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

/** The hashes of the guide, which allow the styles of media-chrome. */
const HASHES =
  readFileSync(join(import.meta.dirname, '../../../../docs/guides/csp.md'), 'utf8').match(/'sha256-[^']+'/g) ?? [];

/** Opens the menus and the list of keys of a player on a page with a `style-src`. */
async function usePlayer(sources: string): Promise<Page> {
  // media-chrome writes HTML from strings, which Trusted Types forbid.
  getPolicy = (fixture) =>
    `${policy(fixture).replace(/require-trusted-types-for[^;]*; trusted-types[^;]*; /, '')}; style-src ${sources}`;
  fixture = await testServer.open();
  const page = await browser.newPage();
  await page.addInitScript(RECORD_VIOLATIONS);
  await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/player`);
  await page.evaluate(({ videoId, origin, endpoint }) => {
    const player = document.createElement('secure-stream-player');
    player.muted = true;
    Object.assign(player, { videoId, streamOrigin: origin, tokenEndpoint: endpoint });
    document.body.append(player);
  }, fixture);
  await page.locator('.center').click();
  await page.waitForFunction(() => document.querySelector('secure-stream-player')!.currentTime > 0);
  await page.locator('media-settings-menu-button').click();
  await page.locator('media-settings-menu-item').first().click();
  await page.locator('media-rendition-menu media-chrome-menu-item').first().waitFor();
  await page.keyboard.press('?');
  await page.locator('dialog[open]').waitFor();
  return page;
}

test('the guide has the hash of each style of media-chrome', async () => {
  const page = await usePlayer("'unsafe-inline'");
  const styles = await page.evaluate(() => {
    const roots: (Document | ShadowRoot)[] = [document];
    for (const root of roots)
      for (const { shadowRoot } of root.querySelectorAll('*')) if (shadowRoot) roots.push(shadowRoot);
    return roots.flatMap((root) => [...root.querySelectorAll('style')].map(({ textContent }) => textContent));
  });
  const hashes = styles.map((style) => `'sha256-${createHash('sha256').update(style).digest('base64')}'`);
  expect(HASHES.toSorted()).toEqual([...new Set(hashes)].sort());
  await page.close();
});

test('with these hashes, the player works under a policy without unsafe-inline', async () => {
  const page = await usePlayer(HASHES.join(' '));
  expect(await listViolations(page)).toEqual([]);
  await page.close();
});
