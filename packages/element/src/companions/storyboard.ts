import { drawStoryboard } from '../pictures/storyboard.js';
import type { Companion, Journey } from './journey.js';

/** Pictures for the seek bar, renewed with the token. */
export function keepStoryboard(journey: Journey): Companion {
  let drawn: { readonly token: string; readonly duration: number } | null = null;

  return () => {
    const { token, media, wishes, source } = journey;
    const { duration } = media;
    if (!wishes.storyboard || !token || !(media instanceof HTMLVideoElement) || !Number.isFinite(duration)) return;
    if (drawn?.token === token && drawn.duration === duration) return;
    drawn = { token, duration };
    drawStoryboard(media, { origin: source.origin, id: token });
  };
}
