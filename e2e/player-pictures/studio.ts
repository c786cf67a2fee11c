import { createServer } from 'node:http';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve as resolvePath } from 'node:path';
import { build } from 'esbuild';
import type { CDPSession } from 'puppeteer-core';
import { createTestServer, type Fixture } from '@secure-stream/test-server';
import { launchChromium } from '../../scripts/chromium.ts';
import { PLAYER, SIZES, type PicturePage, type PictureState, type Size } from './states.ts';

export interface Studio {
  /** Leads a player to a state, and takes its pictures: PNG. With `hasPicture`, the video is not covered. */
  take(state: PictureState, sizes?: readonly Size[], hasPicture?: boolean): Promise<Map<Size, Uint8Array>>;
  close(): Promise<void>;
}

/** So that each machine draws the same glyphs. */
const FLAGS = ['--font-render-hinting=none', '--disable-lcd-text', '--force-color-profile=srgb', '--hide-scrollbars'];

export async function openStudio(): Promise<Studio> {
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
  const fonts = mkdtempSync(join(tmpdir(), 'fonts-'));
  writeFileSync(join(fonts, 'fonts.conf'), fontConfiguration(fonts));
  const browser = await launchChromium(FLAGS, { FONTCONFIG_FILE: join(fonts, 'fonts.conf') });

  return {
    async take(state, sizes = state.sizes, hasPicture = false) {
      const fixture = await testServer.open();
      if (state.behavior) testServer.setBehavior(state.behavior);
      html = renderPage(fixture, state, hasPicture);
      const context = await browser.createBrowserContext();
      const page = await context.newPage();
      try {
        // Open until the end: emulation ends with its session.
        const client = await page.createCDPSession();
        await client.send('Emulation.setEmulatedMedia', { features: [...(state.media ?? [])] });
        await page.goto(url);
        const tools: PicturePage = {
          page,
          waitFor: (condition) => page.waitForFunction(whenReady(condition), { polling: 50, timeout: 60_000 }),
          stopNetwork: () => (testServer.origin.faults.network = { latency: 60_000, bandwidth: Infinity }),
          advanceClock(milliseconds) {
            testServer.startLive();
            testServer.advanceClock(milliseconds);
          },
        };
        await state.reach(tools);
        const pictures = new Map<Size, Uint8Array>();
        for (const size of sizes) pictures.set(size, await takeOne(tools, client, state, size));
        return pictures;
      } finally {
        await context.close();
      }
    },
    async close() {
      await browser.close();
      rmSync(fonts, { recursive: true });
      site.close();
      await testServer.close();
    },
  };
}

/**
 * Of all fonts, the browser knows one: what `sans-serif`, the glyph of a key, or a caption falls back to must not depend on what is installed
 * on this machine. Read by fontconfig, thus on Linux only.
 */
function fontConfiguration(folder: string): string {
  return `<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd">
    <fontconfig>
      <dir>${resolvePath('node_modules/dejavu-fonts-ttf/ttf')}</dir>
      <cachedir>${folder}/cache</cachedir>
      <match target="pattern">
        <edit name="antialias"><bool>true</bool></edit>
        <edit name="hinting"><bool>true</bool></edit>
        <edit name="hintstyle"><const>hintslight</const></edit>
        <edit name="rgba"><const>none</const></edit>
      </match>
      <alias><family>sans-serif</family><prefer><family>DejaVu Sans</family></prefer></alias>
      <alias><family>serif</family><prefer><family>DejaVu Serif</family></prefer></alias>
      <alias><family>monospace</family><prefer><family>DejaVu Sans Mono</family></prefer></alias>
    </fontconfig>`;
}

/** A condition that is false, instead of an error, until the elements in it exist. */
const whenReady = (condition: string) => `(() => { try { return Boolean(${condition}) } catch { return false } })()`;

