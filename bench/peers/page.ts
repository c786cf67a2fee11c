export { BUFFER_S, HLS_CONFIG } from './buffer.ts';

/** Seconds between renewals of a page that renews by a timer. The tokens are valid for ten. */
export const RENEWAL_S = 8;

export const HLS_TYPE = 'application/vnd.apple.mpegurl';

export const { videoId = '', origin = '' } = document.documentElement.dataset;

export async function requestToken(): Promise<string> {
  const response = await fetch('/token', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ videoId }),
  });
  if (!response.ok) throw new Error(`The token endpoint responded with ${response.status}.`);
  const { token } = (await response.json()) as { token: string };
  return token;
}

export const manifestUrl = (token: string) => `${origin}/${token}/manifest/video.m3u8`;

/** The URL of the stream with another token, which is the first segment of the path. */
export function withToken(url: string, token: string): string {
  const changed = new URL(url);
  changed.pathname = changed.pathname.replace(/^\/[^/]+/, `/${token}`);
  return changed.href;
}

export const isOfStream = (url: string) => url.startsWith(origin);

/** Calls `renew` with a fresh token, again and again. A failed request is skipped: none of the players' documentations says more. */
export function renewByTimer(renew: (token: string) => void): void {
  setInterval(() => requestToken().then(renew, () => undefined), RENEWAL_S * 1000);
}

export function mount<Media extends HTMLElement>(media: Media): Media {
  document.body.append(media);
  return media;
}

/** For elements with the members of `<video>`: a new `src` for each token, and the position restored. */
export async function playWithNewSources(media: HTMLVideoElement): Promise<void> {
  media.autoplay = true;
  media.src = manifestUrl(await requestToken());
  renewByTimer((token) => {
    const { currentTime } = media;
    media.addEventListener('loadedmetadata', () => (media.currentTime = currentTime), { once: true });
    media.src = manifestUrl(token);
  });
}
