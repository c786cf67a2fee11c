import { existsSync, readFileSync } from 'node:fs';
import { serve } from '@secure-stream/origin/node';
import type { Browser } from 'puppeteer-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { recordProblems, launchChromium, openPage } from '../scripts/chromium.ts';
import { readSamples } from '../scripts/docs/samples.ts';
import { builtIntegrity, setIntegrity } from '../scripts/versions.ts';
import { createTestServer, type TestServer } from '@secure-stream/test-server';
import { waitUntil } from '@secure-stream/test-server/wait';

const FOLDER = 'packages/element/dist/cdn';
/** Of the guide for a plain page. */
const PAGE = readSamples(process.cwd(), 'docs/start/README.md').find(({ language }) => language === 'html')!.code;
/** Each script for a tag, and how many renewals to wait for. The player has the same element, so one is enough. */
const SCRIPTS = [
  { file: 'secure-stream.js', renewals: 3, position: 10, parts: ['engines-hls-engine', 'hls-for-stream'] },
  { file: 'secure-stream.bundle.js', renewals: 3, position: 10, parts: [] },
  {
    file: 'secure-stream-player.js',
    renewals: 1,
    position: 2,
    parts: ['engines-hls-engine', 'hls-for-stream', 'player-controls', 'player-features-remember'],
  },
];
/** Three renewals of tokens of 6 s, and 10 s of playback. */
const RENEWALS_S = 30;
let browser: Browser;
let testServer: TestServer;

beforeAll(async () => {
  if (!existsSync(FOLDER)) throw new Error(`${FOLDER} is missing: npm run build makes it`);
  testServer = await createTestServer();
  browser = await launchChromium();
});

afterAll(async () => {
  await browser?.close();
  await testServer?.close();
});

test.each(SCRIPTS)('the page of the guide plays across renewals ($renewals) with $file', async (subject) => {
  const { file, renewals, position, parts } = subject;
  const { origin } = await testServer.open({ tokenLifetime: 6 });
  const page = await openPage(browser);
  const problems = recordProblems(page);
  const scripts: string[] = [];
  const site = await serve({ fetch: (request) => answer(request, origin, file, scripts) });
  try {
    await page.goto(site.url);
    const currentTime = () =>
      page.evaluate((tag) => document.querySelector<HTMLVideoElement>(tag)!.currentTime, tagOf(file));
    const isPlaying = async () => (await currentTime()) > position;
    await waitUntil(
      async () => testServer.countTokenRequests() > renewals && (await isPlaying()),
      'the renewals',
      RENEWALS_S,
    );
    // The other engines, the whole of hls.js and the menus are not fetched, and the bundle fetches nothing.
    expect(partsOf(scripts)).toEqual(parts);
    expect(testServer.listRequests().filter(({ reason }) => reason !== null)).toEqual([]);
    expect(problems).toEqual([]);
    expect(await page.evaluate(() => document.body.outerHTML)).not.toContain('eyJ');
  } finally {
    await site.close();
  }
});

test('the page of the guide loads all of hls.js for a stream that needs it, and plays on', async () => {
  const { origin } = await testServer.open();
  const page = await openPage(browser);
  const problems = recordProblems(page);
  const scripts: string[] = [];
  await page.setRequestInterception(true);
  page.on('request', (request) => {
    if (!request.url().includes('/manifest/video.m3u8')) return void request.continue();
    void fetch(request.url()).then(async (response) => {
      const body = (await response.text()).replace('#EXTM3U', '#EXTM3U\n#EXT-X-DEFINE:NAME="name",VALUE="value"');
      await request.respond({ status: 200, headers: { 'Access-Control-Allow-Origin': '*' }, body });
    });
  });
  const site = await serve({ fetch: (request) => answer(request, origin, 'secure-stream.js', scripts) });
  try {
    await page.goto(site.url);
    await page.evaluate(() => void document.querySelector('secure-stream')!.play());
    await waitUntil(
      () => page.evaluate(() => (document.querySelector('secure-stream')?.currentTime ?? 0) > 2),
      'playback',
    );
    expect(partsOf(scripts)).toEqual(['engines-hls-engine', 'hls', 'hls-for-stream']);
    expect(problems).toEqual([expect.stringMatching(/^warn: <secure-stream>: this stream needs more of hls\.js/)]);
  } finally {
    await site.close();
  }
});

