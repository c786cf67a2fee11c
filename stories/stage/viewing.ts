import type { SecureStreamElement, StreamErrorReason } from '@secure-stream/element';
import { expect, waitFor } from 'storybook/test';
import type { Scene } from './scene.ts';

/** What a viewer would complain of, counted from the first picture on. */
export interface Viewing {
  readonly stalls: number;
  readonly emptied: number;
  readonly seeks: number;
}

/** Waits for the first picture, and watches from there. */
export async function startOf(player: SecureStreamElement): Promise<Viewing> {
  await pictures(player);
  const viewing = { stalls: 0, emptied: 0, seeks: 0 };
  player.addEventListener('waiting', () => (viewing.stalls += 1));
  player.addEventListener('emptied', () => (viewing.emptied += 1));
  player.addEventListener('seeking', () => (viewing.seeks += 1));
  return viewing;
}

export const NOTHING_SEEN: Viewing = { stalls: 0, emptied: 0, seeks: 0 };

/** Waits until the picture moves. */
export async function pictures(player: SecureStreamElement): Promise<void> {
  const from = player.currentTime || 0;
  await until(() => !player.paused && player.currentTime > from + 0.2, 'moving pictures');
}

export const renewals = (scene: Scene, count: number): Promise<void> =>
  until(() => scene.log.count('renewed') >= count, `${count} renewals`, 20_000 + scene.life * 1000);

/** Waits until playing has failed for this reason. */
export async function failure(player: SecureStreamElement, reason: StreamErrorReason): Promise<void> {
  await until(() => player.error !== null, 'an error');
  expect(player.error?.reason).toBe(reason);
}

/** Waits until this part of a face is on the picture. */
export async function part(player: SecureStreamElement, name: string): Promise<HTMLElement> {
  const find = () => player.shadowRoot?.querySelector<HTMLElement>(`[part~="${name}"]`);
  await until(() => Boolean(find()?.checkVisibility()), `the part ${name}`);
  return find() as HTMLElement;
}

/** Waits until something is so; says what it waited for when it never is. */
export const until = (isSo: () => boolean, what: string, timeout = 20_000): Promise<void> =>
  waitFor(
    () => {
      if (!isSo()) throw new Error(`waited ${timeout / 1000} s for ${what}`);
    },
    { timeout, interval: 50 },
  );
