import type { MediaPort } from './media-port.js';

/**
 * Keeps the page's playback rate across a load. A load resets it to the default rate (HTML, "media element load algorithm"), and in Firefox
 * so does `play()` on an empty `<video>`.
 */
export function preservePlaybackRate<Result>(media: MediaPort, load: () => Result): Result {
  const { playbackRate } = media;
  const result = load();
  if (playbackRate !== 1) media.playbackRate = playbackRate;
  return result;
}