test('the player plays, and plays the next video, in the <secure-stream> of a bundle', async () => {
  const page = await openPage(browser);
  const problems = recordProblems(page);
  const { origin, videoId } = await testServer.open();
  const tag = `<secure-stream-player muted lang="de" video-id="${videoId}" next-video-id="${videoId}" stream-origin="${origin}" token-endpoint="/api/stream-token"></secure-stream-player>`;
  const site = await servePage(`<script type="module" src="secure-stream.bundle.js"></script>${LOAD_PLAYER}${tag}`);
  try {
    await page.goto(site.url);
    await page.waitForFunction(() => document.querySelector('secure-stream-player')!.duration > 0);
    await page.evaluate(async () => {
      const player = document.querySelector('secure-stream-player')!;
      await player.play();
      player.currentTime = player.duration - 1;
    });
    await page.waitForFunction(() => {
      const { nextVideoId, currentTime, paused } = document.querySelector('secure-stream-player')!;
      return nextVideoId === '' && currentTime > 0.2 && currentTime < 10 && !paused;
    });
    // The texts of the overlays are those of the player too.
    await page.evaluate(() => document.querySelector('secure-stream-player')!.setAttribute('video-id', 'none'));
    await page.waitForFunction(() => {
      const stream = document.querySelector('secure-stream-player')!.shadowRoot!.querySelector('secure-stream')!;
      return stream.shadowRoot!.textContent.includes('nicht richtig eingerichtet');
    });
    expect(problems.filter((problem) => !problem.includes('video-id is not 32'))).toEqual([]);
  } finally {
    await site.close();
  }
});

test('each part that cannot be loaded at first is loaded again', async () => {
  const page = await openPage(browser);
  const { origin, videoId } = await testServer.open();
  const tag = `<secure-stream-player muted lang="nl" video-title="Title" video-id="${videoId}" stream-origin="${origin}" token-endpoint="/api/stream-token" completion-threshold="0.9"></secure-stream-player>
    <secure-stream lang="nl" video-id="none" token-endpoint="/api/stream-token"></secure-stream>
    <secure-stream-transcript lang="nl"></secure-stream-transcript><script type="module" src="secure-stream-transcript.js"></script>`;
  const requests: Record<string, number> = {};
  const site = await serve({
    async fetch(request) {
      const { pathname } = new URL(request.url);
      if (pathname === '/') return html(`<!doctype html><title>Video</title>${LOAD_PLAYER}${tag}`);
      const part =
        /(player-controls|player-features-[a-z-]+|playback-controllers|progress-watch|stream-overlay-draw|locales-nl-\w+)-/.exec(
          pathname,
        )?.[1];
      if (!part) return answer(request, '', '', []);
      requests[part] = (requests[part] ?? 0) + 1;
      return requests[part] === 1 ? new Response(null, { status: 503 }) : answer(request, '', '', []);
    },
  });
  try {
    await page.goto(site.url);
    const readLabel = () =>
      page.evaluate(() => {
        const skin = document.querySelector('secure-stream-player')!.shadowRoot!;
        return skin.querySelector('.row media-play-button')?.getAttribute('aria-label');
      });
    await waitUntil(async () => (await readLabel()) === 'afspelen', 'the controls in Dutch');
    await waitUntil(() => requests['playback-controllers'] === 2, 'the controllers, which follow the engine');
    const readTexts = () =>
      page.evaluate(() =>
        ['secure-stream', 'secure-stream-transcript'].map((tag) => {
          const { shadowRoot } = document.querySelector(tag)!;
          return shadowRoot!.querySelector('[lang]')?.getAttribute('lang');
        }),
      );
    await waitUntil(async () => String(await readTexts()) === 'nl,nl', 'the overlay and the transcript in Dutch');
    // `progress-watch` is requested by the controllers.
    await waitUntil(() => requests['progress-watch'] === 2, 'the progress, which follows the controllers');
    await waitUntil(() => Object.values(requests).every((count) => count === 2), 'a second request for each part');
    expect(Object.keys(requests).sort()).toEqual([
      'locales-nl-overlay',
      'locales-nl-player',
      'playback-controllers',
      'player-controls',
      'player-features-media-session',
      'player-features-remember',
      'progress-watch',
      'stream-overlay-draw',
    ]);
  } finally {
    await site.close();
  }
});

