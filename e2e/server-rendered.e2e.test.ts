import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { serve, type Served } from '@secure-stream/origin/node';
import {
  createTokenEndpoint,
  limitViewings,
  memoryStore,
  streamHints,
  type TokenEndpoint,
} from '@secure-stream/signer';
import type { Browser, Page } from 'puppeteer-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestServer, type Fixture, type TestServer } from '@secure-stream/test-server';
import { waitUntil } from '@secure-stream/test-server/wait';
import { launchChromium, openPage, recordProblems } from '../scripts/chromium.ts';

/** What each tag needs of the policy in docs/guides/csp.md, beside what both need. */
const TAGS = {
  'secure-stream': "require-trusted-types-for 'script'; trusted-types lit-html secure-stream",
  'secure-stream-player': "style-src 'unsafe-inline'",
};
type Tag = keyof typeof TAGS;

const FOLDER = 'packages/element/dist/cdn';
/** Long enough to start on a busy machine before the first renewal, which comes after half of it at the earliest. */
const LIFETIME_S = 10;
const NONCE = 'bm9uY2Ugb2YgdGhpcyB0ZXN0';
const PATHS = { '/api/stream-token': 'token', '/manifest/video.m3u8': 'playlist', '/seg_1.mp4': 'segment' };

let browser: Browser;
let testServer: TestServer;
let fixture: Fixture;
let jwk: string;
let endpoint: TokenEndpoint;
let site: Served;

beforeAll(async () => {
  if (!existsSync(FOLDER)) throw new Error(`${FOLDER} is missing: npm run build makes it`);
  testServer = await createTestServer();
  fixture = await testServer.open();
  ({ jwk } = await testServer.origin.keys.create());
  [site, browser] = await Promise.all([serve({ fetch: answer }), launchChromium()]);
});

afterAll(async () => {
  await browser?.close();
  await site?.close();
  await testServer?.close();
});

test.each(['secure-stream', 'secure-stream-player'] as const)(
  'a server-rendered <%s> plays without a token request, renews later, and leaves no token in the document',
  async (tag) => {
    // A renewal that does not belong to the viewing of the page would be a second one.
    const viewings = limitViewings({ perViewer: 1, store: memoryStore() });
    const authorize = () => ({ viewer: 'viewer', expiresIn: LIFETIME_S });
    endpoint = createTokenEndpoint({ key: jwk, authorize, viewings });
    const page = await openPage(browser);
    const problems = recordProblems(page);
    const requests: string[] = [];
    page.on('request', (request) => {
      const { pathname } = new URL(request.url());
      const kind = Object.entries(PATHS).find(([path]) => pathname.endsWith(path))?.[1];
      if (kind ?? pathname.startsWith('/chunks/')) requests.push(kind ?? pathname);
    });
    await page.goto(`${site.url}/${tag}`);
    await page.waitForFunction((tag) => document.querySelector<HTMLVideoElement>(tag)!.currentTime > 0, {}, tag);
    expect((await readDocument(page)).includes('eyJ')).toBe(false);
    await page.waitForFunction(
      (tag, end) => document.querySelector<HTMLVideoElement>(tag)!.currentTime > end,
      {},
      tag,
      LIFETIME_S + 1,
    );

    const kinds = requests.filter((kind) => Object.values(PATHS).includes(kind));
    // The player has taken the response of the page.
    expect(kinds.slice(0, 2)).toEqual(['playlist', 'segment']);
    expect(kinds.filter((kind) => kind === 'playlist')).toHaveLength(1);
    expect(requests.indexOf('playlist')).toBeLessThan(requests.findIndex((kind) => kind.includes('hls-for-stream')));
    expect(kinds.filter((kind) => kind === 'token').length).toBeGreaterThanOrEqual(1);
    expect(await viewings.listViewings('viewer')).toHaveLength(1);
    expect((await readDocument(page)).includes('eyJ')).toBe(false);
    // What was fetched early was used.
    const chunks = requests.filter((kind) => kind.startsWith('/chunks/'));
    expect(chunks).toEqual([...new Set(chunks)]);
    expect(chunks).toEqual(expect.arrayContaining(MODULES));
    expect(problems).toEqual([]);
    await page.close();
  },
);

test('a server-rendered page plays after it is loaded again at the limit', async () => {
  const viewings = limitViewings({ perViewer: 1, store: memoryStore() });
  endpoint = createTokenEndpoint({ key: jwk, authorize: () => ({ viewer: 'viewer' }), viewings });
  const page = await openPage(browser);
  const plays = () =>
    page.waitForFunction(() => document.querySelector<HTMLVideoElement>('secure-stream')!.currentTime > 0);
  await page.goto(`${site.url}/secure-stream`);
  await plays();
  const [before] = await viewings.listViewings('viewer');
  const response = await page.reload();
  expect(response?.status()).toBe(200);
  await plays();
  const after = await viewings.listViewings('viewer');
  expect(after).toHaveLength(1);
  expect(after[0]!.playbackId).not.toBe(before!.playbackId);
  await page.close();
});

