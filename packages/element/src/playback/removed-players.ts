import type { Viewing } from '@secure-stream/session/core';

/** The players of the page that were removed a moment ago and keep their data. */
export const removedPlayers: {
  /** A session begins for another player, which has this viewing: releases those players soon. Returns the viewing that the other player continues. */
  leave?: (viewing: Viewing) => Viewing | undefined;
} = {};
