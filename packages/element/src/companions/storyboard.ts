import { clearStoryboard, drawStoryboard } from '../pictures/storyboard.js';
import type { Companion, Journey } from './journey.js';

/** Pictures for the seek bar, renewed with the token. */
export function keepStoryboard(journey: Journey): Companion {
  let drawn: { readonly token: string; readonly duration: number } | null = null;

  // The next source may be a live input, which has no storyboard.
  journey.signal.addEventListener('abort', () => drawn && clearStoryboard(journey.media), { once: true });

  return () => {
    const { token, media, wishes, source } = journey;
    const { duration } = media;
    if (!wishes.storyboard || !token || !(media instanceof HTMLVideoElement) || !Number.isFinite(duration)) return;
    if (drawn?.token === token && drawn.duration === duration) return;
    drawn = { token, duration };
    drawStoryboard(media, { origin: source.origin, id: token });
  };
}
