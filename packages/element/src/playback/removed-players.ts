import type { Viewing } from '@secure-stream/session/core';

/** The functions that release the players that were removed a moment ago and keep their data, each with its viewing. */
export const removedPlayers = new Map<() => void, Viewing>();

/**
 * A session begins for another player, which has this viewing: releases the removed players soon. Returns the viewing that the other player
 * continues.
 */
export function leaveRemovedPlayers(viewing: Viewing): Viewing {
  // The other player has played before.
  if (viewing.players > 0) return viewing;
  queueMicrotask(() => {
    for (const release of removedPlayers.keys()) release();
  });
  // The viewer has left the removed player and goes on with the next one: a site may allow one viewing at a time. The other players of a
  // shared session go on with its viewing themselves.
  return [...removedPlayers.values()].find(({ players }) => players === 1) ?? viewing;
}
