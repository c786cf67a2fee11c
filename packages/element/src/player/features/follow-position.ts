import { createClock, type Clock } from '@secure-stream/session/core';
import type { FeaturePlayer } from './properties.js';

/** A change of the position, in seconds. */
export interface PositionChange {
  readonly from: number;
  readonly to: number;
  /** Whether the position jumped, instead of being played to. */
  readonly isSeek: boolean;
}

/** Whether playback, and not a seek, has reached a time. */
export const hasReached = ({ from, to, isSeek }: PositionChange, time: number): boolean =>
  !isSeek && from < time && to >= time;

/**
 * Calls `onChange` for each change of the position. `timeupdate` may come a quarter of a second
 * after one of `getTimes()`, so a timer looks at these times too.
 */
export function followPosition(
  player: Pick<FeaturePlayer, 'currentTime' | 'playbackRate' | 'paused' | 'seeking' | 'addEventListener'>,
  signal: AbortSignal,
  getTimes: () => readonly number[],
  onChange: (change: PositionChange) => void,
  clock: Clock = createClock(),
): void {
  let position = player.currentTime;
  let lastLook = clock.now();
  let wasPaused = player.paused;
  let cancelTimer = () => {};

  const look = (isSeekEvent: boolean, isTimer = false) => {
    cancelTimer();
    const from = position;
    const to = player.currentTime;
    // A paused player does not move by itself.
    const playedMs = wasPaused ? 0 : clock.now() - lastLook;
    position = to;
    lastLook = clock.now();
    wasPaused = player.paused;
    // A player that loads again starts at 0, and not every engine sends `seeking` for its return to
    // the position.
    const farthest = from + (playedMs / 1000 + TOLERANCE_S) * player.playbackRate;
    onChange({ from, to, isSeek: isSeekEvent || player.seeking || to < from || to > farthest });
    // The position of a frame is known only at its `timeupdate`.
    if (!isTimer || to > from) setTimer();
  };
  const setTimer = () => {
    if (player.paused || player.seeking) return;
    const next = Math.min(...getTimes().filter((time) => time > position));
    const waitMs = ((next - position) / player.playbackRate) * 1000;
    if (waitMs < TIMER_MS) cancelTimer = clock.at(clock.now() + waitMs, () => look(false, true));
  };

  for (const type of PLAYBACK_EVENTS) player.addEventListener(type, () => look(false), { signal });
  for (const type of SEEK_EVENTS) player.addEventListener(type, () => look(true), { signal });
  signal.addEventListener('abort', () => cancelTimer());
}

const PLAYBACK_EVENTS = ['timeupdate', 'play', 'playing', 'pause', 'ratechange'] as const;
/**
 * Events after which the position may have changed. A video that loads starts where the page or the
 * viewer wants it.
 */
const SEEK_EVENTS = ['loadedmetadata', 'loadeddata', 'seeking', 'seeked'] as const;

/**
 * A time that is nearer gets a timer. Longer than the interval of `timeupdate`, also on a busy
 * machine.
 */
const TIMER_MS = 500;
/** How far the reported position of a frame may be behind, at the normal speed. */
const TOLERANCE_S = 1;
