import type { Clock } from '@secure-stream/session/core';
import { isLive, type HabitPlayer } from '../player.js';
import { decideLoop, resolveRange, type LoopRange } from './loop-rules.js';
import { followMoves } from './moves.js';

/** Repeats the part of the video between `loop-start` and `loop-end` while the player has `loop`. */
export function startLoop(player: HabitPlayer, lifetime: AbortSignal, clock?: Clock): void {
  followMoves(
    player,
    lifetime,
    () => {
      const range = readRange(player);
      return range ? [range.end, range.lastTime] : [];
    },
    (move) => {
      const range = readRange(player);
      const target = range && decideLoop(range, move, player.paused);
      if (target !== undefined) player.currentTime = target;
    },
    clock,
  );
}

const readRange = (player: HabitPlayer): LoopRange | undefined =>
  player.loop && !isLive(player) ? resolveRange(player) : undefined;
