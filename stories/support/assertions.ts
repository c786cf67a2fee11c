import type { SecureStreamElement, StreamErrorReason } from '@secure-stream/element';
import { isInterruption } from '@secure-stream/test-server/interruption';
import { expect, waitFor } from 'storybook/test';
import type { PlaygroundState } from './playground-state.ts';

/** Interruptions that a viewer would notice, counted from the first frame. */
export interface Interruptions {
  readonly stalls: number;
  readonly emptied: number;
  readonly seeks: number;
}

/** Waits for the first frame, and counts from there. */
export async function watchInterruptions(player: SecureStreamElement): Promise<Interruptions> {
  await waitForPlayback(player);
  const interruptions = { stalls: 0, emptied: 0, seeks: 0 };
  player.addEventListener('waiting', () => {
    if (isInterruption('waiting', player)) interruptions.stalls += 1;
  });
  player.addEventListener('emptied', () => (interruptions.emptied += 1));
  player.addEventListener('seeking', () => (interruptions.seeks += 1));
  return interruptions;
}

export const NO_INTERRUPTIONS: Interruptions = { stalls: 0, emptied: 0, seeks: 0 };

/** Waits until the picture moves. */
export async function waitForPlayback(player: SecureStreamElement): Promise<void> {
  const from = player.currentTime || 0;
  await waitUntil(() => !player.paused && player.currentTime > from + 0.2, 'playback');
}

/** Waits for so many renewals from now on. A slow start has had some already. */
export function waitForRenewals({ log, tokenLifetime }: PlaygroundState, count: number): Promise<void> {
  const last = log.count('renewed') + count;
  return waitUntil(() => log.count('renewed') >= last, `${count} renewals`, 20_000 + tokenLifetime * 1000);
}

/** Waits for an error with this reason. */
export async function expectError(player: SecureStreamElement, reason: StreamErrorReason): Promise<void> {
  await waitUntil(() => player.error !== null, 'an error');
  expect(player.error?.reason).toBe(reason);
}

/** Waits until this part of an overlay is visible. */
export async function findPart(player: SecureStreamElement, name: string): Promise<HTMLElement> {
  const find = () => player.shadowRoot?.querySelector<HTMLElement>(`[part~="${name}"]`);
  await waitUntil(() => Boolean(find()?.checkVisibility()), `the part ${name}`);
  return find() as HTMLElement;
}

/** Waits for a condition. `what` names it in the error after the timeout. */
export const waitUntil = (isSo: () => boolean, what: string, timeout = 20_000): Promise<void> =>
  waitFor(
    () => {
      if (!isSo()) throw new Error(`waited ${timeout / 1000} s for ${what}`);
    },
    { timeout, interval: 50 },
  );