test('the player says once that another version has registered <secure-stream>', async () => {
  const page = await openPage(browser);
  const problems = recordProblems(page);
  const site = await servePage(
    `<script type="module">customElements.define('secure-stream', class extends HTMLElement {})</script>${LOAD_PLAYER}
    <secure-stream-player></secure-stream-player><secure-stream-player></secure-stream-player>`,
  );
  try {
    await page.goto(site.url);
    await waitUntil(() => problems.length > 0, 'the error');
    expect(problems).toEqual([expect.stringMatching(/^error: <secure-stream-player>: .* See .*#two-versions\.$/)]);
  } finally {
    await site.close();
  }
});

test('a second copy of each script exports the classes of the first', async () => {
  const page = await openPage(browser);
  const site = await servePage('');
  try {
    await page.goto(site.url);
    // As text: Vitest rewrites `import()`.
    const created = await page.evaluate(`(async () => {
      const tags = [];
      for (const copy of ['?1', '?2'])
        for (const name of ['player', 'transcript'])
          for (const value of Object.values(await import('/secure-stream-' + name + '.js' + copy)))
            if (value?.prototype instanceof HTMLElement) tags.push(new value().localName);
      return tags;
    })()`);
    const tags = ['secure-stream', 'secure-stream-player', 'secure-stream-transcript'];
    expect(created).toEqual([...tags, ...tags]);
  } finally {
    await site.close();
  }
});

const LOAD_PLAYER = '<script type="module" src="secure-stream-player.js"></script>';

const servePage = (body: string) =>
  serve({
    fetch: async (request) =>
      new URL(request.url).pathname === '/'
        ? html(`<!doctype html><title>Video</title>${body}`)
        : answer(request, '', '', []),
  });

/** The engines, builds of hls.js and parts of the player among the scripts that were fetched. */
const partsOf = (scripts: readonly string[]) =>
  scripts
    .flatMap(
      (path) =>
        /\/((engines-\w+-engine|player-(?:controls|menus|features-\w+)|hls(-for-stream)?))-[^/]+$/.exec(path)?.[1] ??
        [],
    )
    .sort();

/** The tag that a script registers, and that the page has for it. */
const tagOf = (file: string) => (file === 'secure-stream-player.js' ? 'secure-stream-player' : 'secure-stream');

/** The site: its page, the script, and a token endpoint. */
async function answer(request: Request, origin: string, file: string, scripts: string[]): Promise<Response> {
  const { pathname } = new URL(request.url);
  if (pathname === '/') {
    // The guide has the integrity of the released file.
    return html(
      setIntegrity(PAGE, () => builtIntegrity(file))
        .replace('http://localhost:8788', origin)
        .replace(/https:\/\/cdn[^"]+\/secure-stream-player\.js/, file)
        .replaceAll(/(?<=<\/?)secure-stream-player/g, tagOf(file)),
    );
  }
  if (pathname === '/api/stream-token') return testServer.endpoint.fetch(request);
  if (!pathname.endsWith('.js')) return new Response(null, { status: 204 });
  scripts.push(pathname);
  return new Response(readFileSync(FOLDER + pathname), { headers: { 'Content-Type': 'text/javascript' } });
}

const html = (text: string) => new Response(text, { headers: { 'Content-Type': 'text/html; charset=utf-8' } });
