import { posterUrl } from '../pictures/addresses.js';
import type { Companion, Journey } from './journey.js';

/** A picture of the video until it plays, renewed with the token: its address is never one that has died. */
export function keepPoster(journey: Journey): Companion {
  let shown: { readonly token: string; readonly address: string; readonly video: HTMLVideoElement } | null = null;

  /** Another may be there by now, which the page has named. */
  const takeAway = () => {
    if (shown?.video.poster === shown?.address) shown?.video.removeAttribute('poster');
    shown = null;
  };
  journey.signal.addEventListener('abort', takeAway, { once: true });

  return () => {
    const { token, media, wishes, source, state } = journey;
    if (!(media instanceof HTMLVideoElement)) return;
    if (!wishes.signedPoster || state.status === 'error') return takeAway();
    if (!token || token === shown?.token || media.played.length > 0) return;
    media.poster = posterUrl({ origin: source.origin, id: token }, media.clientWidth, devicePixelRatio);
    shown = { token, address: media.poster, video: media };
  };
}
