import { readFileSync } from 'node:fs';
import { createTestServer, type Fixture, type TestServer } from '@secure-stream/test-server';
import { waitUntil } from '@secure-stream/test-server/wait';
import type { Browser, HTTPRequest } from 'puppeteer-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchChromium, openPage } from '../scripts/chromium.ts';
import { serveElement, type ElementSite } from './site.ts';

const OTHER_VIDEO = 'ab'.repeat(16);

interface Mistake {
  /** Attributes beside those of a page that plays. `null` leaves one out. */
  readonly attributes?: Readonly<Record<string, string | null>>;
  /** The mistake of the endpoint. */
  readonly behavior?: Parameters<TestServer['setBehavior']>[0];
  /** The page is on `https:`. */
  readonly isSecure?: true;
  /** The endpoint is on another origin than the page, and answers without CORS. */
  readonly isCrossOrigin?: true;
}

/** The mistakes that lead to the text of a row, by the beginning of the text. */
const MISTAKES: Readonly<Record<string, readonly Mistake[]>> = {
  'The attribute videoid': [{ attributes: { 'video-id': null, videoid: OTHER_VIDEO } }],
  'token-malformed': [{ attributes: { 'token-endpoint': '/api/no-such-route' } }],
  'config: token-endpoint is an http:': [{ isSecure: true, attributes: { 'token-endpoint': 'http://api.test/token' } }],
  'token-unreachable': [{ isCrossOrigin: true }],
  'token-mismatch': [{ behavior: 'other-video' }],
  'token-rejected': [
    { behavior: 'expired-token' },
    { behavior: 'bad-signature' },
    { attributes: { 'video-id': OTHER_VIDEO } },
  ],
  'Nothing has loaded': [{ attributes: { 'stream-origin': null, 'customer-code': 'f33zs165nr7gyfy5' } }],
};

const ROWS = [...readFileSync('docs/guides/troubleshooting.md', 'utf8').matchAll(/^\| `([^`]+)` +\|/gm)].map(
  ([, text]) => text!,
);

let browser: Browser;
let testServer: TestServer;
let site: ElementSite;

beforeAll(async () => {
  testServer = await createTestServer();
  site = await serveElement(({ searchParams }) => {
    const attributes = [...searchParams].map(([name, value]) => `${name}="${value}"`).join(' ');
    return `<!doctype html><title>Video</title><secure-stream muted autoplay ${attributes}></secure-stream>
      <script type="module" src="/secure-stream.js"></script>`;
  });
  // No host of the service is reached.
  browser = await launchChromium(['--host-resolver-rules=MAP *.cloudflarestream.com 127.0.0.1:9']);
});

afterAll(async () => {
  await browser?.close();
  site?.close();
  await testServer?.close();
});

test('the guide has a row for each mistake', () => {
  expect(ROWS.map((row) => Object.keys(MISTAKES).find((beginning) => row.startsWith(beginning)))).toEqual(
    Object.keys(MISTAKES),
  );
});

const CASES = ROWS.flatMap((row) =>
  Object.entries(MISTAKES)
    .filter(([beginning]) => row.startsWith(beginning))
    .flatMap(([, mistakes]) => mistakes.map((mistake) => [row, mistake] as const)),
);

test('the console contains the text of the row', async () => {
  const fixture = await testServer.open();
  const isIndependent = ([, { behavior }]: (typeof CASES)[number]) => behavior === undefined;
  // Two of them wait until the third failure.
  await Promise.all(CASES.filter(isIndependent).map(([row, mistake]) => makeMistake(fixture, row, mistake)));
  for (const [row, mistake] of CASES.filter((one) => !isIndependent(one))) {
    testServer.setBehavior(mistake.behavior!);
    await makeMistake(fixture, row, mistake);
  }
});

async function makeMistake(
  { origin, endpoint, videoId }: Fixture,
  row: string,
  { attributes, isSecure, isCrossOrigin }: Mistake,
): Promise<void> {
  const all = {
    'video-id': videoId,
    'stream-origin': origin,
    'token-endpoint': isCrossOrigin ? `${site.url.replace('127.0.0.1', 'localhost')}/token` : endpoint,
    ...attributes,
  };
  const query = new URLSearchParams(
    Object.entries(all).filter((entry): entry is [string, string] => entry[1] !== null),
  );
  const page = await openPage(browser);
  const warnings: string[] = [];
  page.on('console', (message) => message.type() === 'warn' && warnings.push(message.text()));
  if (isSecure) {
    await page.setRequestInterception(true);
    page.on('request', (request) => void serveSecurely(request));
  }
  try {
    await page.goto(`${isSecure ? SECURE_SITE : site.url}/?${query}`);
    await waitUntil(() => warnings.length > 0, `the warning: ${row}`);
    expect(warnings.map(generalize)).toEqual([expect.stringContaining(generalize(row))]);
    expect(warnings[0]).toMatch(/^<secure-stream>: .* See https:\/\/github\.com\/.+\/docs\/errors\/[\w-]+\.md\.$/);
    expect(warnings[0]).not.toContain('eyJ');
  } finally {
    await page.close();
  }
}

const SECURE_SITE = 'https://site.test';

async function serveSecurely(request: HTTPRequest): Promise<void> {
  if (!request.url().startsWith(SECURE_SITE)) return request.continue();
  const response = await fetch(request.url().replace(SECURE_SITE, site.url));
  await request.respond({
    contentType: response.headers.get('content-type') ?? '',
    body: Buffer.from(await response.arrayBuffer()),
  });
}

/** Without what differs between the guide and the test. */
const generalize = (text: string) =>
  text.replaceAll(/http:\/\/(localhost|127\.0\.0\.1):\d+/g, 'http://host').replaceAll(/[0-9a-f]{32}/g, 'id');
