import type { PlayerInstance, HandoverBlocker } from './player-instance.js';
import type { TextTrackChoice } from '../../tracks/text-tracks.js';

/** A token, and the `Clock.now()` value at which it expires. */
export interface TokenWithDeadline {
  readonly value: string;
  readonly deadline: number;
}

/** A fresh token to hand over to. Times are `Clock.now()` values. */
export interface HandoverRequest {
  readonly token: TokenWithDeadline;
  readonly since: number;
  /** When the active token expires. */
  readonly deadline: number;
  readonly attempts: number;
  /** A blocker was present since the request was made. */
  readonly wasBlocked: boolean;
  readonly notBefore: number;
}

/** The state of a hand-over. Until `swapping`, aborting it leaves the active player unchanged. */
export type HandoverState =
  | { readonly status: 'idle' }
  /** A fresh token is available. The hand-over waits for a suitable time. */
  | { readonly status: 'waiting'; readonly request: HandoverRequest }
  /** The standby player loads or seeks. */
  | WithStandby<'preparing'>
  /** The standby player is paused at a position that the active player will soon reach. */
  | WithStandby<'aligning'>
  /** Both players play. `errors`: several samples of how many seconds the standby player is ahead. */
  | (WithStandby<'ready'> & { readonly startedAt: number; readonly errors: readonly number[] })
  /** The standby player is painted under the active one, in step with it. */
  | (WithStandby<'painting'> & { readonly startedAt: number })
  /** The standby player becomes audible, then visible. `isHeard`: the browser has allowed its audio. */
  | (WithStandby<'swapping'> & { readonly isRunning: boolean; readonly isHeard: boolean })
  /**
   * The active player loads again in place, without a standby player, for the `count`th time. Its text track modes are restored afterwards.
   */
  | {
      readonly status: 'reloading';
      readonly request: HandoverRequest;
      readonly since: number;
      readonly count: number;
      readonly captions: readonly TextTrackChoice[];
    }
  /** The active player failed with the newest token. The engine finds out why. */
  | { readonly status: 'failed' };

export type WithStandby<Status extends string> = {
  readonly status: Status;
  readonly request: HandoverRequest;
  readonly standby: PlayerInstance;
  readonly since: number;
  /** Number of seeks of the standby player. */
  readonly seeks: number;
};

/** What the state machine sees of a player. */
export interface MediaSnapshot {
  /** Seconds. For a live stream, relative to the live edge: 0 or less. */
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
  /**
   * `null` if there is no standby player. `isVolumeEqual`: its volume equals that of the active player.
   */
  readonly standby:
    | (MediaSnapshot &
        Pick<PlayerInstance, 'settlingMs' | 'tolerancesS' | 'paintMs'> & {
          readonly isVolumeEqual: boolean;
        })
    | null;
  readonly blocker: HandoverBlocker | null;
  readonly estimates: TimingEstimates;
}

/** Timing of this browser as measured so far, in seconds. */
export interface TimingEstimates {
  /** How far ahead to seek a standby player so that it is ready in time. */
  readonly headStart: number;
  /** From `play()` to the first moving frame. */
  readonly latency: number;
  /** From an empty player to one that can play. */
  readonly loadTime: number;
}

export type HandoverStep =
  | { readonly do: 'stay'; readonly until: number }
  | { readonly do: 'prepare' | 'seek-standby'; readonly position: number }
  | { readonly do: 'wait-for-alignment' | 'start' | 'paint' | 'swap' | 'finish' }
  /** The active player loads the token in place. `replace`: it has shown nothing yet, so no event is needed. */
  | { readonly do: 'reload' | 'replace' | 'settle' | 'diagnose' }
  /** The standby player was ahead by `error` seconds. The next start is later by as much. */
  | { readonly do: 'correct'; readonly error: number; readonly position: number }
  | { readonly do: 'abandon'; readonly reason: 'blocker' | 'failure' | 'sound' };

/** Used until the first measurement. */
export const INITIAL_ESTIMATES: TimingEstimates = { headStart: 1.2, latency: 0.03, loadTime: 2 };

/** Records how long a standby player took to reach its position. The first time includes the load. */
export function updateLoadTime(estimates: TimingEstimates, seconds: number, isFirst: boolean): TimingEstimates {
  return {
    ...estimates,
    headStart: clamp(seconds * 1.3 + 0.15, 0.4, 8),
    loadTime: isFirst ? seconds : estimates.loadTime,
  };
}

/** Records that the standby player was ahead by so many seconds, because it started sooner than estimated. */
export const updateLatency = (estimates: TimingEstimates, seconds: number): TimingEstimates => ({
  ...estimates,
  latency: clamp(estimates.latency - seconds, -0.3, 0.5),
});

const clamp = (value: number, least: number, most: number) => Math.min(Math.max(value, least), most);