async function takeOne(tools: PicturePage, client: CDPSession, state: PictureState, size: Size): Promise<Uint8Array> {
  const { page } = tools;
  const [width, height] = SIZES[size];
  // First the pointer: media-chrome measures an open menu when the size of the player changes.
  await client.send('Emulation.setTouchEmulationEnabled', { enabled: size === '390x844', maxTouchPoints: 1 });
  await client.send('Emulation.setDeviceMetricsOverride', { width, height, deviceScaleFactor: 1, mobile: false });
  await state.settle?.(tools);
  // Menus are placed when the size of the player changes, in an observer.
  await page.evaluate('new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)))');
  await page.evaluate(
    `(${freeze.toString()})(${PLAYER}, ${JSON.stringify(state.times ?? {})}, ${Boolean(state.isResting)})`,
  );
  // Not through `page`, which would set the size of its own.
  const { data } = await client.send('Page.captureScreenshot', { format: 'png' });
  return Buffer.from(data, 'base64');
}

/** Ends all transitions, stops all animations, and sets what the controls show. Runs in the page. */
function freeze(player: HTMLElement, times: Readonly<Record<string, string>>, isResting: boolean): void {
  const controller = player.shadowRoot!.querySelector('media-controller')!;
  controller.setAttribute('autohide', '-1');
  controller.toggleAttribute('userinactive', isResting);
  // Playback goes on, and nothing that it reports reaches the controls.
  for (const type of ['timeupdate', 'progress', 'seeking', 'seeked', 'waiting', 'playing', 'durationchange'])
    controller.addEventListener(type, (event) => event.stopPropagation(), { capture: true });
  // The bar goes on between two reports of the time otherwise.
  controller.querySelector('media-time-range')?.setAttribute('mediapaused', '');
  for (const [name, value] of Object.entries(times))
    for (const control of controller.querySelectorAll(name === 'mediatimeislive' ? 'media-live-button' : `[${name}]`))
      control.setAttribute(name, value);
  const roots: (Document | ShadowRoot)[] = [document];
  for (const root of roots)
    for (const element of root.querySelectorAll('*')) if (element.shadowRoot) roots.push(element.shadowRoot);
  for (const animation of roots.flatMap((root) => root.getAnimations())) {
    if (animation.playState === 'paused') continue;
    if (animation.effect?.getComputedTiming().endTime === Infinity) {
      animation.pause();
      animation.currentTime = 250;
    } else animation.finish();
  }
}

const FONTS = ['inter/files/inter-latin-wght-normal', 'noto-sans-arabic/files/noto-sans-arabic-arabic-wght-normal'];

/** Replaces the picture by bands, one of them white: it is bright, and differs from run to run. Captions stay. */
const COVER = /* css */ `
  :host { background: linear-gradient(100deg, #fff 0 38%, #e8a33d 38% 62%, #3a7ca5 62% 84%, #16262e 84%) }
  video { background: none; object-position: 9999px 0 }
  video::cue { font-family: Pinned }
  video::-webkit-media-text-track-container { transition: none }
`;

function renderPage(
  { origin, endpoint, videoId, liveInputId }: Fixture,
  { attributes = '', children = '', isLive, isOffline }: PictureState,
  hasPicture: boolean,
): string {
  const faces = FONTS.map((path) => {
    const file = readFileSync(`node_modules/@fontsource-variable/${path}.woff2`).toString('base64');
    return `@font-face { font-family: Pinned; font-weight: 100 900; src: url(data:font/woff2;base64,${file}); ${path.includes('arabic') ? 'unicode-range: U+0600-06FF, U+FB50-FEFC' : ''} }`;
  });
  const id = isLive ? liveInputId : videoId;
  return `<!doctype html><title>Player</title>
    <style>
      ${faces.join('\n')}
      body { margin: 0 }
      secure-stream-player {
        display: block; width: 100vw; height: 100vh;
        --secure-stream-font-family: Pinned;
        --secure-stream-font: 1rem / 1.5 Pinned;
      }
    </style>
    <script type="module">
      ${isOffline ? "Object.defineProperty(navigator, 'onLine', { value: false });" : ''}
      await document.fonts.load('16px Pinned', 'aع');
      await import('/player.js');
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(${JSON.stringify(hasPicture ? '' : COVER)});
      ${PLAYER}.shadowRoot.querySelector('secure-stream').shadowRoot.adoptedStyleSheets.push(sheet);
    </script>
    <secure-stream-player muted no-remember video-id="${id}" stream-origin="${origin}" token-endpoint="${endpoint}" ${attributes}>${children}</secure-stream-player>`;
}
