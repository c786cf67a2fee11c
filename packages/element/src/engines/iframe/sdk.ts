import { type Clock, StreamError } from '@secure-stream/session/core';
import type { RangeList } from '../../media/time-ranges.js';
import type { SdkSource } from './sdk-source.js';

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
export function loadSdk(
  source: SdkSource,
  clock: Clock,
  signal: AbortSignal,
  view: Window = window,
): Promise<FrameSdk> {
  const loaded = getLoadedSdk(view);
  if (loaded) return Promise.resolve(loaded);
  const loadsHere = pendingLoads.get(view) ?? new Map<string, Promise<FrameSdk>>();
  pendingLoads.set(view, loadsHere);
  const key = `${source.integrity ?? ''} ${source.url}`;
  const load = loadsHere.get(key) ?? fetchSdk(source, view);
  loadsHere.set(key, load);
  load.catch(() => loadsHere.delete(key));
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

function fetchSdk({ url, integrity }: SdkSource, view: Window): Promise<FrameSdk> {
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
    if (integrity) Object.assign(script, { integrity, crossOrigin: 'anonymous' });
    try {
      script.src = toScriptUrl(url, view);
    } catch {
      return reject(sdkBlocked("The page's Trusted Types do not allow the script. Add the policy `secure-stream`."));
    }
    document.head.append(script);
  });
  load.catch(() => undefined).finally(() => script.remove());
  return load;
}

function getLoadedSdk(view: Window): FrameSdk | null {
  const { Stream } = view as { readonly Stream?: unknown };
  return typeof Stream === 'function' ? (Stream as FrameSdk) : null;
}

const sdkBlocked = (detail: string) => new StreamError('sdk-blocked', { detail });

/**
 * Converts a URL for `script.src` on a page with Trusted Types, by the policy `secure-stream`. Without Trusted Types, or if the page's
 * Content-Security-Policy does not list the policy, returns the string: the page's default policy then decides.
 */
function toScriptUrl(url: string, view: Window): string {
  const { trustedTypes } = view as { readonly trustedTypes?: TrustedTypes };
  if (!policies.has(view)) policies.set(view, trustedTypes ? createPolicy(trustedTypes) : null);
  return (policies.get(view)?.createScriptURL(url) as string | undefined) ?? url;
}

/** By window. A policy can be created only once, and never leaves this module: `resolveSdk()` has checked each URL. */
const policies = new WeakMap<Window, TrustedTypesPolicy | null>();

function createPolicy(trustedTypes: TrustedTypes): TrustedTypesPolicy | null {
  try {
    return trustedTypes.createPolicy('secure-stream', { createScriptURL: (url) => url });
  } catch {
    return null;
  }
}

/** https://www.w3.org/TR/trusted-types/. TypeScript does not declare it. */
interface TrustedTypes {
  createPolicy(name: string, rules: { createScriptURL(url: string): string }): TrustedTypesPolicy;
}

interface TrustedTypesPolicy {
  createScriptURL(url: string): unknown;
}
