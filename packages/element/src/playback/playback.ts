import {
  acquireSession,
  createViewing,
  type SessionShare,
  type SessionListener,
  StreamError,
  type TokenSession,
  type Viewing,
  type Clock,
} from '@secure-stream/session/core';
import { PlayerReloadEvent, TokenRefreshErrorEvent } from '../events/stream-events.js';
import type { EngineOptions, EngineSource } from '../engines/engine.js';
import { detectCapabilities, engineLoaders, type Capabilities, type EngineLoaders } from '../engines/select.js';
import type { ForwardedEventName } from '../media/media-events.js';
import type { StreamInfo } from '../live/stream-type.js';
import { resolveSource, type PlayerConfig, selectFetchToken, createSessionKey } from './config.js';
import type { PlaybackChoices } from './choices/playback-choices.js';
import { EngineLoader, type EngineLoaderOptions } from './engine-loader.js';

/** What the player needs of the element. */
export interface PlaybackHostOptions {
  /** The engine puts its nodes here. */
  readonly mediaContainer: HTMLElement;
  /** The `<video>` of the element, inside `mediaContainer`: the page reads and sets its members before there is an engine. */
  readonly video: HTMLVideoElement;
  readonly clock: Clock;
  readonly engines?: EngineLoaders;
  readonly capabilities?: () => Capabilities;
  /** Dispatches an event on the element; returns `false` when the page cancelled it. */
  dispatch(event: Event): boolean;
  /** `state`, `activeEngine` or `media` changed. Called before the event that announces it. */
  onChange(): void;
}

export interface PlaybackControllers {
  /** Called whenever the state may have changed. `cause`: by an event of the media. */
  update(cause?: ForwardedEventName): void;
  /** The element has moved to another document. That can empty a `<video>` (in Chromium), and gives a frame another window. */
  adopt(): void;
  /** Captures the current choices, to restore them after a restart. */
  captureChoices(): PlaybackChoices;
  /** Pauses, and keeps what is loaded for a moment after the element was removed. Returns `false` if there is nothing to keep. */
  keep(): boolean;
  /** The element is connected again. Returns whether its media are still loaded, and are those of `config`. */
  resume(config: PlayerConfig): boolean;
}

/** One source being played. All of it ends together. */
export interface Playback {
  readonly source: EngineSource;
  readonly config: PlayerConfig;
  readonly lease: SessionShare;
  readonly engineLoader: EngineLoader;
  readonly lifetime: AbortController;
  /** The choices from before this source was restarted. */
  readonly choices: PlaybackChoices | null;
  /** Receives the media events of the engine. */
  readonly emit: EngineOptions['emit'];
  /** Whether an event of the engine was sent before, when this load was suspended. */
  isAnnounced?: ((name: ForwardedEventName) => boolean) | undefined;
  /** Loaded after the engine: no controller is needed for the first frame. */
  controllers?: PlaybackControllers | undefined;
  /** Unknown until the first update of the controllers. */
  streamInfo?: StreamInfo;
}

export interface PlaybackOptions
  extends Pick<EngineLoaderOptions, 'onChange' | 'settings'>, Pick<EngineOptions, 'emit' | 'isPauseRequested'> {
  readonly host: PlaybackHostOptions;
  readonly config: PlayerConfig;
  readonly choices: PlaybackChoices | null;
  /** The viewing to continue. */
  readonly viewing: Viewing;
  /** Returns the token that the page provides, once. */
  takeToken(): string | null;
  readonly onSessionEvent: SessionListener;
}

/** A playback, an error, or `null` while settings are missing. */
export type PlaybackResult = Playback | StreamError | null;

/** Creates a playback without starting it. */
export function createPlayback(options: PlaybackOptions): PlaybackResult {
  const { host, config, choices, viewing, takeToken, onSessionEvent, emit, isPauseRequested, ...loaderOptions } =
    options;
  const source = resolveSource(config);
  if (!source || source instanceof StreamError) return source;
  const { clock, dispatch, engines = engineLoaders, capabilities = detectCapabilities } = host;
  const playbackId = config.playbackId || viewing.playbackId;
  const lease = acquireSession({
    videoId: source.videoId,
    clock,
    key: createSessionKey(config),
    fetchToken: selectFetchToken(config),
    startViewing() {
      const continued = leaveRemovedPlayers(viewing);
      return playbackId === viewing.playbackId ? continued : createViewing(playbackId);
    },
  });
  lease.setRequirements({ renewBefore: toMilliseconds(config.renewBefore), renewOnDemand: true });
  lease.subscribe(onSessionEvent);
  const token = takeToken();
  if (token && !lease.session.token) setToken(lease.session, token, dispatch);
  const { session } = lease;
  const engineLoader = new EngineLoader({
    engines,
    capabilities,
    preferredEngine: config.engine,
    session,
    ...loaderOptions,
    engineOptions: {
      ...host,
      emit: (name, event) => playback.isAnnounced?.(name) || emit(name, event),
      isPauseRequested,
      tokens: session,
      source: { ...source, startTime: choices?.position ?? source.startTime },
      onReload: () => void dispatch(new PlayerReloadEvent()),
    },
  });
  const playback: Playback = { source, config, lease, engineLoader, choices, emit, lifetime: new AbortController() };
  return playback;
}

/** Sets a token that the page provides. If the token is not usable, reports an error and requests one from the page's endpoint. */
export function setToken(session: TokenSession, token: string, dispatch: PlaybackHostOptions['dispatch']): void {
  try {
    session.setToken(token);
  } catch (error) {
    if (error instanceof StreamError) dispatch(new TokenRefreshErrorEvent(error));
  }
}

export const toMilliseconds = (seconds: number | undefined) => seconds && seconds * 1000;

/** The functions that release the players that were removed a moment ago and keep their data, each with its viewing. */
export const removedPlayers = new Map<() => void, Viewing>();

/**
 * A session begins for another player, which has this viewing: releases the removed players soon. Returns the viewing that the other player
 * continues.
 */
export function leaveRemovedPlayers(viewing: Viewing): Viewing {
  // The other player has played before.
  if (viewing.players > 0) return viewing;
  queueMicrotask(() => {
    for (const release of removedPlayers.keys()) release();
  });
  // The viewer has left the removed player and goes on with the next one: a site may allow one viewing at a time. The other players of a
  // shared session go on with its viewing themselves.
  return [...removedPlayers.values()].find(({ players }) => players === 1) ?? viewing;
}
