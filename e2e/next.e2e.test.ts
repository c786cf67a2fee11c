import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { Browser } from 'puppeteer-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { freePort } from '../scripts/free-port.ts';
import { recordProblems, launchChromium, openPage } from '../scripts/chromium.ts';
import { createTestServer, type TestServer } from '@secure-stream/test-server';
import { waitUntil } from '@secure-stream/test-server/wait';

const folder = fileURLToPath(new URL('../examples/next', import.meta.url));
const next = fileURLToPath(new URL('../node_modules/next/dist/bin/next', import.meta.url));
const environment = { ...process.env, NODE_ENV: 'production' as const, NEXT_TELEMETRY_DISABLED: '1' };
let browser: Browser;
let testServer: TestServer;
let site: ChildProcess | undefined;
let url: string;

beforeAll(async () => {
  const built = spawnSync(process.execPath, [next, 'build'], { cwd: folder, env: environment, encoding: 'utf8' });
  expect(built.status, built.stderr + built.stdout).toBe(0);
  testServer = await createTestServer();
  const { origin } = await testServer.open();
  const { jwk } = await testServer.origin.keys.create();
  const port = await freePort();
  url = `http://127.0.0.1:${port}`;
  site = spawn(process.execPath, [next, 'start', '--hostname', '127.0.0.1', '--port', String(port)], {
    cwd: folder,
    env: { ...environment, STREAM_ORIGIN: origin, STREAM_SIGNING_JWK: jwk, TOKEN_LIFETIME: '8' },
    stdio: 'ignore',
  });
  browser = await launchChromium();
});

afterAll(async () => {
  await browser?.close();
  if (site?.exitCode === null && site.kill()) await once(site, 'exit');
  await testServer?.close();
});

test('the Next example plays across two renewals with tokens from its route, and none in the document', async () => {
  await waitForServer(url);
  const page = await openPage(browser);
  const problems = recordProblems(page);
  const requests: ('token' | 'playlist')[] = [];
  page.on('request', (request) => {
    const { pathname } = new URL(request.url());
    if (request.method() === 'POST' && pathname === '/api/stream-token') requests.push('token');
    if (pathname.endsWith('/manifest/video.m3u8')) requests.push('playlist');
  });
  await page.goto(url);
  // Two token lifetimes.
  await page.waitForFunction(() => (document.querySelector('secure-stream-player')?.currentTime ?? 0) > 16);

  expect(requests.slice(0, 2)).toEqual(['token', 'playlist']);
  // The first token came with its watermark: without one, `requireWatermark` ends playback.
  expect(await page.evaluate(() => document.querySelector('secure-stream-player')?.requireWatermark)).toBe(true);
  // No assertion prints the document, which contains a token if the test fails.
  const html = await page.evaluate(() => document.documentElement.outerHTML);
  expect(html.includes('eyJ')).toBe(false);
  const tokenRequests = requests.filter((kind) => kind === 'token');
  expect(tokenRequests.length).toBeGreaterThanOrEqual(3);
  // The page counts the renewals.
  await page.waitForFunction(
    (count) => Number(/\d+/.exec(document.querySelector('main > p')?.textContent ?? '')?.[0]) >= count,
    {},
    tokenRequests.length,
  );
  expect(testServer.listRequests().filter(({ reason }) => reason !== null)).toEqual([]);
  expect(problems).toEqual([]);
});

/** Next prints a message for people when it listens. A request is more reliable. */
async function waitForServer(siteUrl: string): Promise<void> {
  const isReady = () =>
    fetch(siteUrl).then(
      ({ ok }) => ok,
      () => false,
    );
  await waitUntil(isReady, 'a response of the Next example', 20);
}

test('the Next example renders no token, and no player for a video that the viewer may not watch', async () => {
  await waitForServer(url);
  for (const [path, headers] of [
    [`/?video=${'0'.repeat(32)}`, {}],
    ['/?video=../keys', {}],
    ['/', { cookie: 'blocked=1' }],
  ] as const) {
    const html = await (await fetch(`${url}${path}`, { headers })).text();
    expect(html).toContain('You may not watch this video.');
    expect(html).not.toContain('<secure-stream-player');
    expect(html.includes('eyJ')).toBe(false);
  }
  const html = await (await fetch(url)).text();
  expect(html).toContain('<secure-stream-player');
  expect(html.includes('eyJ')).toBe(false);
});

test('the Next example renders the settings of the player, and no endpoint in its tag', async () => {
  await waitForServer(url);
  const [tag = ''] = /<secure-stream-player[^>]*>/.exec(await (await fetch(url)).text()) ?? [];
  expect(tag).toMatch(/ video-id="[0-9a-f]{32}"/);
  expect(tag).toMatch(/ autoplay="" playsinline="".* muted=""/);
  expect(tag).not.toMatch(/token|eyJ/);
});
