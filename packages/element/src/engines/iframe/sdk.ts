import { StreamError } from '../../errors/stream-error.js';
import type { Clock } from '../../clock.js';
import type { RangeList } from '../../media/time-ranges.js';

/**
 * The control surface of the service's SDK: the documented part (documentation: "Use the player API") and what `@cloudflare/stream-react`
 * 1.9.3 types in addition (`src`, `playbackRate`, `videoHeight`, `videoWidth`). Each property is a copy that the frame's messages update.
 * Setting one sends a message to the frame.
 */
export interface FrameApi {
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
  readonly buffered: RangeList;
  readonly duration: number;
  readonly ended: boolean;
  readonly paused: boolean;
  readonly played: RangeList;
  readonly videoHeight: number;
  readonly videoWidth: number;
}

export type FrameSdk = (frame: HTMLIFrameElement) => FrameApi;

/** By window: an SDK receives only the messages of its own window. */
const pendingLoads = new WeakMap<Window, Map<string, Promise<FrameSdk>>>();

/** Milliseconds. */
const LOAD_TIMEOUT_MS = 20_000;

/** Loads the SDK once for all players of a window. Rejects with `sdk-blocked`; the next call then tries again. */
export function loadSdk(src: string, clock: Clock, signal: AbortSignal, view: Window = window): Promise<FrameSdk> {
  const loaded = getLoadedSdk(view);
  if (loaded) return Promise.resolve(loaded);
  const loadsHere = pendingLoads.get(view) ?? new Map<string, Promise<FrameSdk>>();
  pendingLoads.set(view, loadsHere);
  const load = loadsHere.get(src) ?? fetchSdk(src, view);
  loadsHere.set(src, load);
  load.catch(() => loadsHere.delete(src));
  return new Promise((resolve, reject) => {
    const onTimeout = () => reject(sdkBlocked(`The script did not load within ${LOAD_TIMEOUT_MS / 1000} s.`));
    const cancelTimer = clock.at(clock.now() + LOAD_TIMEOUT_MS, onTimeout);
    const onAbort = () => {
      cancelTimer();
      reject(signal.reason as DOMException);
    };
    signal.addEventListener('abort', onAbort, { once: true });
    load.then(resolve, reject).finally(() => {
      cancelTimer();
      signal.removeEventListener('abort', onAbort);
    });
  });
}

function fetchSdk(src: string, view: Window): Promise<FrameSdk> {
  const { document } = view;
  const script = document.createElement('script');
  const load = new Promise<FrameSdk>((resolve, reject) => {
    script.addEventListener('error', () => reject(sdkBlocked('The script could not be loaded.')), { once: true });
    script.addEventListener(
      'load',
      () => {
        const sdk = getLoadedSdk(view);
        if (sdk) resolve(sdk);
        else reject(sdkBlocked('The script defined no `Stream`.'));
      },
      { once: true },
    );
  });
  load.catch(() => undefined).finally(() => script.remove());
  script.src = src;
  document.head.append(script);
  return load;
}

function getLoadedSdk(view: Window): FrameSdk | null {
  const { Stream } = view as { readonly Stream?: unknown };
  return typeof Stream === 'function' ? (Stream as FrameSdk) : null;
}

const sdkBlocked = (detail: string) => new StreamError('sdk-blocked', { detail });
