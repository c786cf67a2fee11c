import { retryDelay, type Clock } from '@secure-stream/session/core';
import { readTextTracks } from '../../tracks/text-tracks.js';
import { decideStep, computeLeadTime } from './machine.js';
import {
  type TokenWithDeadline,
  type HandoverState,
  type HandoverStep,
  type HandoverInput,
  INITIAL_ESTIMATES,
  updateLoadTime,
  updateLatency,
} from './state.js';
import type { PlayerInstance, PlayerPair, LoadOptions } from './player-instance.js';
import { snapshot, standbySnapshot, watchPlayer } from './snapshot.js';
import {
  paintStandby,
  replacePlayer,
  seekStandby,
  startStandby,
  swapVolume,
  synchronize,
  type StandbyState,
} from './steps.js';
import type { MediaEventFilter } from '../../media/event-filter.js';
import { findBlocker, watchBlockers } from './blockers.js';

export interface HandoverOptions {
  readonly players: PlayerPair;
  readonly clock: Clock;
  readonly eventFilter: MediaEventFilter;
  /** `active` is another player now. */
  onHandover(): void;
  /** The active player loaded the source again in place, and its settings are restored. */
  onReload(): void;
  /** The active player failed. The callback calls `handOverTo()`, or playback ends with an error. */
  onActiveFailed(): void;
  /** A standby player failed to load with this token. The active player continues, and the driver tries again. */
  onStandbyFailed(token: TokenWithDeadline): void;
}

/**
 * Replaces the active player with a standby player that has a fresh token. The standby player loads under the active one and seeks to the
 * same position, and then picture and sound change in one step. `decideStep` makes every decision. There is at most one standby player and
 * one timer.
 */
export class HandoverDriver {
  readonly #options: HandoverOptions;
  readonly #lifetime = new AbortController();
  #active: PlayerInstance;
  #activeToken: TokenWithDeadline | null = null;
  /** A token that arrived while another one was being handed over. */
  #nextToken: TokenWithDeadline | null = null;
  #state: HandoverState = IDLE;
  #listening = new AbortController();
  #attempt = new AbortController();
  #cancelTimer = () => {};
  #seekedAt = 0;
  /** Seconds by which the next load in place starts later: the data there cannot be played. */
  #skip = 0;
  #estimates = INITIAL_ESTIMATES;
  /** This browser pauses a new player that becomes audible. */
  #isAudioBlocked = false;

