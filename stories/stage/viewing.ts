import type { SecureStreamElement } from '@secure-stream/element';
import { waitFor } from 'storybook/test';

/** What a viewer would complain of, counted from the first picture on. */
export interface Viewing {
  readonly stalls: number;
  readonly emptied: number;
  readonly seeks: number;
  /** Seconds that have played since the first picture. */
  readonly played: number;
}

/** Waits for the first picture, and watches from there. */
export async function startOf(player: SecureStreamElement): Promise<Viewing> {
  await until(() => !player.paused && player.currentTime > 0.2, 'the first picture');
  const start = player.currentTime;
  const viewing = {
    stalls: 0,
    emptied: 0,
    seeks: 0,
    get played() {
      return player.currentTime - start;
    },
  };
  player.addEventListener('waiting', () => (viewing.stalls += 1));
  player.addEventListener('emptied', () => (viewing.emptied += 1));
  player.addEventListener('seeking', () => (viewing.seeks += 1));
  return viewing;
}

/** Waits until something is so; says what it waited for when it never is. */
export const until = (isSo: () => boolean, what: string, timeout = 20_000): Promise<void> =>
  waitFor(
    () => {
      if (!isSo()) throw new Error(`waited ${timeout / 1000} s for ${what}`);
    },
    { timeout, interval: 50 },
  );
