import type { Clock } from '@secure-stream/session/core';
import { HAVE_CURRENT_DATA } from '../../media/media-port.js';
import type Hls from 'hls.js';

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

/**
 * Lets a seek to the end of a video complete. A browser finishes it only when it knows that no data follows. hls.js (1.7.4,
 * `stream-controller` and `audio-stream-controller`) signals that only after it has played the audio rendition, which in turn waits for the
 * seek.
 */
export function signalEndOfStream(
  hls: Hls,
  { Events }: typeof import('hls.js'),
  video: HTMLVideoElement,
  signal: AbortSignal,
): void {
  const update = () => {
    const { buffered, currentTime, seeking } = video;
    const details = hls.latestLevelDetails;
    const last = buffered.length - 1;
    if (!seeking || !details || details.live || last < 0 || currentTime < buffered.start(last)) return;
    if (buffered.end(last) > details.edge - MAX_END_GAP_S) hls.trigger(Events.BUFFER_EOS, { type: null });
  };
  hls.on(Events.FRAG_BUFFERED, update);
  video.addEventListener('seeking', update, { signal });
}

/** Seconds by which video and audio may end before the playlist does: less than a segment. */
const MAX_END_GAP_S = 0.5;

/**
 * Emits events that the browser failed to fire. With Media Source Extensions, WebKitGTK fires `progress` only after the last data. It also
 * fires no `ended` if it was already waiting for data when the stream ended. Returns the function to call when an event may be missing.
 */
export function emitMissingEvent(
  video: EventTarget,
  type: 'progress' | 'ended',
  clock: Clock,
  signal: AbortSignal,
): () => void {
  let cancelTimer: (() => void) | undefined;
  const cancel = () => {
    cancelTimer?.();
    cancelTimer = undefined;
  };
  video.addEventListener(type, cancel, { signal });
  signal.addEventListener('abort', cancel);
  return () => {
    cancelTimer ??= clock.at(clock.now() + EVENT_TIMEOUT_MS, () => video.dispatchEvent(new Event(type)));
  };
}

/** Milliseconds. Twice the longest interval between two `progress` events (HTML, "resource fetch algorithm"). */
const EVENT_TIMEOUT_MS = 700;
