// @tier all: `contract-on-workerd` runs the signer on the same runtime
import { fileURLToPath } from 'node:url';
import { createOrigin, DEMO_VIDEO_ID, demoVideoFiles, type Origin } from '@secure-stream/origin';
import { serve, type Served } from '@secure-stream/origin/node';
import type { Browser, Page } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startWorker, type RunningWorker } from '../../packages/signer/test/support/workerd.ts';
import { recordProblems, launchChromium, openPage } from '../../scripts/chromium.ts';
import { countStalls } from '../count-stalls.ts';
import { serveElement, type ElementSite } from '../site.ts';
import { startExample } from './example.ts';

const SESSION = 'a-session-of-this-test';
const LIFETIME_S = 4;

let site: ElementSite;
let worker: RunningWorker;
afterAll(() => site?.close());
beforeAll(async () => {
  const video = await demoVideoFiles().read('download.mp4');
  // For an upload, the file; else a page with the query as attributes of the tag.
  site = await serveElement(({ pathname, searchParams }) => {
    if (pathname === '/video.mp4') return video;
    const attributes = [...searchParams].map(([name, value]) => `${name}="${value}"`).join(' ');
    return `<!doctype html><title>Video</title><link rel="icon" href="data:,">
      <script type="module" src="/secure-stream.js"></script><secure-stream ${attributes}></secure-stream>`;
  });
});

/** Logs a viewer in, as the rest of the site would. */
async function signIn(session: object): Promise<void> {
  const { SESSIONS } = await worker.bindings<{ SESSIONS: { put(key: string, value: string): Promise<void> } }>();
  await SESSIONS.put(SESSION, JSON.stringify({ viewer: 'v-1', ...session }));
}

const cookie = `session=${SESSION}`;

describe('the Worker with a signing key', () => {
  let origin: Origin;
  let stream: Served;
  let browser: Browser;

  beforeAll(async () => {
    origin = createOrigin();
    const { jwk } = await origin.keys.create();
    [stream, worker, browser] = await Promise.all([
      serve(origin),
      startExample({
        STREAM_SIGNING_JWK: jwk,
        ALLOWED_ORIGINS: `https://www.site.example ${site.url}`,
        STREAM_ORIGIN: 'http://localhost:8788',
      }),
      launchChromium(),
    ]);
  });
  afterAll(() => Promise.all([browser?.close(), worker?.close(), stream?.close()]));

  async function open(): Promise<Page> {
    const page = await openPage(browser);
    const query = new URLSearchParams({
      'video-id': DEMO_VIDEO_ID,
      'stream-origin': stream.url,
      'token-endpoint': worker.url,
      'token-credentials': 'include',
      muted: '',
      autoplay: '',
    });
    await page.goto(`${site.url}/?${query}`);
    return page;
  }

  test('plays the video across renewals on a page of another origin, and logs no token', async () => {
    await signIn({ videos: [DEMO_VIDEO_ID], tokenLifetime: LIFETIME_S });
    await browser.setCookie({ name: 'session', value: SESSION, domain: '127.0.0.1' });
    const page = await open();
    const problems = recordProblems(page);
    await page.waitForFunction(() => (document.querySelector('secure-stream')?.currentTime ?? 0) > 0.5);
    await countStalls(page);
    await page.evaluate(() => {
      const player = document.querySelector('secure-stream');
      if (!player) return;
      player.dataset['renewals'] = '0';
      player.addEventListener('tokenrefresh', () => {
        player.dataset['renewals'] = String(Number(player.dataset['renewals']) + 1);
      });
    });
    await page.waitForFunction(
      (end) => (document.querySelector('secure-stream')?.currentTime ?? 0) > end,
      { timeout: 60_000 },
      2 * LIFETIME_S,
    );
    const { stalls, renewals } = await page.evaluate(() => {
      const { stalls, renewals } = document.querySelector('secure-stream')?.dataset ?? {};
      return { stalls, renewals };
    });
    expect(Number(renewals)).toBeGreaterThanOrEqual(2);
    expect(stalls).toBe('0');
    expect(problems).toEqual([]);
    expect(origin.requests.entries.length).toBeGreaterThan(5);
    expect(origin.requests.entries.filter(({ status }) => status >= 400)).toEqual([]);
    expect(worker.log()).toMatch(/token issued/);
    expect(worker.log()).not.toMatch(/eyJ/);
    await page.close();
  });

  test('issues no token without a session, so that the viewer sees an error and the origin gets no request', async () => {
    await browser.deleteMatchingCookies({ name: 'session', domain: '127.0.0.1' });
    origin.requests.clear();
    const page = await open();
    await page.waitForFunction(() => document.querySelector('secure-stream')?.state === 'error');
    const reason = await page.evaluate(() => document.querySelector('secure-stream')?.error?.reason);
    expect(reason).toBe('token-denied');
    expect(origin.requests.entries.filter(({ status }) => status < 400)).toEqual([]);
    await page.close();
  });

  test('issues tokens only for the videos of the session', async () => {
    await signIn({ videos: [DEMO_VIDEO_ID] });
    expect((await worker.fetch(`/${DEMO_VIDEO_ID}`, { headers: { cookie } })).status).toBe(200);
    expect((await worker.fetch(`/${'0'.repeat(32)}`, { headers: { cookie } })).status).toBe(403);
    expect(
      (await worker.fetch(`/${DEMO_VIDEO_ID}`, { headers: { cookie: 'session=another-session-id' } })).status,
    ).toBe(401);
  });

  test('renders a page with its first token for the local origin, and none without a session', async () => {
    await signIn({ videos: [DEMO_VIDEO_ID] });
    const page = await (await worker.fetch(`/watch/${DEMO_VIDEO_ID}`, { headers: { cookie } })).text();
    // A failed assertion prints what it compares.
    const html = page.replaceAll(/eyJ[\w.-]+/g, 'one');
    expect(html).toContain(
      'Object.assign(player,{"token":"one"});const url="http://localhost:8788/one/manifest/video.m3u8"',
    );
    expect(html).toContain('<link rel="preconnect" href="http://localhost:8788" crossorigin>');
    expect(html).toContain('stream-origin="http://localhost:8788"');
    const refused = await worker.fetch(`/watch/${DEMO_VIDEO_ID}`);
    expect([refused.status, await refused.text()]).toEqual([401, 'You may not watch this video.']);
  });

  test('limits the request rate of an IP address', async () => {
    await signIn({ videos: [DEMO_VIDEO_ID] });
    const headers = { cookie, 'cf-connecting-ip': '198.51.100.7' };
    const statuses: number[] = [];
    // The limit is sixty per minute, and a new minute may start meanwhile.
    while (statuses.length < 121) statuses.push((await worker.fetch(`/${DEMO_VIDEO_ID}`, { headers })).status);
    expect(new Set(statuses)).toEqual(new Set([200, 429]));
    expect(statuses.indexOf(429)).toBeGreaterThanOrEqual(60);
    const refused = await fetch(`${worker.url}/${DEMO_VIDEO_ID}`, { headers });
    expect(refused.headers.get('retry-after')).toBe('60');
  });
});

