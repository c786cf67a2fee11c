import { mkdirSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { parseArgs } from 'node:util';
import { build } from 'esbuild';
import type { Page } from 'puppeteer-core';
import { createTestServer, type Fixture } from '@secure-stream/test-server';
import { launchChromium } from './chromium.ts';

/**
 * Takes the screenshots of `<secure-stream-player>` for the documentation: docs/images/player-*.png. `--out folder --all` takes every state in
 * every size, to look at after a change of the design.
 */
const { values: options } = parseArgs({
  options: {
    out: { type: 'string', default: 'docs/images' },
    all: { type: 'boolean', default: false },
    only: { type: 'string', default: '' },
  },
});

interface State {
  readonly name: string;
  /** The size in which the documentation shows it. Default: it does not. */
  readonly size?: keyof typeof SIZES;
  readonly attributes?: string;
  readonly children?: string;
  readonly live?: boolean;
  /** The pointer stays away. */
  readonly isQuiet?: boolean;
  readonly behavior?: 'hang' | 'denied';
  /** Leads to the state once the page is open. */
  prepare(page: Page): Promise<unknown>;
}

const SIZES = {
  '320x180': [320, 180],
  '640x360': [640, 360],
  '1280x720': [1280, 720],
  '390x844': [390, 844],
  '240x135': [240, 135],
} as const;

const player = 'document.querySelector("secure-stream-player")';
const waitFor = (page: Page, condition: string) => page.waitForFunction(condition, { polling: 50, timeout: 20_000 });
const isReady = `${player}?.readyState >= 3`;
/** Plays to a moment with a clear picture, and stops there, so that each run takes the same picture. */
const stopAt = async (page: Page, seconds: number, rest = '') => {
  await waitFor(page, isReady);
  await page.evaluate(`(async () => { const p = ${player}; await p.play(); p.currentTime = ${seconds}; })()`);
  await waitFor(page, `${player}.currentTime > ${seconds} && !${player}.seeking && ${player}.readyState >= 3`);
  await page.mouse.move(20, 20);
  if (rest) await page.evaluate(rest);
};
const inSkin = (selector: string) => `${player}.shadowRoot.querySelector('${selector}')`;
const openMenu = async (page: Page, name: string) => {
  await page.evaluate(`${inSkin(`${name}-button`)}.click()`);
  await waitFor(page, `${inSkin(name)}?.hidden === false`);
  await new Promise((resolve) => setTimeout(resolve, 500));
};

const CHAPTERS =
  'WEBVTT\n\n00:00.000 --> 00:40.000\nIntroduction\n\n00:40.000 --> 01:10.000\nThe middle\n\n01:10.000 --> 01:36.000\nThe end\n';

const STATES: readonly State[] = [
  { name: 'start', size: '640x360', prepare: (page) => waitFor(page, `${player}?.readyState >= 2`) },
  { name: 'playing', size: '1280x720', prepare: (page) => stopAt(page, 30) },
  {
    name: 'menu',
    size: '640x360',
    async prepare(page) {
      await stopAt(page, 30);
      await openMenu(page, 'media-settings-menu');
    },
  },
  {
    name: 'captions',
    size: '390x844',
    attributes: 'default-text-track="en"',
    prepare: (page) => stopAt(page, 30),
  },
  {
    name: 'buffering',
    size: '640x360',
    async prepare(page) {
      await stopAt(page, 10);
      await page.evaluate('window.stopNetwork()');
      await page.evaluate(`${player}.currentTime = 80`);
      await new Promise((resolve) => setTimeout(resolve, 1500));
    },
  },
  { name: 'error', size: '640x360', behavior: 'denied', prepare: (page) => waitFor(page, `${player}?.error`) },
  {
    name: 'ended',
    size: '640x360',
    async prepare(page) {
      await stopAt(page, 94);
      await waitFor(page, `${player}.ended`);
    },
  },
  {
    name: 'live',
    size: '640x360',
    live: true,
    attributes: 'live dvr',
    async prepare(page) {
      await waitFor(page, isReady);
      await page.evaluate(`${player}.play()`);
      await waitFor(page, `!${player}.paused && ${player}.currentTime > 0`);
      await page.mouse.move(20, 20);
      await new Promise((resolve) => setTimeout(resolve, 1500));
    },
  },
  {
    name: 'preview',
    isQuiet: true,
    children: `<track kind="chapters" default src="data:text/vtt,${encodeURIComponent(CHAPTERS)}">`,
    async prepare(page) {
      await stopAt(page, 30);
      const box = await page.evaluate(`JSON.stringify(${inSkin('media-time-range')}.getBoundingClientRect())`);
      const { x, y, width, height } = JSON.parse(box as string) as DOMRect;
      await page.mouse.move(x + width / 2, y + height / 2);
      await page.mouse.move(x + width / 2 + 3, y + height / 2);
      // A browser without a screen has no mouse that could hover, and shows the preview only while a finger drags.
      await page.evaluate(`${inSkin('media-time-range')}.toggleAttribute('dragging', true)`);
      await new Promise((resolve) => setTimeout(resolve, 1500));
    },
  },
  {
    name: 'light',
    isQuiet: true,
    attributes: 'style="color-scheme: light" lang="ar"',
    async prepare(page) {
      await stopAt(page, 30);
      await openMenu(page, 'media-settings-menu');
      const box = await page.evaluate(`JSON.stringify(${inSkin('media-mute-button')}.getBoundingClientRect())`);
      const { x, y } = JSON.parse(box as string) as DOMRect;
      await page.mouse.move(x + 9, y + 9);
      await new Promise((resolve) => setTimeout(resolve, 1000));
    },
  },
  {
    name: 'resume',
    attributes: 'resume="ask"',
    async prepare(page) {
      await waitFor(page, isReady);
      await page.evaluate(
        `localStorage.setItem('secure-stream:positions', JSON.stringify([[${player}.videoId, 754]]))`,
      );
      await page.reload();
      await waitFor(page, `${inSkin('.resume')} && ${isReady}`);
    },
  },
  {
    name: 'next',
    attributes: `next-video-id="${'c0b1'.repeat(8)}" next-video-title="Lecture 2: The experiment"`,
    prepare: (page) => stopAt(page, 90),
  },
  {
    name: 'next-light',
    attributes: `next-video-id="${'c0b1'.repeat(8)}" lang="ar" style="color-scheme: light"`,
    prepare: (page) => stopAt(page, 90),
  },
  {
    name: 'appearance',
    attributes: 'default-text-track="en"',
    async prepare(page) {
      await page.evaluate(
        `localStorage.setItem('secure-stream:settings', JSON.stringify({ appearance: { color: 'yellow', size: 125, edge: 'outline' } }))`,
      );
      await page.reload();
      await stopAt(page, 30);
      await openMenu(page, 'media-settings-menu');
      await page.evaluate(`${inSkin('.appearance-item')}.click()`);
      await waitFor(page, `${inSkin('dialog.appearance')}?.open`);
    },
  },
  {
    name: 'help',
    async prepare(page) {
      await stopAt(page, 30);
      await page.evaluate(`${player}.focus()`);
      await page.keyboard.press('?');
      await waitFor(page, `${inSkin('dialog.help')}?.open`);
    },
  },
];

const testServer = await createTestServer();
const bundle = await build({
  stdin: { contents: "import '@secure-stream/element/player';", resolveDir: process.cwd() },
  bundle: true,
  format: 'esm',
  target: 'es2022',
  conditions: ['@secure-stream/source', 'browser'],
  write: false,
});
let html = '';
const site = createServer((request, response) => {
  const isScript = request.url === '/player.js';
  response.writeHead(200, { 'Content-Type': isScript ? 'text/javascript' : 'text/html; charset=utf-8' });
  response.end(isScript ? bundle.outputFiles[0]!.contents : html);
});
await new Promise<void>((resolve) => site.listen(0, '127.0.0.1', resolve));
const url = `http://127.0.0.1:${(site.address() as AddressInfo).port}/`;
const browser = await launchChromium();
try {
  mkdirSync(options.out, { recursive: true });
  for (const state of STATES)
    for (const size of options.all ? (Object.keys(SIZES) as (keyof typeof SIZES)[]) : state.size ? [state.size] : [])
      if (`${state.name}-${size}`.includes(options.only)) await take(state, size);
} finally {
  await browser.close();
  site.close();
  await testServer.close();
}

async function take(state: State, size: keyof typeof SIZES): Promise<void> {
  const fixture = await testServer.open();
  if (state.behavior) testServer.setBehavior(state.behavior);
  if (state.live) {
    testServer.startLive();
    testServer.advanceClock(120_000);
  }
  html = renderPage(fixture, state);
  const page = await browser.newPage();
  try {
    const [width, height] = SIZES[size];
    await page.setViewport({ width, height, deviceScaleFactor: 1 });
    await page.exposeFunction(
      'stopNetwork',
      () => (testServer.origin.faults.network = { latency: 20_000, bandwidth: Infinity }),
    );
    page.on('console', (m) => console.log('  page:', m.text()));
    page.on('pageerror', (e) => console.log('  page:', String(e)));
    await page.goto(url);
    await state.prepare(page);
    // Shows the controls of a player that plays.
    if (!state.isQuiet) {
      await page.mouse.move(24, 24);
      await page.mouse.move(28, 28);
    }
    await new Promise((resolve) => setTimeout(resolve, 700));
    const path = `${options.out}/player-${state.name}${options.all ? `-${size}` : ''}.png` as const;
    await page.screenshot({ path });
    console.log(path);
  } catch (error) {
    console.error(state.name, size, error);
    process.exitCode = 1;
  } finally {
    await page.close();
  }
}

function renderPage(
  { origin, endpoint, videoId, liveInputId }: Fixture,
  { attributes = '', children = '', live }: State,
): string {
  return `<!doctype html>
    <style>body { margin: 0 } secure-stream-player { width: 100vw; height: 100vh }</style>
    <script type="module" src="/player.js"></script>
    <secure-stream-player muted video-id="${live ? liveInputId : videoId}" stream-origin="${origin}" token-endpoint="${endpoint}" ${attributes}>${children}</secure-stream-player>`;
}
