import { StreamError } from '../catalogue/errors.js';
import { PlayerReloadEvent, TokenRefreshErrorEvent } from '../catalogue/events.js';
import type { Companion } from '../companions/index.js';
import { readCapabilities } from '../engine/capabilities.js';
import type { EngineSource } from '../engine/engine.js';
import { engines } from '../engine/select.js';
import type { Stream } from '../live/stream.js';
import type { SessionListener, TokenSession } from '../session/session.js';
import { shareSession, type SessionShare } from '../session/shared.js';
import type { LastSeen } from './resume-position.js';
import { sourceOf, type PlayerConfig } from './config.js';
import type { PlaybackChoices } from './playback-choices.js';
import { Playback, type PlaybackOptions } from './playback.js';
import type { PlayerHost } from './player.js';
import { askAsConfigured, tokenSourceKey } from './tokens.js';

/** One source being played: all of it ends together. */
export interface Run {
  readonly source: EngineSource;
  readonly share: SessionShare;
  readonly playback: Playback;
  readonly life: AbortController;
  /** What was chosen before this source began anew. */
  readonly choices: PlaybackChoices | null;
  lastSeen?: LastSeen;
  look?: Companion | undefined;
  /** Unknown until it is looked at. */
  stream?: Stream;
}

export interface RunOptions extends Pick<PlaybackOptions, 'emit' | 'changed' | 'settings'> {
  readonly host: PlayerHost;
  readonly config: PlayerConfig;
  /** What the page says by now. */
  latest(): PlayerConfig;
  readonly choices: PlaybackChoices | null;
  /** The token that the page gives outright, once. */
  takeToken(): string | null;
  readonly hear: SessionListener;
}

/** What the page's words come to: something to play, something that can not be, or not enough yet. */
export type Situation = Run | StreamError | null;

/** Not started. */
export function openRun(options: RunOptions): Situation {
  try {
    return createRun(options);
  } catch (error) {
    if (error instanceof StreamError) return error;
    throw error;
  }
}

function createRun(options: RunOptions): Run | null {
  const { host, config, latest, choices, takeToken, hear, emit, changed, settings } = options;
  const source = sourceOf(config);
  if (!source) return null;
  const { clock, announce } = host;
  const ask = askAsConfigured(latest);
  const share = shareSession({ videoId: source.videoId, clock, key: tokenSourceKey(config), ask });
  share.adjust({ leeway: milliseconds(config.leeway), lazy: true });
  share.subscribe(hear);
  const token = takeToken();
  if (token && !share.session.token) supply(share.session, token, announce);
  const playback = new Playback({
    engines,
    capabilities: readCapabilities,
    ...host,
    share,
    emit,
    changed,
    wanted: config.engine,
    source: choices?.position !== undefined ? { ...source, startTime: choices.position } : source,
    settings,
    reloaded: () => void announce(new PlayerReloadEvent()),
  });
  return { source, share, playback, choices, life: new AbortController() };
}

/** Its share of the session is released apart: another run may take it up. */
export function endRun({ life, playback }: Run): void {
  life.abort();
  playback.destroy();
}

/** Uses a token that the page gives. One that can not be used is told, and the page's endpoint asked instead. */
export function supply(session: TokenSession, token: string, announce: PlayerHost['announce']): void {
  try {
    session.supply(token);
  } catch (error) {
    if (error instanceof StreamError) announce(new TokenRefreshErrorEvent(error));
  }
}

export const milliseconds = (seconds: number | undefined) => (seconds === undefined ? undefined : seconds * 1000);
