import type { Browser } from 'puppeteer-core';
import type { Sample } from './states.ts';

const INTERVAL_MS = 250;
/** For the first frame. */
const DEADLINE_MS = 60_000;

export interface Recording {
  readonly samples: readonly Sample[];
  /** Milliseconds from the navigation to the first frame. */
  readonly firstFrame: number;
  close(): Promise<void>;
}

export interface RecordingOptions {
  readonly url: string;
  readonly countRefused: () => number;
  /** Milliseconds that the clock of the page is fast. Default 0. */
  readonly clockError?: number | undefined;
}

/** Opens a page and records its `<video>`, wherever it is: in a shadow root, or in a frame. Returns after the first frame. */
export async function record(
  browser: Browser,
  { url, countRefused, clockError = 0 }: RecordingOptions,
): Promise<Recording> {
  const [page = await browser.newPage()] = await browser.pages();
  await page.setCacheEnabled(false);
  const samples: Sample[] = [];
  let emptied = 0;
  let firstFrameAt = 0;
  let start!: () => void;
  const started = new Promise<void>((resolve, reject) => {
    start = resolve;
    setTimeout(() => reject(new Error(`${url} showed no frame.`)), DEADLINE_MS).unref();
  });
  page.on('console', (message) => {
    const [kind, time, position] = message.text().split(' ');
    if (kind === 'bench:emptied') emptied += 1;
    if (kind === 'bench:frame') {
      firstFrameAt ||= Number(time);
      start();
    }
    if (kind !== 'bench:position' || firstFrameAt === 0) return;
    samples.push({ at: Number(time) - firstFrameAt, position: Number(position), emptied, refused: countRefused() });
  });
  await page.evaluateOnNewDocument(
    (interval, error) => {
      if (error !== 0) {
        const { now } = Date;
        Date.now = () => now() + error;
      }
      let watched: HTMLVideoElement | null | undefined;
      let ticks = 0;
      setInterval(() => {
        ticks += 1;
        if (!watched?.isConnected) {
          watched =
            document.querySelector('video') ??
            Array.from(document.querySelectorAll('*'), ({ shadowRoot }) => shadowRoot?.querySelector('video')).find(
              Boolean,
            );
          watched?.addEventListener('emptied', () => console.debug('bench:emptied'));
          watched?.requestVideoFrameCallback((now) => console.debug('bench:frame', performance.timeOrigin + now));
        }
        if (watched && ticks % (interval / 10) === 0)
          console.debug('bench:position', performance.timeOrigin + performance.now(), watched.currentTime);
      }, 10);
      if (window !== top) console.debug('bench:emptied');
    },
    INTERVAL_MS,
    clockError,
  );
  await page.goto(url, { waitUntil: 'domcontentloaded' });
  await started;
  const navigatedAt = await page.evaluate(() => performance.timeOrigin);
  return {
    samples,
    firstFrame: firstFrameAt - navigatedAt,
    close: () => page.close(),
  };
}
