import type Hls from 'hls.js';

/**
 * Lets a seek to the last moments of a film arrive, however early it comes. A browser comes to rest near the end only when it knows that
 * nothing follows, and hls.js (1.7.4, `stream-controller` and `audio-stream-controller`) says so only after the audio rendition that it
 * chose has been played, which waits for the seek.
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

/** Seconds by which picture and sound may miss the end that the playlist says: less than a segment. */
const MAX_END_GAP_S = 0.5;
