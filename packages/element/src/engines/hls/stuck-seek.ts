import type { Clock } from '@secure-stream/session/core';
import { HAVE_CURRENT_DATA } from '../../media/ready-state.js';

type SeekingVideo = EventTarget & Pick<HTMLVideoElement, 'seeking' | 'readyState' | 'buffered' | 'currentTime'>;

/**
 * Calls `onStuck` when a seek does not end although its position is buffered. The pipeline of WebKitGTK sometimes stops at the seek to the
 * start position. Neither another seek nor `play()` starts it again, only a reset of the media source.
 */
export function watchForStuckSeek(video: SeekingVideo, clock: Clock, signal: AbortSignal, onStuck: () => void): void {
  let delay = FIRST_DELAY_MS;
  let cancelTimer = (): void => undefined;
  const watch = () => {
    cancelTimer();
    cancelTimer = clock.at(clock.now() + delay, () => {
      if (!video.seeking || video.readyState >= HAVE_CURRENT_DATA) return;
      // Without data, the seek is not stuck.
      if (!isBuffered(video)) return watch();
      // A slow machine gets more time for each attempt.
      delay *= 2;
      onStuck();
    });
  };
  video.addEventListener('seeking', watch, { signal });
  video.addEventListener('emptied', () => cancelTimer(), { signal });
  video.addEventListener(
    'seeked',
    () => {
      cancelTimer();
      delay = FIRST_DELAY_MS;
    },
    { signal },
  );
  signal.addEventListener('abort', () => cancelTimer());
}

function isBuffered({ buffered, currentTime }: SeekingVideo): boolean {
  for (let index = 0; index < buffered.length; index += 1)
    if (buffered.start(index) <= currentTime && currentTime < buffered.end(index)) return true;
  return false;
}

const FIRST_DELAY_MS = 5000;
