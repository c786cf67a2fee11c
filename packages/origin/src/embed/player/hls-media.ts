import Hls, { type ErrorData } from 'hls.js';
import { type Situation, situationOf } from '../frame-error.js';

export interface MediaOptions {
  /** Seconds; -1 for where the player would start by itself. */
  readonly start: number;
  /** `metadata` fetches little until it plays, `none` nothing at all. */
  readonly preload: string;
  /** The language of the caption that is shown. */
  readonly textTrack: string;
  /** Nothing can be played, or nothing more. */
  readonly onSituation: (situation: Situation) => void;
}

/** One playlist in one `<video>`, until it is destroyed. */
export interface LoadedMedia {
  /** Seconds. Spares the beginning where nothing is loaded yet: the `<video>` itself goes where it was sent once it has metadata. */
  startAt(time: number): void;
  preload(value: string): void;
  /** The language of the caption on show, or empty. */
  readonly textTrack: string;
  destroy(): void;
}

const LITTLE = 1;

/** Plays through hls.js, and natively where there is no MSE. */
export const loadMedia = (video: HTMLVideoElement, url: string, options: MediaOptions): LoadedMedia =>
  Hls.isSupported() ? loadHls(video, url, options) : loadNative(video, url, options);

function loadHls(video: HTMLVideoElement, url: string, options: MediaOptions): LoadedMedia {
  const life = new AbortController();
  const hls = new Hls({
    startPosition: options.start,
    ...(options.textTrack ? { subtitlePreference: { lang: options.textTrack } } : {}),
  });
  const { maxBufferLength } = hls.config;
  let recovered = false;
  let started = false;
  let stopped = false;

  hls.on(Hls.Events.ERROR, (_, data) => {
    const situation = readError(data);
    if (situation) stop(situation);
    else if (data.fatal && data.type === Hls.ErrorTypes.MEDIA_ERROR && !recovered) {
      recovered = true;
      hls.recoverMediaError();
    } else if (data.fatal) stop('broken');
  });
  video.addEventListener('canplay', showTrack, { once: true, signal: life.signal });
  video.addEventListener('play', () => begin(maxBufferLength), { signal: life.signal });

  hls.attachMedia(video);
  preload(options.preload);

  return {
    preload,
    startAt(time) {
      hls.config.startPosition = time;
    },
    get textTrack() {
      return hls.subtitleTracks[hls.subtitleTrack]?.lang ?? '';
    },
    destroy() {
      life.abort();
      hls.destroy();
    },
  };

  function preload(value: string): void {
    if (value === 'auto') begin(maxBufferLength);
    else if (value === 'metadata' && !started) begin(LITTLE);
  }

  function begin(bufferLength: number): void {
    hls.config.maxBufferLength = bufferLength;
    if (started) return;
    started = true;
    hls.loadSource(url);
  }

  /** WebKit turns off, while it loads, what its own settings do not ask for. */
  function showTrack(): void {
    const index = hls.subtitleTracks.findIndex(({ lang }) => lang === options.textTrack);
    if (index >= 0 && hls.subtitleTrack !== index) hls.subtitleTrack = index;
  }

  /** What is in the buffer is still played: a token that has died takes nothing away that came before. */
  function stop(situation: Situation): void {
    if (stopped) return;
    stopped = true;
    hls.stopLoad();
    const tell = () => options.onSituation(situation);
    if (video.readyState < HTMLMediaElement.HAVE_FUTURE_DATA) tell();
    else video.addEventListener('waiting', tell, { once: true, signal: life.signal });
  }
}

/** hls.js sees an empty playlist in a 204; the request has the status. */
function readError({ response, networkDetails, type }: ErrorData): Situation | null {
  const status = response?.code || (networkDetails instanceof XMLHttpRequest ? networkDetails.status : 0);
  return type === Hls.ErrorTypes.NETWORK_ERROR ? situationOf(status) : null;
}

function loadNative(video: HTMLVideoElement, url: string, options: MediaOptions): LoadedMedia {
  const life = new AbortController();
  let start = options.start;
  const { signal } = life;
  video.addEventListener('loadedmetadata', () => start > 0 && (video.currentTime = start), { signal });
  // A `<video>` does not tell the status, so it is asked for.
  video.addEventListener('error', () => void askStatus(), { signal });
  preload(options.preload);
  video.src = url;

  return {
    preload,
    startAt(time) {
      start = time;
    },
    textTrack: '',
    destroy() {
      life.abort();
      video.removeAttribute('src');
      video.load();
    },
  };

  function preload(value: string): void {
    if (value === 'none' || value === 'metadata' || value === 'auto') video.preload = value;
  }

  async function askStatus(): Promise<void> {
    const response = await fetch(url, { signal }).catch(() => null);
    if (!signal.aborted) options.onSituation((response && situationOf(response.status)) ?? 'broken');
  }
}
