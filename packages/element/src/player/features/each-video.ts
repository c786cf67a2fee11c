import type { FeaturePlayer } from './properties.js';

/**
 * Calls `start` for each video of the player, as soon as it is known. The signal of a video is
 * aborted with the next one, or with `lifetime`.
 */
export function forEachVideo(
  player: Pick<FeaturePlayer, 'currentSrc' | 'addEventListener'>,
  lifetime: AbortSignal,
  start: (signal: AbortSignal) => unknown,
): void {
  let source = '';
  let video = new AbortController();
  const update = () => {
    // It contains the video id, and stays the same across tokens and engines.
    const { currentSrc } = player;
    if (currentSrc === source) return;
    source = currentSrc;
    video.abort();
    video = new AbortController();
    if (source) void start(AbortSignal.any([video.signal, lifetime]));
  };
  // With `preload="none"`, the state does not change.
  for (const name of ['statechange', 'loadstart']) player.addEventListener(name, update, { signal: lifetime });
  update();
}
