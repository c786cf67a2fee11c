import type Hls from 'hls.js';

/**
 * Lets a seek to the last moments of a film arrive, however early it comes. A browser comes to rest near the end only when it knows that
 * nothing follows, and hls.js (1.7.4, `stream-controller` and `audio-stream-controller`) says so only after the audio rendition that it
 * chose has been played, which waits for the seek.
 */
export function endUnheard(hls: Hls, { Events }: typeof import('hls.js'), video: HTMLVideoElement): void {
  const whole = new Set<string>();
  hls.on(Events.AUDIO_TRACK_SWITCHING, () => whole.delete('audio'));
  hls.on(Events.FRAG_BUFFERED, (_event, { frag }) => {
    if (!frag.endList) return;
    whole.add(frag.type);
    if (video.seeking && whole.has('main') && whole.has('audio')) hls.trigger(Events.BUFFER_EOS, { type: null });
  });
}
