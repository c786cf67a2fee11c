/** Events of an advertisement (docs/stream-facts.md, "Player"). */
export type AdvertEvent = 'stream-adstart' | 'stream-adend' | 'stream-adtimeout';

/** How long a VAST URL may take to answer. The service's value is unknown. */
const VAST_TIMEOUT_MS = 5000;

/** Plays the advertisement of a VAST URL over the player, and resolves when it has ended. Never rejects: after an error the video plays. */
export async function playAdvert(
  vastUrl: string,
  over: HTMLVideoElement,
  announce: (event: AdvertEvent) => void,
): Promise<void> {
  const advert = document.createElement('video');
  try {
    advert.src = await findMediaFile(vastUrl);
    advert.className = 'advert';
    advert.volume = over.volume;
    advert.muted = over.muted;
    over.after(advert);
    const finished = new Promise((resolve, reject) => {
      advert.addEventListener('ended', resolve);
      advert.addEventListener('error', reject);
    });
    await advert.play();
    announce('stream-adstart');
    await finished;
    announce('stream-adend');
  } catch {
    announce('stream-adtimeout');
  } finally {
    advert.remove();
  }
}

async function findMediaFile(vastUrl: string): Promise<string> {
  const response = await fetch(vastUrl, { signal: AbortSignal.timeout(VAST_TIMEOUT_MS) });
  const vast = new DOMParser().parseFromString(await response.text(), 'application/xml');
  const file = [...vast.querySelectorAll('MediaFile')].find((media) => media.getAttribute('type') === 'video/mp4');
  const url = file?.textContent?.trim();
  if (!url) throw new TypeError('the VAST document has no MP4 file');
  return new URL(url, vastUrl).href;
}
