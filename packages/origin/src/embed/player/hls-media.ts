import Hls, { type ErrorData } from 'hls.js';
import { type FrameError, frameErrorFromStatus } from '../frame-error.js';

export interface MediaOptions {
  /** Seconds; -1 for the player's default. */
  readonly start: number;
  /** `metadata` loads little before playback, `none` nothing. */
  readonly preload: string;
  /** Language of the captions to show. */
  readonly textTrack: string;
  /** Called when nothing can be played, or nothing more. */
  readonly onError: (error: FrameError) => void;
}

/** One playlist in one `<video>`, until it is destroyed. */
export interface LoadedMedia {
  /** Sets the start position (seconds) before anything is loaded. Afterwards `currentTime` of the `<video>` does. */
  startAt(time: number): void;
  preload(value: string): void;
  /** Language of the captions on show, or empty. */
  readonly textTrack: string;
  destroy(): void;
}

const PRELOAD_METADATA_S = 1;

/** Plays through hls.js, or natively without MSE. */
export const loadMedia = (video: HTMLVideoElement, url: string, options: MediaOptions): LoadedMedia =>
  Hls.isSupported() ? loadHls(video, url, options) : loadNative(video, url, options);

function loadHls(video: HTMLVideoElement, url: string, options: MediaOptions): LoadedMedia {
  const lifetime = new AbortController();
  const hls = new Hls({
    startPosition: options.start,
    ...(options.textTrack ? { subtitlePreference: { lang: options.textTrack } } : {}),
  });
  const { maxBufferLength } = hls.config;
  let recovered = false;
  let started = false;
  let stopped = false;

  hls.on(Hls.Events.ERROR, (_, data) => {
    const error = readError(data);
    if (error) stop(error);
    else if (data.fatal && data.type === Hls.ErrorTypes.MEDIA_ERROR && !recovered) {
      recovered = true;
      hls.recoverMediaError();
    } else if (data.fatal) stop('broken');
  });
  video.addEventListener('canplay', showTrack, { once: true, signal: lifetime.signal });
  video.addEventListener('play', () => begin(maxBufferLength), { signal: lifetime.signal });

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
      lifetime.abort();
      hls.destroy();
    },
  };

  function preload(value: string): void {
    if (value === 'auto') begin(maxBufferLength);
    else if (value === 'metadata' && !started) begin(PRELOAD_METADATA_S);
  }

  function begin(bufferLength: number): void {
    hls.config.maxBufferLength = bufferLength;
    if (started) return;
    started = true;
    hls.loadSource(url);
  }

  /** WebKit disables text tracks during loading unless its own settings enable them. */
  function showTrack(): void {
    const index = hls.subtitleTracks.findIndex(({ lang }) => lang === options.textTrack);
    if (index >= 0 && hls.subtitleTrack !== index) hls.subtitleTrack = index;
  }

  /** Reports the error once the buffer is empty: what was loaded before a token expired can still be played. */
  function stop(error: FrameError): void {
    if (stopped) return;
    stopped = true;
    hls.stopLoad();
    const report = () => options.onError(error);
    if (video.readyState < HTMLMediaElement.HAVE_FUTURE_DATA) report();
    else video.addEventListener('waiting', report, { once: true, signal: lifetime.signal });
  }
}

/** hls.js reports a 204 as an empty playlist; the XMLHttpRequest has the status. */
function readError({ response, networkDetails, type }: ErrorData): FrameError | null {
  const status = response?.code || (networkDetails instanceof XMLHttpRequest ? networkDetails.status : 0);
  return type === Hls.ErrorTypes.NETWORK_ERROR ? frameErrorFromStatus(status) : null;
}

function loadNative(video: HTMLVideoElement, url: string, options: MediaOptions): LoadedMedia {
  const lifetime = new AbortController();
  let start = options.start;
  const { signal } = lifetime;
  video.addEventListener('loadedmetadata', () => start > 0 && (video.currentTime = start), { signal });
  // A `<video>` does not report the HTTP status, so it is requested again.
  video.addEventListener('error', () => void requestStatus(), { signal });
  preload(options.preload);
  video.src = url;

  return {
    preload,
    startAt(time) {
      start = time;
    },
    textTrack: '',
    destroy() {
      lifetime.abort();
      video.removeAttribute('src');
      video.load();
    },
  };

  function preload(value: string): void {
    if (value === 'none' || value === 'metadata' || value === 'auto') video.preload = value;
  }

  async function requestStatus(): Promise<void> {
    const response = await fetch(url, { signal }).catch(() => null);
    if (!signal.aborted) options.onError((response && frameErrorFromStatus(response.status)) ?? 'broken');
  }
}
