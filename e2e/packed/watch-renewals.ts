import type { SecureStreamElement } from '@secure-stream/element';
import type { Browser } from 'puppeteer-core';
import { openPage, recordProblems } from '../../scripts/chromium.ts';

export interface Viewing {
  readonly renewals: number;
  /** Seconds. */
  readonly position: number;
}

/** The console of a page that a development server serves. */
const DEVELOPMENT_WARNING = /^warn: Lit is in dev mode/;

/** Plays the page until its token was renewed so many times. Rejects if playback fails, or the page reports a problem. */
export async function watchRenewals(browser: Browser, url: string, count: number): Promise<Viewing> {
  const page = await openPage(browser);
  try {
    const recorded = recordProblems(page);
    await page.evaluateOnNewDocument(() => {
      Object.assign(globalThis, { renewals: 0 });
      // The compiler would wrap a function with a name in a call that the page does not have.
      globalThis.addEventListener(
        'tokenrefresh',
        () => Object.assign(globalThis, { renewals: Number(Reflect.get(globalThis, 'renewals')) + 1 }),
        { capture: true },
      );
    });
    await page.goto(url);
    // Both are needed: renewals alone would also be counted for a player that stands still.
    const watched = page.waitForFunction(
      (renewals) => {
        const player = document.querySelector<SecureStreamElement>('secure-stream, secure-stream-player');
        const isWatched = Number(Reflect.get(globalThis, 'renewals')) >= renewals && (player?.currentTime ?? 0) > 8;
        return player?.state === 'error' || isWatched;
      },
      {},
      count,
    );
    await watched.catch(() => {});
    const { reason, position, renewals, state } = await page.evaluate(() => {
      const player = document.querySelector<SecureStreamElement>('secure-stream, secure-stream-player');
      const renewals = Number(Reflect.get(globalThis, 'renewals'));
      return { reason: player?.error?.reason, state: player?.state, position: player?.currentTime ?? 0, renewals };
    });
    const problems = recorded.filter((problem) => !DEVELOPMENT_WARNING.test(problem));
    const summary = `state ${state}, ${reason ?? 'no error'}, ${renewals} renewals, ${position} s, ${problems.join('; ')}`;
    if (reason || renewals < count || problems.length > 0) throw new Error(summary);
    return { renewals, position };
  } finally {
    await page.close();
  }
}
