import { setMaxListeners } from 'node:events';
import type { StreamError } from '../../../../session/src/stream-error.ts';
import type { MediaPort } from '../../../src/media/media-port.ts';
import type { PlayerInstance, PlayerPair, LoadOptions } from '../../../src/engines/handover/player-instance.ts';

// Node warns about more than ten listeners of one signal. A browser does not.
setMaxListeners(0);

/** A player that always has data, and plays by the clock of the test. */
export class FakePlayer extends EventTarget implements PlayerInstance {
  readonly node = { getRootNode: () => document, focus() {} } as unknown as HTMLElement;
  readonly settlingMs = 100;
  readonly tolerancesS = [0.015, 0.03, 0.045, 0.06, 0.075, 0.09];
  readonly paintMs = 0;
  error: StreamError | null = null;
  readonly loads: LoadOptions[] = [];
  readonly isLive = false;
  isLost = false;
  /** What the browser does to a new player. */
  readonly #quirks: BrowserQuirks;
  readonly #now: () => number;
  #since: number | null = null;
  #position = 0;
  #muted = false;
  #volume = 1;
  #paused = true;

  playbackRate = 1;
  ended = false;
  seeking = false;
  readyState = 4;
  duration = 600;

  constructor(now: () => number, quirks: BrowserQuirks) {
    super();
    this.#now = now;
    this.#quirks = quirks;
  }

  get media(): MediaPort {
    return this as unknown as MediaPort;
  }

  get volumeState() {
    return this;
  }

  get paused(): boolean {
    return this.#paused;
  }

  get volume(): number {
    return this.#volume;
  }

  set volume(value: number) {
    if (!this.#quirks.hasFixedVolume) this.#volume = value;
  }

  get muted(): boolean {
    return this.#muted;
  }

  set muted(value: boolean) {
    this.#muted = value;
    if (!value && this.#quirks.pausesAudibleStandby && !this.#paused) this.pause();
  }

  position(): number {
    return this.#position + (this.#since === null ? 0 : (this.#now() - this.#since) / 1000);
  }

  seek(position: number): void {
    this.#position = position;
    if (this.#since !== null) this.#since = this.#now();
  }

  async play(): Promise<void> {
    this.#paused = false;
    this.#since = this.#now();
  }

  pause(): void {
    this.#position = this.position();
    this.#since = null;
    this.#paused = true;
  }

  findBlocker(): null {
    return null;
  }

  load(_token: string, start: LoadOptions): void {
    this.loads.push(start);
    this.error = null;
    this.#muted ||= start.isStandby;
    this.seek(start.position ?? 0);
  }
}

export interface BrowserQuirks {
  /** WebKit does, without a user gesture. */
  readonly pausesAudibleStandby?: boolean;
  /** iOS has. */
  readonly hasFixedVolume?: boolean;
}

export class FakePlayerPair implements PlayerPair {
  readonly first: FakePlayer;
  readonly created: FakePlayer[] = [];
  readonly released: PlayerInstance[] = [];
  readonly shown: PlayerInstance[] = [];
  readonly #now: () => number;
  readonly #quirks: BrowserQuirks;

  constructor(now: () => number, quirks: BrowserQuirks) {
    this.#now = now;
    this.#quirks = quirks;
    this.first = new FakePlayer(now, {});
  }

  createStandby(): PlayerInstance {
    const player = new FakePlayer(this.#now, this.#quirks);
    this.created.push(player);
    return player;
  }

  release(player: PlayerInstance): void {
    this.released.push(player);
  }

  show(player: PlayerInstance): void {
    this.shown.push(player);
  }

  update(): void {}
  destroy(): void {}
}
