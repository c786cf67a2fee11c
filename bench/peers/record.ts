import type { Browser, Page } from 'puppeteer-core';
import type { Sample } from './states.ts';

const INTERVAL_MS = 250;
/** For the first frame. */
const DEADLINE_MS = 60_000;

export interface Recording {
  readonly samples: readonly Sample[];
  /** Milliseconds from the navigation to the first frame. */
  readonly firstFrame: number;
  pause(): Promise<void>;
  /** Seeks so many seconds ahead, and plays. */
  playFrom(seconds: number): Promise<void>;
  /** Moves the clock of the page forward, as after a sleep, by milliseconds. The page is told that it is visible again. */
  wakeAfter(milliseconds: number): Promise<void>;
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
      const bench: BenchWindow = window;
      bench.benchClockError = error;
      const { now } = Date;
      Date.now = () => now() + bench.benchClockError!;
      let watched: HTMLVideoElement | undefined;
      let ticks = 0;
      setInterval(() => {
        ticks += 1;
        if (!watched?.isConnected) {
          watched = document.querySelector('video') ?? undefined;
          // A function would need a name, which `tsx` adds by a helper that the page does not have.
          const roots: ParentNode[] = [document];
          for (const root of roots)
            for (const { shadowRoot } of root.querySelectorAll('*')) {
              watched ??= shadowRoot?.querySelector('video') ?? undefined;
              if (shadowRoot) roots.push(shadowRoot);
            }
          bench.benchVideo = watched;
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
    pause: () => inFrames(page, () => (window as BenchWindow).benchVideo?.pause()),
    playFrom: (seconds) =>
      inFrames(
        page,
        (ahead) => {
          const { benchVideo } = window as BenchWindow;
          if (!benchVideo) return;
          benchVideo.currentTime += ahead;
          // A player that loads another source ends this promise.
          benchVideo.play().catch(() => undefined);
        },
        seconds,
      ),
    wakeAfter: (milliseconds) =>
      inFrames(
        page,
        (gap) => {
          (window as BenchWindow).benchClockError! += gap;
          document.dispatchEvent(new Event('visibilitychange'));
        },
        milliseconds,
      ),
    close: () => page.close(),
  };
}

interface BenchWindow extends Window {
  /** Milliseconds that the clock of the page is fast. */
  benchClockError?: number;
  benchVideo?: HTMLVideoElement | undefined;
}

async function inFrames(page: Page, act: (value: number) => void, value = 0): Promise<void> {
  for (const frame of page.frames()) await frame.evaluate(act, value);
}
