import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser } from 'puppeteer-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { DEMO_VIDEO_ID } from '@secure-stream/origin';
import { createTestServer, type TestServer } from '@secure-stream/test-server';
import { waitUntil } from '@secure-stream/test-server/wait';
import { writeApp } from '../packages/create-secure-stream/src/write-app.ts';
import { recordProblems, launchChromium, openPage } from '../scripts/chromium.ts';
import { freePort } from '../scripts/free-port.ts';

/** Within the repository, so that the packages are found. Not in `node_modules`, where Next compiles no JSX. */
const folder = join(process.cwd(), 'test-results/next-app');
const next = join(process.cwd(), 'node_modules/next/dist/bin/next');
const environment = { ...process.env, NODE_ENV: 'production' as const, NEXT_TELEMETRY_DISABLED: '1' };
let browser: Browser;
let testServer: TestServer;
let site: ChildProcess | undefined;
let url: string;

beforeAll(async () => {
  rmSync(folder, { recursive: true, force: true });
  writeApp({ directory: folder, framework: 'next', hasViewingLimits: false });
  writeFileSync(join(folder, 'server/authorize.ts'), AUTHORIZE);
  const player = join(folder, 'app/player.tsx');
  writeFileSync(player, readFileSync(player, 'utf8').replace(' autoplay\n', ' requireWatermark\n autoplay\n'));
  mkdirSync(join(folder, 'app/server'));
  writeFileSync(join(folder, 'app/server/page.tsx'), SERVER_COMPONENT);
  const built = spawnSync(process.execPath, [next, 'build'], { cwd: folder, env: environment, encoding: 'utf8' });
  expect(built.status, built.stderr + built.stdout).toBe(0);
  testServer = await createTestServer();
  const { origin } = await testServer.open();
  const { jwk } = await testServer.origin.keys.create();
  const port = await freePort();
  url = `http://127.0.0.1:${port}`;
  site = spawn(process.execPath, [next, 'start', '--hostname', '127.0.0.1', '--port', String(port)], {
    cwd: folder,
    env: {
      ...environment,
      STREAM_SIGNING_JWK: jwk,
      PUBLIC_STREAM_VIDEO_ID: DEMO_VIDEO_ID,
      PUBLIC_STREAM_ORIGIN: origin,
      STREAM_TOKEN_LIFETIME: '5',
    },
    stdio: 'ignore',
  });
  browser = await launchChromium();
});

afterAll(async () => {
  await browser?.close();
  if (site?.exitCode === null && site.kill()) await once(site, 'exit');
  await testServer?.close();
});

/** What the site adds to the app: its session, here a cookie, and a watermark. */
const AUTHORIZE = `import { refuse } from '@secure-stream/signer';
export type Environment = Readonly<Record<string, string | undefined>>;
export const authorize = (request: Request, { videoId }: { videoId: string }, env: Environment) =>
  request.headers.get('cookie')?.includes('blocked=1')
    ? refuse(403)
    : videoId === env.PUBLIC_STREAM_VIDEO_ID && { viewer: 'ada', watermark: { text: 'ada@example.com' } };
`;

/** The entry point of the package has the directive that a client component needs. */
const SERVER_COMPONENT = `import { SecureStream } from '@secure-stream/react';
export default function Page() {
  return <SecureStream videoId="${DEMO_VIDEO_ID}" tokenEndpoint="/api/stream-token" preload="none" controls />;
}
`;

test('the app of Next plays across two renewals with tokens from its route, and none in the document', async () => {
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
  await page.waitForFunction(() => (document.querySelector('secure-stream-player')?.currentTime ?? 0) > 10);

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
  await waitUntil(isReady, 'a response of the app', 20);
}

test('the app of Next renders no token, and no player for a viewer who may not watch', async () => {
  await waitForServer(url);
  const refused = await (await fetch(url, { headers: { cookie: 'blocked=1' } })).text();
  expect(refused).toContain('You may not watch this video.');
  const allowed = await (await fetch(url)).text();
  expect([refused, allowed].map((html) => html.includes('<secure-stream-player'))).toEqual([false, true]);
  expect([refused, allowed].map((html) => html.includes('eyJ'))).toEqual([false, false]);
});

test('the app of Next renders the settings of the player, and no endpoint in its tag', async () => {
  await waitForServer(url);
  const [tag = ''] = /<secure-stream-player[^>]*>/.exec(await (await fetch(url)).text()) ?? [];
  expect(tag).toMatch(/ video-id="[0-9a-f]{32}"/);
  expect(tag).toMatch(/ autoplay="" playsinline="".* muted=""/);
  expect(tag).not.toMatch(/token|eyJ/);
});

test('the component can stand in a server component', async () => {
  await waitForServer(url);
  expect(await (await fetch(`${url}/server`)).text()).toContain(`<secure-stream video-id="${DEMO_VIDEO_ID}"`);
});
