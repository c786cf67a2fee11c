/**
 * Renders the frames of the film into files of one second. A file that exists is kept, so that a
 * render that was interrupted continues: `node render.mjs FOLDER [--preview SECOND,SECOND,...]`.
 *
 * Needs Chromium (`CHROMIUM`, default /usr/bin/chromium), ffmpeg with libx264, puppeteer-core, and a
 * font of the title: `TITLE_FONT=.../jost-latin-300-normal.woff2` of the npm package @fontsource/jost.
 * `SIZE=640x360` renders a smaller picture. `world.js` holds the paths of camera and lanterns.
 */
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, renameSync } from 'node:fs';
import { createServer } from 'node:http';
import { once } from 'node:events';
import puppeteer from 'puppeteer-core';
import { DURATION_S } from './world.js';

const FRAMES_PER_S = 24;
const [output, flag, list] = process.argv.slice(2);
const [width, height] = (process.env.SIZE ?? '1280x720').split('x').map(Number);
mkdirSync(output, { recursive: true });

/** The running encoder, which takes the frames that the page sends. */
let sink;
const types = { html: 'text/html', js: 'text/javascript', woff2: 'font/woff2' };
const server = createServer(async (request, response) => {
  const { pathname } = new URL(request.url, 'http://localhost');
  if (request.method === 'POST') {
    for await (const part of request) if (!sink.write(part)) await once(sink, 'drain');
    return response.end();
  }
  const file = pathname === '/title.woff2' ? process.env.TITLE_FONT : new URL(`.${pathname}`, import.meta.url);
  if (!existsSync(file)) return response.writeHead(404).end();
  response.writeHead(200, { 'Content-Type': types[pathname.split('.').pop()] }).end(readFileSync(file));
}).listen(0, '127.0.0.1');
await once(server, 'listening');

const browser = await puppeteer.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--use-gl=angle', '--use-angle=swiftshader', '--enable-unsafe-swiftshader', '--disable-gpu-watchdog'],
  protocolTimeout: 600_000,
});
const page = await browser.newPage();
page.on('pageerror', (error) => {
  console.error(String(error));
  process.exit(1);
});
page.on('console', (message) => console.error(message.text()));
await page.goto(`http://127.0.0.1:${server.address().port}/film.html?width=${width}&height=${height}`);
await page.waitForFunction('window.renderFrame', { timeout: 120_000 });

async function encode(frames, file, codec) {
  const input = ['-f', 'rawvideo', '-pix_fmt', 'rgba', '-s', `${width}x${height}`, '-r', FRAMES_PER_S, '-i', '-'];
  const encoder = spawn('ffmpeg', ['-v', 'error', '-y', ...input, '-vf', 'vflip', ...codec, file].map(String), { stdio: ['pipe', 'inherit', 'inherit'] });
  sink = encoder.stdin;
  for (const frame of frames) await page.evaluate((time, number) => window.renderFrame(time, number), frame / FRAMES_PER_S, frame);
  sink.end();
  await once(encoder, 'close');
}

if (flag === '--preview') {
  for (const time of list.split(',').map(Number)) {
    const from = Date.now();
    await encode([Math.round(time * FRAMES_PER_S)], `${output}/at-${String(time).padStart(4, '0')}.png`, ['-frames:v', 1]);
    console.log(time, Date.now() - from, 'ms');
  }
} else {
  for (let second = 0; second < DURATION_S; second += 1) {
    const file = `${output}/second-${String(second).padStart(2, '0')}.mkv`;
    if (existsSync(file)) continue;
    const frames = Array.from({ length: FRAMES_PER_S }, (_, index) => second * FRAMES_PER_S + index);
    const from = Date.now();
    await encode(frames, `${output}/part.mkv`, ['-c:v', 'libx264', '-preset', 'ultrafast', '-crf', 4, '-pix_fmt', 'yuv444p']);
    renameSync(`${output}/part.mkv`, file);
    console.log(second, Math.round((Date.now() - from) / frames.length), 'ms a frame');
  }
}
await browser.close();
server.close();
