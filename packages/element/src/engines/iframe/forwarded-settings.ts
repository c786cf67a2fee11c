import type { Clock } from '@secure-stream/session/core';
import { FORWARDED, type ForwardedName } from './members.js';
import type { FrameApi } from './sdk.js';

/** The settings that are forwarded to the frame. They survive a load, in which the service's player may reset its own. */
export class ForwardedSettings {
  readonly #pendingValues: PendingValues<ForwardedName>;
  /** Settings to apply after the load. `null`: nothing loads. */
  #loading: Partial<Record<ForwardedName, unknown>> | null = null;

  constructor(clock: Clock) {
    this.#pendingValues = new PendingValues(clock);
  }

  read(name: ForwardedName, api: FrameApi | null, isLost: boolean): unknown {
    return this.#loading?.[name] ?? this.#pendingValues.get(name, api?.[name], isLost) ?? FORWARDED[name];
  }

  write(name: ForwardedName, value: unknown, api: FrameApi | null): void {
    this.#pendingValues.set(name, value);
    if (this.#loading && name in this.#loading) this.#loading = { ...this.#loading, [name]: value };
    if (api) Object.assign(api, { [name]: value });
  }

  /** The frame loads, with these settings afterwards. */
  startLoading(settings: Partial<Record<ForwardedName, unknown>>): void {
    this.#loading = settings;
  }

  /** Applies settings that the player may have lost in a load. */
  reapply(api: FrameApi | null): void {
    if (this.#loading && api) Object.assign(api, this.#loading);
  }

  /** The frame has loaded, and will confirm the settings. */
  finishLoading(api: FrameApi | null): void {
    for (const [name, value] of Object.entries(this.#loading ?? {}))
      this.#pendingValues.set(name as ForwardedName, value);
    this.reapply(api);
    this.#loading = null;
  }
}

/**
 * Values set on a player that answers late. A getter returns the value that was set until the player reports the same value or
 * `CONFIRMATION_MS` has passed. After that it returns what the player reports.
 */
export class PendingValues<Name extends string> {
  readonly #clock: Clock;
  readonly #values = new Map<Name, { readonly value: unknown; readonly until: number }>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  set(name: Name, value: unknown): void {
    this.#values.set(name, { value, until: this.#clock.now() + CONFIRMATION_MS });
  }

  /** `reported` is undefined if there is no player. `isLost`: the player will confirm nothing any more. */
  get(name: Name, reported: unknown, isLost = false): unknown {
    const pending = this.#values.get(name);
    if (!pending) return reported;
    if (reported === undefined || isLost || (this.#clock.now() <= pending.until && !Object.is(reported, pending.value)))
      return pending.value;
    this.#values.delete(name);
    return reported;
  }
}

/** Milliseconds. */
const CONFIRMATION_MS = 1000;