describe('the Worker with the Stream binding', () => {
  beforeAll(async () => {
    worker = await startWorker(fileURLToPath(new URL('upload-worker.ts', import.meta.url)), {
      compatibilityDate: '2026-04-01',
      kvNamespaces: { SESSIONS: 'sessions' },
      stream: { binding: 'STREAM' },
    });
  });
  afterAll(() => worker?.close());

  test('issues tokens of the emulated service, for an hour', async () => {
    const uploaded = await worker.fetch(`/upload?${site.url}/video.mp4`);
    const id = await uploaded.text();
    expect(uploaded.status, id).toBe(200);
    await signIn({ videos: [id] });
    const response = await worker.fetch(`/${id}`, { headers: { cookie } });
    expect(response.status).toBe(200);
    const { token, expiresIn } = (await response.json()) as { token: string; expiresIn: number };
    // The tokens of the emulation are not JWTs, but contain the video id.
    expect(JSON.parse(atob(token))).toMatchObject({ sub: id });
    expect(expiresIn).toBe(3600);
  });

  test('responds with 404 for a video that the service does not know', async () => {
    await signIn({ videos: [DEMO_VIDEO_ID] });
    expect((await worker.fetch(`/${DEMO_VIDEO_ID}`, { headers: { cookie } })).status).toBe(404);
  });

  test('responds with 500 for a lifetime that the binding cannot issue', async () => {
    await signIn({ videos: [DEMO_VIDEO_ID], tokenLifetime: 60 });
    const response = await worker.fetch(`/${DEMO_VIDEO_ID}`, { headers: { cookie } });
    expect(response.status).toBe(500);
    expect(await response.json()).toEqual({ type: 'about:blank', title: 'Internal Server Error', status: 500 });
  });
});

describe('the Worker with a limit of viewings', () => {
  beforeAll(async () => {
    const { jwk } = await createOrigin().keys.create();
    worker = await startExample({ STREAM_SIGNING_JWK: jwk }, 'viewings');
  });
  afterAll(() => worker?.close());

  const request = async (playbackId: string, fields: object = {}) => {
    const body = JSON.stringify({ videoId: DEMO_VIDEO_ID, playbackId, ...fields });
    const response = await worker.fetch('/', { method: 'POST', headers: { cookie }, body });
    if (response.status !== 403) return response.status;
    return ((await response.json()) as { reason?: string }).reason;
  };

  test('refuses a third device, which then takes over, and displaces the first', async () => {
    await signIn({ videos: [DEMO_VIDEO_ID] });
    const [one, two, three] = ['one', 'two', 'three'].map((name) => `playback-of-device-${name}`) as [
      string,
      string,
      string,
    ];
    expect([await request(one), await request(two), await request(three)]).toEqual([200, 200, 'viewing-limit']);
    expect(await request(three, { takeover: true })).toBe(200);
    expect([await request(one), await request(two), await request(three)]).toEqual(['displaced', 200, 200]);
    expect(await request(two, { release: true })).toBe(204);
    expect(await request(one, { takeover: true })).toBe(200);
    expect(worker.log()).toMatch(/viewing displaced/);
    expect(worker.log()).not.toMatch(/eyJ/);
  });
});
