import { findHost, findObserver, type ObservedPlayer } from './observe-quality.js';
import type { QualityReport } from './quality-report.js';

/** The name and version of this package. `npm run release:version` writes it. */
const PACKAGE = '@secure-stream/element@0.1.0';

/** What a developer needs to know of a player that misbehaves. Without secrets: no token, no URL, no text of the page. */
export interface DebugReport {
  /** By the viewer's clock (ISO 8601). */
  readonly createdAt: string;
  readonly versions: { readonly package: string; readonly 'hls.js': string | undefined };
  readonly browser: {
    readonly userAgent: string;
    readonly isOnline: boolean;
    readonly isVisible: boolean;
    readonly isSecureContext: boolean;
  };
  readonly player: {
    readonly tag: string;
    readonly videoId: string | undefined;
    readonly state: string;
    readonly error: { readonly reason: string; readonly detail: string | undefined } | null;
    readonly engine: string | null;
    readonly streamType: string;
    readonly tokenFrom: 'endpoint' | 'provider' | 'page';
    /** The state of the token session, or `null` without one. */
    readonly session: string | null;
    /** Seconds for which the token is still valid. `null` if unknown. */
    readonly tokenExpiresIn: number | null;
  };
  readonly media: {
    readonly currentTime: number;
    readonly duration: number | null;
    readonly readyState: number;
    readonly networkState: number;
    readonly paused: boolean;
    readonly seeking: boolean;
    readonly muted: boolean;
    readonly playbackRate: number;
    /** Pixels. */
    readonly size: readonly [width: number, height: number];
    /** Seconds. */
    readonly buffered: readonly (readonly [start: number, end: number])[];
    /** The heights of the renditions, and the index of the one that the viewer has chosen. -1: none. */
    readonly renditions: readonly (number | undefined)[];
    readonly selectedRendition: number;
  };
  /** `null` unless `observeQuality()` observes the player. With the last renewals and all errors. */
  readonly quality: QualityReport | null;
}

/** Describes a player for a bug report. */
export async function debugReport(player: ObservedPlayer): Promise<DebugReport> {
  const { state, error, activeEngine, streamType, currentTime, duration, buffered, videoRenditions } = player;
  const { readyState, networkState, paused, seeking, muted, playbackRate, videoWidth, videoHeight } = player;
  const host = findHost(player);
  const session = host?.slot.playback?.lease.session;
  const remaining = session ? session.remainingLifetime() / 1000 : NaN;
  const toFinite = (value: number) => (Number.isFinite(value) ? Math.round(value * 1000) / 1000 : null);
  return {
    createdAt: new Date().toISOString(),
    versions: { package: PACKAGE, 'hls.js': activeEngine === 'hls' ? await readHlsVersion() : undefined },
    browser: {
      userAgent: navigator.userAgent,
      isOnline: navigator.onLine,
      isVisible: document.visibilityState === 'visible',
      isSecureContext,
    },
    player: {
      tag: player.localName,
      videoId: player.videoId,
      state,
      error: error && { reason: error.reason, detail: error.detail },
      engine: activeEngine,
      streamType,
      tokenFrom: host?.config?.tokenProvider ? 'provider' : host?.config?.tokenEndpoint ? 'endpoint' : 'page',
      session: session?.state.status ?? null,
      tokenExpiresIn: toFinite(remaining),
    },
    media: {
      currentTime,
      duration: toFinite(duration),
      readyState,
      networkState,
      paused,
      seeking,
      muted,
      playbackRate,
      size: [videoWidth, videoHeight],
      buffered: Array.from({ length: buffered.length }, (_, index) => [buffered.start(index), buffered.end(index)]),
      renditions: [...videoRenditions].map(({ height }) => height),
      selectedRendition: videoRenditions.selectedIndex,
    },
    quality: findObserver(player)?.report ?? null,
  };
}

/** Of the code that the engine has loaded. */
const readHlsVersion = () =>
  import('hls.js').then(
    (module) => module.default.version,
    () => undefined,
  );
