/** What the player announces of an advertisement (stream-facts §4.2). */
export type AdvertEvent = 'stream-adstart' | 'stream-adend' | 'stream-adtimeout';

/** Milliseconds that a tag has to answer. How long the service waits is unknown. */
const PATIENCE = 5000;

/** Plays the film of a VAST tag over the player, once, and resolves when it is over. Never rejects: without one, the film goes on. */
export async function playAdvert(
  tag: string,
  over: HTMLVideoElement,
  announce: (event: AdvertEvent) => void,
): Promise<void> {
  const screen = document.createElement('video');
  try {
    screen.src = await findFilm(tag);
    screen.className = 'advert';
    screen.volume = over.volume;
    screen.muted = over.muted;
    over.after(screen);
    const finished = new Promise((resolve, reject) => {
      screen.addEventListener('ended', resolve);
      screen.addEventListener('error', reject);
    });
    await screen.play();
    announce('stream-adstart');
    await finished;
    announce('stream-adend');
  } catch {
    announce('stream-adtimeout');
  } finally {
    screen.remove();
  }
}

async function findFilm(tag: string): Promise<string> {
  const response = await fetch(tag, { signal: AbortSignal.timeout(PATIENCE) });
  const vast = new DOMParser().parseFromString(await response.text(), 'application/xml');
  const file = [...vast.querySelectorAll('MediaFile')].find((media) => media.getAttribute('type') === 'video/mp4');
  const url = file?.textContent?.trim();
  if (!url) throw new TypeError('the tag names no film');
  return new URL(url, tag).href;
}
