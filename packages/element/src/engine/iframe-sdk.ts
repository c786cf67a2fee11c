import { StreamError } from '../catalogue/errors.js';
import type { Clock } from '../clock.js';

/**
 * What the service's SDK gives to steer a frame with: its documented surface (documentation: "Use the player API") and what
 * `@cloudflare/stream-react` 1.9.3 types beside it (`src`, `playbackRate`, `videoHeight`, `videoWidth`). Each property is a copy that the frame's
 * messages bring up to date; setting one asks the frame.
 */
export interface StreamApi {
  play(): Promise<void>;
  pause(): void;
  addEventListener(type: string, listener: (event: Event) => void): void;
  removeEventListener(type: string, listener: (event: Event) => void): void;
  autoplay: boolean;
  controls: boolean;
  /** Seconds. */
  currentTime: number;
  letterboxColor: string;
  loop: boolean;
  muted: boolean;
  playbackRate: number;
  poster: string;
  preload: string;
  primaryColor: string;
  /** A uid or a token. */
  src: string;
  /** 0 to 1. */
  volume: number;
  readonly buffered: FrameRanges;
  readonly duration: number;
  readonly ended: boolean;
  readonly paused: boolean;
  readonly played: FrameRanges;
  readonly videoHeight: number;
  readonly videoWidth: number;
}

/** No `TimeRanges`, but its content. Seconds. */
export interface FrameRanges {
  readonly ranges: readonly { readonly start: number; readonly end: number }[];
}

export type StreamSdk = (frame: HTMLIFrameElement) => StreamApi;

/** By window: an SDK hears the frames of its own window alone. */
const loads = new WeakMap<Window, Map<string, Promise<StreamSdk>>>();

/** Milliseconds. */
const PATIENCE = 20_000;

/** The SDK, fetched once for all players of a window. Rejects with `sdk-blocked`, and is fetched anew by whoever asks after that. */
export function loadSdk(src: string, clock: Clock, signal: AbortSignal, view: Window = window): Promise<StreamSdk> {
  const present = presentSdk(view);
  if (present) return Promise.resolve(present);
  const loadsHere = loads.get(view) ?? new Map<string, Promise<StreamSdk>>();
  loads.set(view, loadsHere);
  const load = loadsHere.get(src) ?? fetchSdk(src, view);
  loadsHere.set(src, load);
  load.catch(() => loadsHere.delete(src));
  return new Promise((resolve, reject) => {
    const tooLong = () => reject(blocked(`It did not come within ${PATIENCE / 1000} s.`));
    const forget = clock.at(clock.now() + PATIENCE, tooLong);
    const leave = () => {
      forget();
      reject(signal.reason as DOMException);
    };
    signal.addEventListener('abort', leave, { once: true });
    load.then(resolve, reject).finally(() => {
      forget();
      signal.removeEventListener('abort', leave);
    });
  });
}

function fetchSdk(src: string, view: Window): Promise<StreamSdk> {
  const { document } = view;
  const script = document.createElement('script');
  const load = new Promise<StreamSdk>((resolve, reject) => {
    script.addEventListener('error', () => reject(blocked('The script could not be loaded.')), { once: true });
    script.addEventListener(
      'load',
      () => {
        const sdk = presentSdk(view);
        if (sdk) resolve(sdk);
        else reject(blocked('The script defined no `Stream`.'));
      },
      { once: true },
    );
  });
  load.catch(() => undefined).finally(() => script.remove());
  script.src = src;
  document.head.append(script);
  return load;
}

function presentSdk(view: Window): StreamSdk | null {
  const { Stream } = view as { readonly Stream?: unknown };
  return typeof Stream === 'function' ? (Stream as StreamSdk) : null;
}

const blocked = (detail: string) => new StreamError('sdk-blocked', { detail });
