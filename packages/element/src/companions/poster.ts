import { posterUrl } from '../pictures/addresses.js';
import type { Companion, Journey } from './journey.js';

/** A picture of the video until it plays, renewed with the token: its address is never one that has died. */
export function keepPoster(journey: Journey): Companion {
  let signedWith: string | null = null;

  return () => {
    const { token, media, wishes, source, state } = journey;
    if (!(media instanceof HTMLVideoElement)) return;
    if (!wishes.signedPoster || state.status === 'error') {
      if (signedWith) media.removeAttribute('poster');
      signedWith = null;
    } else if (token && token !== signedWith && media.played.length === 0) {
      signedWith = token;
      media.poster = posterUrl({ origin: source.origin, id: token }, media.clientWidth, devicePixelRatio);
    }
  };
}