/** A page, and what it has requested once it is prerendered. */
const PRERENDERED = {
  'is rendered with a token': ['/secure-stream', '/secure-stream 503'],
  'requests a token itself': ['/without-token', '/ready 204'],
} as const;

test.each(Object.entries(PRERENDERED))(
  'a prerendered page that %s starts a viewing only when it is shown',
  async (_title, [path, last]) => {
    const viewings = limitViewings({ perViewer: 1, store: memoryStore() });
    endpoint = createTokenEndpoint({ key: jwk, authorize: () => ({ viewer: 'viewer' }), viewings });
    prerendered.length = 0;
    const context = await browser.createBrowserContext();
    const page = await openPage(context);
    await page.goto(`${site.url}/before?next=${path}`);
    await waitUntil(() => prerendered.includes(last));
    expect(prerendered.filter((line) => line.startsWith('/api/'))).toEqual([]);
    expect(await viewings.listViewings('viewer')).toEqual([]);
    testServer.clearRequests();
    await page.click('a');
    // Showing a prerendered page replaces the page that puppeteer knows: asks the origin, and closes the context.
    await waitUntil(() => testServer.listRequests().some(({ kind }) => kind === 'segment'));
    expect(await viewings.listViewings('viewer')).toHaveLength(1);
    await context.close();
  },
);

/** The document with its shadow roots. Contains a token if the test fails, so no assertion prints it. */
const readDocument = (page: Page): Promise<string> =>
  page.evaluate(() => {
    const read = (root: ParentNode & { innerHTML: string }): string =>
      [...root.querySelectorAll('*')].reduce(
        (html, { shadowRoot }) => (shadowRoot ? html + read(shadowRoot) : html),
        root.innerHTML,
      );
    return read(document.documentElement);
  });

/** The path and the status of each request that Chromium has sent for a page that is not shown yet. */
const prerendered: string[] = [];

async function answer(request: Request): Promise<Response> {
  const response = await respond(request);
  if (request.headers.has('sec-purpose')) prerendered.push(`${new URL(request.url).pathname} ${response.status}`);
  return response;
}

async function respond(request: Request): Promise<Response> {
  const { pathname, searchParams } = new URL(request.url);
  if (pathname === '/api/stream-token') return endpoint(request);
  if (pathname === '/before') {
    const next = searchParams.get('next') ?? '';
    const rules = JSON.stringify({ prerender: [{ source: 'list', urls: [next] }] });
    const html = `<!doctype html><link rel="icon" href="data:,"><a href="${next}">Watch</a><script type="speculationrules">${rules}</script>`;
    return new Response(html, { headers: { 'Content-Type': 'text/html' } });
  }
  if (pathname === '/without-token') return showPlayer('secure-stream', '', '');
  if (pathname === '/after.js')
    return new Response("fetch('/ready')", { headers: { 'Content-Type': 'text/javascript' } });
  if (pathname === '/ready') return new Response(null, { status: 204 });
  const tag = pathname.slice(1);
  if (tag in TAGS) return renderPage(request, tag as Tag);
  return new Response(readFileSync(FOLDER + pathname), { headers: { 'Content-Type': 'text/javascript' } });
}

async function renderPage(request: Request, tag: Tag): Promise<Response> {
  const { origin: streamOrigin, videoId } = fixture;
  const grant = await endpoint.issueToken(request, videoId);
  if ('refused' in grant && !grant.details) return new Response(null, { status: grant.refused });
  const modules = [`/${tag}.js`, ...MODULES];
  const { links, script } = streamHints({ grant, streamOrigin, modules, nonce: NONCE });
  return showPlayer(tag, links, script);
}

function showPlayer(tag: Tag, links: string, script: string): Response {
  const { origin: streamOrigin, videoId } = fixture;
  const html = `<!doctype html><title>Video</title><link rel="icon" href="data:,">
    ${links}
    <script type="module" src="/${tag}.js"></script>
    <script type="module" src="/after.js"></script>
    <${tag} video-id="${videoId}" stream-origin="${streamOrigin}" token-endpoint="/api/stream-token" muted autoplay
      >${script}</${tag}>`;
  const policy = `default-src 'none'; script-src 'self' 'nonce-${NONCE}'; connect-src 'self' ${streamOrigin}; img-src blob: data:; media-src blob: data:; ${TAGS[tag]}`;
  const headers = { 'Content-Type': 'text/html', 'Cache-Control': 'no-store', 'Content-Security-Policy': policy };
  return new Response(html, { headers });
}

/** The hls engine of the script for a tag. */
const MODULES = existsSync(FOLDER)
  ? readdirSync(`${FOLDER}/chunks`).flatMap((name) =>
      /^engines-hls-engine-[^.]+\.js$/.test(name) ? [`/chunks/${name}`] : [],
    )
  : [];
