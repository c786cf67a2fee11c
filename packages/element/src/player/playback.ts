import { StreamError } from '../errors/stream-error.js';
import { PlayerReloadEvent, TokenRefreshErrorEvent } from '../events/stream-events.js';
import { detectCapabilities } from '../engines/capabilities.js';
import type { EngineSource } from '../engines/engine.js';
import { engineLoaders } from '../engines/select.js';
import type { StreamInfo } from '../live/stream-type.js';
import type { SessionListener, TokenSession } from '../session/session.js';
import { acquireSession, type SessionLease } from '../session/pool.js';
import { resolveSource, type PlayerConfig } from './config.js';
import type { PlaybackChoices } from './playback-choices.js';
import { EngineLoader, type EngineLoaderOptions } from './engine-loader.js';
import type { PlayerHost } from './player-host.js';
import { createFetchToken, createSessionKey } from './fetch-token.js';

export interface PlaybackControllers {
  /** Called whenever anything may have changed. */
  update(): void;
  /** What is chosen of the source, to begin anew with. */
  captureChoices(): PlaybackChoices;
}

/** One source being played: all of it ends together. */
export interface Playback {
  readonly source: EngineSource;
  readonly lease: SessionLease;
  readonly engineLoader: EngineLoader;
  readonly lifetime: AbortController;
  /** What was chosen before this source began anew. */
  readonly choices: PlaybackChoices | null;
  /** Loaded after the engine: nothing of it is needed for the first frame. */
  controllers?: PlaybackControllers | undefined;
  /** Unknown until it is looked at. */
  streamInfo?: StreamInfo;
}

export interface PlaybackOptions extends Pick<EngineLoaderOptions, 'emit' | 'onChange' | 'settings'> {
  readonly host: PlayerHost;
  readonly config: PlayerConfig;
  /** What the page says by now. */
  latestConfig(): PlayerConfig;
  readonly choices: PlaybackChoices | null;
  /** The token that the page gives outright, once. */
  takeToken(): string | null;
  readonly onSessionEvent: SessionListener;
}

/** What the page's words come to: something to play, something that can not be, or not enough yet. */
export type PlaybackResult = Playback | StreamError | null;

/** Not started. */
export function createPlayback(options: PlaybackOptions): PlaybackResult {
  try {
    return createPlaybackOrThrow(options);
  } catch (error) {
    if (error instanceof StreamError) return error;
    throw error;
  }
}

function createPlaybackOrThrow(options: PlaybackOptions): Playback | null {
  const { host, config, latestConfig, choices, takeToken, onSessionEvent, emit, onChange, settings } = options;
  const source = resolveSource(config);
  if (!source) return null;
  const { clock, dispatch } = host;
  const fetchToken = createFetchToken(latestConfig);
  const lease = acquireSession({ videoId: source.videoId, clock, key: createSessionKey(config), fetchToken });
  lease.setRequirements({ renewBefore: toMilliseconds(config.renewBefore), renewOnDemand: true });
  lease.subscribe(onSessionEvent);
  const token = takeToken();
  if (token && !lease.session.token) setToken(lease.session, token, dispatch);
  const engineLoader = new EngineLoader({
    engines: engineLoaders,
    capabilities: detectCapabilities,
    ...host,
    lease,
    emit,
    onChange,
    preferredEngine: config.engine,
    source: choices?.position !== undefined ? { ...source, startTime: choices.position } : source,
    settings,
    onReload: () => void dispatch(new PlayerReloadEvent()),
  });
  return { source, lease, engineLoader, choices, lifetime: new AbortController() };
}

/** Its share of the session is released apart: another run may take it up. */
export function endPlayback({ lifetime, engineLoader }: Playback): void {
  lifetime.abort();
  engineLoader.destroy();
}

/** Uses a token that the page gives. One that can not be used is told, and the page's endpoint asked instead. */
export function setToken(session: TokenSession, token: string, dispatch: PlayerHost['dispatch']): void {
  try {
    session.setToken(token);
  } catch (error) {
    if (error instanceof StreamError) dispatch(new TokenRefreshErrorEvent(error));
  }
}

export const toMilliseconds = (seconds: number | undefined) => (seconds === undefined ? undefined : seconds * 1000);
