import type { PlayerInstance } from './player-instance.js';
import type { TextTrackChoice } from '../../tracks/transfer-text-tracks.js';
import type { HandoverBlocker } from './blockers.js';

/** A token, and the `Clock.now()` at which it dies. */
export interface TokenWithDeadline {
  readonly value: string;
  readonly deadline: number;
}

/** A fresh token that is to be played with. Times are those of the `Clock`. */
export interface HandoverRequest {
  readonly token: TokenWithDeadline;
  readonly since: number;
  /** When the token that plays now dies. */
  readonly deadline: number;
  readonly attempts: number;
  /** Something held the viewer since it came. */
  readonly wasBlocked: boolean;
  readonly notBefore: number;
}

/** Where a hand-over is. Whatever ends one before `swapping` leaves the old player as it was. */
export type HandoverState =
  | { readonly status: 'idle' }
  /** There is a fresh token, and a better moment than this one to come. */
  | { readonly status: 'waiting'; readonly request: HandoverRequest }
  /** The spare one loads, or goes to where it is to begin. */
  | WithStandby<'preparing'>
  /** The spare one stands where the old one will soon be. */
  | WithStandby<'aligning'>
  /** Both play. `errors`: by how many seconds the spare one was ahead, looked at several times. */
  | (WithStandby<'ready'> & { readonly startedAt: number; readonly errors: readonly number[] })
  /** The spare one is being given the sound; the picture follows at once. `isHeard`: the browser has not objected to its sound. */
  | (WithStandby<'swapping'> & { readonly isRunning: boolean; readonly isHeard: boolean })
  /** No hand-over: the old one loads again, and gets back what it forgets. */
  | { readonly status: 'reloading'; readonly request: HandoverRequest; readonly captions: readonly TextTrackChoice[] }
  /** The old one has failed, with the newest token there is. Somebody finds out why. */
  | { readonly status: 'failed' };

export type WithStandby<Status extends string> = {
  readonly status: Status;
  readonly request: HandoverRequest;
  readonly standby: PlayerInstance;
  readonly since: number;
  /** How often the spare one has been sent to its place. */
  readonly seeks: number;
};

/** What can be seen of a player. */
export interface MediaSnapshot {
  /** Seconds. Of a broadcast, how far from its edge: 0 or less. */
  readonly position: number;
  readonly duration: number;
  readonly isLive: boolean;
  readonly rate: number;
  readonly paused: boolean;
  readonly ended: boolean;
  readonly seeking: boolean;
  readonly readyState: number;
  readonly hasFailed: boolean;
}

export interface HandoverInput {
  readonly now: number;
  readonly active: MediaSnapshot;
  /** `null` where there is none. `inTune`: as loud as the old one. `settling`: milliseconds until its position can be relied on. */
  readonly standby:
    | (MediaSnapshot & { readonly isVolumeEqual: boolean; readonly settlingMs: number; readonly precisionS: number })
    | null;
  readonly blocker: HandoverBlocker | null;
  readonly estimates: TimingEstimates;
}

/** What the pair has learned of this browser, in seconds. */
export interface TimingEstimates {
  /** How far ahead a spare one has to be sent to be there in time. */
  readonly headStart: number;
  /** From `play()` to the first moved picture. */
  readonly latency: number;
  /** From an empty player to one that can play. */
  readonly loadTime: number;
}

export type HandoverStep =
  | { readonly do: 'stay'; readonly until: number }
  | { readonly do: 'prepare' | 'seek-standby'; readonly position: number }
  | { readonly do: 'wait-for-alignment' | 'start' | 'swap' | 'finish' }
  /** The old one takes the token itself. `replace`: nothing was shown yet, and nobody need know. */
  | { readonly do: 'reload' | 'replace' | 'settle' | 'diagnose' }
  /** The spare one was ahead by this many seconds: begin later the next time. */
  | { readonly do: 'correct'; readonly error: number; readonly position: number }
  | { readonly do: 'abandon'; readonly reason: 'blocker' | 'failure' | 'sound' };
