import type { MediaPort } from '../../media/media-port.js';

/** Position in seconds relative to the live edge: 0 or less. */
export const positionFromEdge = (media: MediaPort): number => Math.min(0, media.currentTime - findEdge(media));

/** Seeks to a position before the live edge where the browser allows it. Chromium's built-in HLS player cannot seek in a live stream. */
export function seekFromEdge(media: MediaPort, position: number): void {
  const target = findEdge(media) + position;
  const { seekable } = media;
  if (seekable.length > 0) media.currentTime = Math.max(target, seekable.start(0));
}

/** The end of `seekable` is the live edge. Without `seekable`, the end of the buffer is. */
function findEdge({ seekable, buffered, currentTime }: MediaPort): number {
  const { length } = seekable;
  if (length > 0) return seekable.end(length - 1);
  return buffered.length > 0 ? buffered.end(buffered.length - 1) : currentTime;
}
