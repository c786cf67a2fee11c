import type Hls from 'hls.js';

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
