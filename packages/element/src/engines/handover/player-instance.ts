import type { StreamError } from '../../errors/stream-error.js';
import type { EngineSettings, MediaPort } from '../engine.js';
import type { HandoverBlocker } from './blockers.js';

/** One player of a pair: the one that is seen, or the one that is made ready under it. */
export interface PlayerInstance {
  /** What lies in the stage. */
  readonly node: HTMLElement;
  readonly media: MediaPort;
  /** Why it can not go on, when it knows; `null` says nothing about `media.error`. */
  readonly error: StreamError | null;
  /** Plays a broadcast, which has an edge and no beginning. */
  readonly isLive: boolean;
  /** It has begun anew by itself and is not what it was: it has to be loaded again, with whatever token is the newest. */
  readonly isLost: boolean;
  /** How loud it is, as the player itself has it. */
  readonly volumeState: VolumeState;
  /** Milliseconds that it has to have run before its position can be relied on. */
  readonly settlingMs: number;
  /** Seconds by which its position may be wrong even then. */
  readonly precisionS: number;
  /**
   * Seconds. Where the picture is at this moment, on a time line that all decks of a source share: the film's, and of a broadcast, the one that
   * ends with 0 at its edge.
   */
  position(): number;
  /** Goes to a position on that time line. */
  seek(position: number): void;
  /** What the viewer does with this player and would lose with it, as far as only the player knows. */
  findBlocker(): HandoverBlocker | null;
  /** Loads the source with this token, in place, whatever was there before. */
  load(token: string, options: LoadOptions): void;
}

export interface VolumeState {
  /** 0 to 1. */
  readonly volume: number;
  readonly muted: boolean;
}

export interface LoadOptions {
  /** Seconds, on the shared time line. `undefined`, or less than 0: where the source itself begins, which of a broadcast is near its edge. */
  readonly position: number | undefined;
  readonly shouldPlay: boolean;
  /** It will lie under another one: no sound, no control, nothing that starts by itself. */
  readonly isStandby: boolean;
}

/** Where decks come from. What it has made it takes back. */
export interface PlayerPair {
  /** The one that plays first. */
  readonly first: PlayerInstance;
  /** Another one, which is in the stage and not seen. */
  createStandby(): PlayerInstance;
  /** Takes one back that is not needed any more: it falls silent and asks for nothing. */
  release(player: PlayerInstance): void;
  /** This one is seen from now on. */
  show(player: PlayerInstance): void;
  update(settings: EngineSettings): void;
  destroy(): void;
}
