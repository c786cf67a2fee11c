import type { Deck } from './handover-deck.js';
import type { TextTrackChoice } from '../tracks/transfer-text-tracks.js';
import type { Hold } from './quiet.js';

/** A token, and the `Clock.now()` at which it dies. */
export interface HeldToken {
  readonly value: string;
  readonly deadline: number;
}

/** A fresh token that is to be played with. Times are those of the `Clock`. */
export interface Order {
  readonly token: HeldToken;
  readonly since: number;
  /** When the token that plays now dies. */
  readonly deadline: number;
  readonly attempts: number;
  /** Something held the viewer since it came. */
  readonly wasHeld: boolean;
  readonly notBefore: number;
}

/** Where a hand-over is. Whatever ends one before `swapping` leaves the old player as it was. */
export type Situation =
  | { readonly status: 'idle' }
  /** There is a fresh token, and a better moment than this one to come. */
  | { readonly status: 'waiting'; readonly order: Order }
  /** The spare one loads, or goes to where it is to begin. */
  | Pair<'preparing'>
  /** The spare one stands where the old one will soon be. */
  | Pair<'aligning'>
  /** Both play. `errors`: by how many seconds the spare one was ahead, looked at several times. */
  | (Pair<'ready'> & { readonly startedAt: number; readonly errors: readonly number[] })
  /** The spare one is being given the sound; the picture follows at once. `isHeard`: the browser has not objected to its sound. */
  | (Pair<'swapping'> & { readonly isRunning: boolean; readonly isHeard: boolean })
  /** No hand-over: the old one loads again, and gets back what it forgets. */
  | { readonly status: 'reloading'; readonly order: Order; readonly captions: readonly TextTrackChoice[] }
  /** The old one has failed, with the newest token there is. Somebody finds out why. */
  | { readonly status: 'broken' };

export type Pair<Status extends string> = {
  readonly status: Status;
  readonly order: Order;
  readonly spare: Deck;
  readonly since: number;
  /** How often the spare one has been sent to its place. */
  readonly round: number;
};

/** What can be seen of a player. */
export interface Sight {
  /** Seconds. Of a broadcast, how far from its edge: 0 or less. */
  readonly position: number;
  readonly duration: number;
  readonly live: boolean;
  readonly rate: number;
  readonly paused: boolean;
  readonly ended: boolean;
  readonly seeking: boolean;
  readonly readyState: number;
  readonly failed: boolean;
}

export interface View {
  readonly now: number;
  readonly old: Sight;
  /** `null` where there is none. `inTune`: as loud as the old one. `settling`: milliseconds until its position can be relied on. */
  readonly spare: (Sight & { readonly inTune: boolean; readonly settling: number; readonly precision: number }) | null;
  readonly hold: Hold | null;
  readonly skills: Skills;
}

/** What the pair has learned of this browser, in seconds. */
export interface Skills {
  /** How far ahead a spare one has to be sent to be there in time. */
  readonly headStart: number;
  /** From `play()` to the first moved picture. */
  readonly latency: number;
  /** From an empty player to one that can play. */
  readonly loading: number;
}

export type Step =
  | { readonly do: 'stay'; readonly until: number }
  | { readonly do: 'prepare' | 'park'; readonly at: number }
  | { readonly do: 'align' | 'start' | 'swap' | 'finish' }
  /** The old one takes the token itself. `replace`: nothing was shown yet, and nobody need know. */
  | { readonly do: 'reload' | 'replace' | 'settle' | 'examine' }
  /** The spare one was ahead by this many seconds: begin later the next time. */
  | { readonly do: 'correct'; readonly error: number; readonly at: number }
  | { readonly do: 'abandon'; readonly because: 'hold' | 'trouble' | 'sound' };
