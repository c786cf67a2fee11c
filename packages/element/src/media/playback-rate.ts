import type { MediaPort } from '../engines/engine.js';

/**
 * A `<video>` that loads takes up its default rate (HTML, "media element load algorithm"), and Firefox's loads when it is empty and told to play.
 * A rate that the page chose was meant for what is now to come.
 */
export function preservePlaybackRate<Result>(media: MediaPort, load: () => Result): Result {
  const { playbackRate } = media;
  const result = load();
  if (playbackRate !== 1) media.playbackRate = playbackRate;
  return result;
}
