import type { StreamError } from '@secure-stream/session/core';
import type { EngineSettings } from '../engine.js';
import type { MediaPort, VolumeState } from '../../media/media-port.js';

/** One player of a pair: the active one, or the standby one that loads under it. */
export interface PlayerInstance {
  /** The node in the media container. */
  readonly node: HTMLElement;
  readonly media: MediaPort;
  /** Why the player cannot continue, if it knows. `null` says nothing about `media.error`. */
  readonly error: StreamError | null;
  /** Plays a live stream: positions are relative to the live edge. */
  readonly isLive: boolean;
  /** The player restarted by itself, for instance because its frame was moved. It has to load again with the newest token. */
  readonly isLost: boolean;
  /** The volume that the player itself reports. */
  readonly volumeState: VolumeState;
  /** Milliseconds of playback after which `position()` is reliable. */
  readonly settlingMs: number;
  /** Seconds by which a standby player may be out of step, after no seek, one, two and so on. */
  readonly tolerancesS: readonly number[];
  /** Milliseconds from being painted again to the newest frame on the screen. 0: the standby player is always painted. */
  readonly paintMs: number;
  /**
   * Seconds. The position of the picture on a time line that all players of a source share. For a video this is `currentTime`; for a live
   * stream 0 is the live edge, and positions are negative.
   */
  position(): number;
  /** Seeks to a position on that time line. */
  seek(position: number): void;
  /** What the viewer would lose with this player, as far as only the player knows. */
  findBlocker(): HandoverBlocker | null;
  /** Loads the source in place with this token. */
  load(token: string, options: LoadOptions): void;
}

export interface LoadOptions {
  /** Seconds on the shared time line. If `undefined` or negative, the source's own start: near the edge for a live stream. */
  readonly position: number | undefined;
  readonly shouldPlay: boolean;
  /** The player loads under another one: muted, without controls and without autoplay. */
  readonly isStandby: boolean;
}

/** Creates the players, and removes the ones that it created. */
export interface PlayerPair {
  /** The player that plays first. */
  readonly first: PlayerInstance;
  /** Creates another player in the media container, invisible. */
  createStandby(): PlayerInstance;
  /** Removes a player that is no longer needed. It becomes silent and sends no more requests. */
  release(player: PlayerInstance): void;
  /** Makes this player the visible one. */
  show(player: PlayerInstance): void;
  update(settings: EngineSettings): void;
  destroy(): void;
}

/**
 * Why a hand-over must wait: the viewer would lose what they do with the active player. `hidden`: a player in a hidden page never becomes
 * ready. `sound`: this browser pauses a new player when it is unmuted.
 */
export type HandoverBlocker = 'fullscreen' | 'picture-in-picture' | 'remote' | 'ad' | 'hidden' | 'sound';