  constructor(options: HandoverOptions) {
    this.#options = options;
    this.#active = options.players.first;
    watchBlockers(this.#update, this.#lifetime.signal);
    watchPlayer(this.#active, this.#update, this.#listening.signal);
  }

  get active(): PlayerInstance {
    return this.#active;
  }

  /** The token that the active player was loaded with. */
  get activeToken(): TokenWithDeadline | null {
    return this.#activeToken;
  }

  get state(): HandoverState {
    return this.#state;
  }

  /** Milliseconds before expiry at which the next token is needed. */
  get leadTime(): number {
    return computeLeadTime(this.#estimates.loadTime);
  }

  /** Loads the active player. */
  start(token: TokenWithDeadline, start: LoadOptions): void {
    this.#activeToken = token;
    this.#active.load(token.value, start);
  }

  /** Starts to use a fresh token when the viewer does not notice it, or at the latest before the active token expires. */
  handOverTo(token: TokenWithDeadline): void {
    if (['idle', 'waiting', 'failed'].includes(this.#state.status)) this.#waitForMoment(token, 0, 0);
    else this.#nextToken = token;
    this.#update();
  }

  /** The next load in place starts later. */
  moveBy(seconds: number): void {
    this.#skip = seconds;
  }

  destroy(): void {
    this.#lifetime.abort();
    this.#listening.abort();
    this.#attempt.abort();
    this.#cancelTimer();
  }

  #update = (): void => {
    if (this.#lifetime.signal.aborted) return;
    for (;;) {
      this.#state = synchronize(this.#state, this.#active);
      const input = this.#createInput();
      const step = decideStep(this.#state, input);
      if (input.blocker && this.#state.status === 'waiting')
        this.#state = { ...this.#state, request: { ...this.#state.request, wasBlocked: true } };
      if (step.do === 'stay') {
        this.#cancelTimer();
        if (step.until < Infinity) this.#cancelTimer = this.#options.clock.at(step.until, this.#update);
        return;
      }
      this.#perform(step);
    }
  };

  #createInput(): HandoverInput {
    const standby = 'standby' in this.#state ? this.#state.standby : null;
    return {
      now: this.#options.clock.now(),
      active: snapshot(this.#active),
      standby: standby && standbySnapshot(standby, this.#active),
      blocker: findBlocker(this.#active) ?? (this.#isAudioBlocked ? 'sound' : null),
      estimates: this.#estimates,
    };
  }

  #perform(step: Exclude<HandoverStep, { do: 'stay' }>): void {
    const state = this.#state;
    const now = this.#options.clock.now();
    if (step.do === 'diagnose') {
      this.#state = { status: 'failed' };
      return this.#options.onActiveFailed();
    }
    if (state.status === 'reloading') {
      if (step.do === 'reload') return this.#reload(state, false, now);
      this.#state = IDLE;
      this.#options.onReload();
      return this.#handOverToNext();
    }
    if (state.status === 'waiting') {
      if (step.do === 'prepare') return this.#prepare(state, step.position, now);
      return this.#reload(state, step.do === 'replace', now);
    }
    if (!('standby' in state)) return;
    switch (step.do) {
      case 'seek-standby':
        return this.#seekStandby(state, step.position, now);
      case 'wait-for-alignment':
        this.#updateLoadTime(state, now);
        this.#state = { ...state, status: 'aligning' };
        return;
      case 'start':
        this.#state = startStandby(state, this.#active, now);
        return;
      case 'correct':
        this.#estimates = updateLatency(this.#estimates, step.error);
        return this.#seekStandby(state, step.position, now);
      case 'paint':
        this.#state = paintStandby(state, now);
        return;
      case 'swap':
        this.#state = swapVolume(state, this.#active, this.#shouldPlay(), now);
        return;
      case 'finish':
        return this.#finish(state);
      case 'abandon':
        return this.#abandon(state, step.reason, now);
    }
  }

  #prepare({ request }: WaitingState, position: number, now: number): void {
    const standby = this.#options.players.createStandby();
    this.#attempt = new AbortController();
    this.#seekedAt = now;
    this.#state = { status: 'preparing', request, standby, since: now, seeks: 0 };
    watchPlayer(standby, this.#update, this.#attempt.signal);
    standby.load(request.token.value, { position, shouldPlay: false, isStandby: true });
  }

  #seekStandby(state: StandbyState, position: number, now: number): void {
    this.#updateLoadTime(state, now);
    this.#seekedAt = now;
    this.#state = seekStandby(state, position);
  }

  #updateLoadTime({ status, seeks }: StandbyState, now: number): void {
    if (status === 'preparing')
      this.#estimates = updateLoadTime(this.#estimates, (now - this.#seekedAt) / 1000, seeks === 0);
  }

  #finish({ request, standby }: StandbyState): void {
    const previous = this.#active;
    const { players, eventFilter } = this.#options;
    this.#attempt.abort();
    this.#listening.abort();
    this.#listening = new AbortController();
    this.#active = standby;
    this.#activeToken = request.token;
    replacePlayer(previous, standby, players);
    this.#state = IDLE;
    this.#options.onHandover();
    eventFilter.follow(standby.media);
    watchPlayer(standby, this.#update, this.#listening.signal);
    this.#handOverToNext();
  }

  #abandon({ request, standby }: StandbyState, reason: 'blocker' | 'failure' | 'sound', now: number): void {
    this.#attempt.abort();
    if (reason === 'sound') this.#isAudioBlocked = true;
    this.#options.players.release(standby);
    const attempts = request.attempts + (reason === 'failure' ? 1 : 0);
    const pause = reason === 'failure' ? retryDelay(request.attempts, undefined, Math.random) : 0;
    this.#waitForMoment(this.#nextToken ?? request.token, attempts, now + pause, request.since);
    this.#nextToken = null;
    if (reason === 'failure') this.#options.onStandbyFailed(request.token);
  }

  #reload(state: WaitingState | ReloadingState, wasEmpty: boolean, now: number): void {
    const { media } = this.#active;
    const { playbackRate } = media;
    const isAgain = state.status === 'reloading';
    const captions = isAgain ? state.captions : readTextTracks(media);
    const request = this.#nextToken ? { ...state.request, token: this.#nextToken } : state.request;
    this.#nextToken = null;
    const at = this.#active.position() + this.#skip || undefined;
    this.#skip = 0;
    this.start(request.token, { position: at, shouldPlay: this.#shouldPlay(), isStandby: false });
    media.playbackRate = playbackRate;
    this.#state = wasEmpty
      ? IDLE
      : { status: 'reloading', request, since: now, count: isAgain ? state.count + 1 : 1, captions };
  }

  /** Whether the viewer wants playback. A failed player and a hidden one may be paused even though the viewer did not pause them. */
  #shouldPlay(): boolean {
    const { eventFilter } = this.#options;
    const { media } = this.#active;
    const isUnwantedPause = snapshot(this.#active).hasFailed || eventFilter.isPausedByBrowser(media);
    return !(isUnwantedPause ? eventFilter : media).paused;
  }

  #waitForMoment(
    token: TokenWithDeadline,
    attempts: number,
    notBefore: number,
    since = this.#options.clock.now(),
  ): void {
    const deadline = this.#activeToken?.deadline ?? Infinity;
    this.#state = { status: 'waiting', request: { token, since, deadline, attempts, wasBlocked: false, notBefore } };
  }

  #handOverToNext(): void {
    const next = this.#nextToken;
    this.#nextToken = null;
    if (next && next.value !== this.#activeToken?.value) this.handOverTo(next);
  }
}

type WaitingState = Extract<HandoverState, { status: 'waiting' }>;
type ReloadingState = Extract<HandoverState, { status: 'reloading' }>;

const IDLE: HandoverState = { status: 'idle' };
