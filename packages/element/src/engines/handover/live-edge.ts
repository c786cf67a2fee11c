import type { MediaPort } from '../engine.js';

/** Seconds on the time line that ends at the edge of a broadcast. */
export const positionFromEdge = (media: MediaPort): number => Math.min(0, media.currentTime - findEdge(media));

/** Goes to a place before the edge, where the browser lets it: Chromium's own player does not seek in a broadcast. */
export function seekFromEdge(media: MediaPort, position: number): void {
  const target = findEdge(media) + position;
  const { seekable } = media;
  if (seekable.length > 0) media.currentTime = Math.max(target, seekable.start(0));
}

/** What there is to play reaches as far as the broadcast does, or a player has fetched all that there is. */
function findEdge({ seekable, buffered, currentTime }: MediaPort): number {
  const { length } = seekable;
  if (length > 0) return seekable.end(length - 1);
  return buffered.length > 0 ? buffered.end(buffered.length - 1) : currentTime;
}
