import { MEDIA_EVENTS } from '@secure-stream/protocol';
import type { Clock } from '../clock.js';
import { FramePosition } from './iframe-position.js';
import { bufferedAhead, timeRanges } from './time-ranges.js';
import { defineMembers, PASSED, STATES, type Passed } from './iframe-members.js';
import { readyStateAfter, TURNS } from './iframe-ready-state.js';
import type { StreamApi } from './iframe-sdk.js';
import { Wishes } from './iframe-wishes.js';
import { HOLD_EVENTS } from './quiet.js';

/**
 * The player in a frame, with the face of a `<video>`: every member of `HTMLVideoElement` is there, which makes this file long. The SDK's
 * properties are copies that come late, so that what was set is what is read until the frame has answered. `ABSENT` ones are `undefined`;
 * `src` and `currentSrc` are empty, because they would hold a token.
 */
export class FrameMedia extends EventTarget implements Pick<StreamApi, Passed> {
  declare autoplay: boolean;
  declare controls: boolean;
  declare loop: boolean;
  declare muted: boolean;
  declare playbackRate: number;
  declare poster: string;
  declare preload: string;
  declare volume: number;

  readonly #clock: Clock;
  readonly #isForeign: () => boolean;
  readonly #position = new FramePosition();
  readonly #wishes: Wishes<Passed>;
  /** Who has pressed play before there was a player. */
  readonly #waiting: ((api: StreamApi | null) => void)[] = [];
  #api: StreamApi | null = null;
  /** What a player that loads will have to be told once it has loaded. */
  #kept: Partial<Record<Passed, unknown>> | null = null;
  #paused = true;
  #readyState = 0;
  #networkState = 0;
  /** Seconds. Where it was told to go and is not yet. */
  #goal: number | null = null;
  /** Seeks of ours of which the frame has not yet said that they began. */
  #unheardSeeks = 0;
  #error: MediaError | null = null;

  defaultPlaybackRate = 1;
  defaultMuted = false;
  preservesPitch = true;
  disablePictureInPicture = false;
  disableRemotePlayback = false;
  playsInline = true;
  crossOrigin: string | null = null;
  srcObject: MediaProvider | null = null;
  readonly src = '';
  readonly currentSrc = '';
  readonly mediaKeys = null;
  loading = 'eager';
  width = 0;
  height = 0;

  /** `isForeign`: whether what speaks is another document than the one that was loaded. */
  constructor(clock: Clock, isForeign: () => boolean = () => false) {
    super();
    this.#clock = clock;
    this.#isForeign = isForeign;
    this.#wishes = new Wishes(clock);
  }

  get currentTime(): number {
    return this.#goal ?? (this.#api && this.#readyState > 0 ? this.#api.currentTime : 0);
  }

  set currentTime(value: number) {
    if (!Number.isFinite(value)) throw new TypeError('currentTime has to be a finite number of seconds');
    const { duration } = this;
    this.#goal = Math.max(0, duration > 0 ? Math.min(value, duration) : value);
    if (!this.#api || this.#readyState === 0) return;
    this.#unheardSeeks += 1;
    this.#api.currentTime = this.#goal;
    this.#turn();
  }

  /** Seconds. Where the picture is at this moment. */
  get position(): number {
    return this.#goal ?? (this.#readyState > 0 ? this.#position.at(this.#clock.now()) : 0);
  }

  /** The sound, as the frame itself has it. */
  get sound(): { readonly volume: number; readonly muted: boolean } {
    return this.#api ?? this;
  }

  get duration(): number {
    return this.#api?.duration ?? NaN;
  }

  get paused(): boolean {
    return this.#paused;
  }

  get ended(): boolean {
    return this.#goal === null && (this.#api?.ended ?? false);
  }

  get seeking(): boolean {
    return this.#readyState > 0 && this.#goal !== null;
  }

  get readyState(): number {
    if (this.#readyState !== HAVE_CURRENT_DATA || this.seeking) return this.#readyState;
    return bufferedAhead(this.#api?.buffered, this.position) > ENOUGH ? HAVE_FUTURE_DATA : HAVE_CURRENT_DATA;
  }

  get networkState(): number {
    return this.#networkState;
  }

  get error(): MediaError | null {
    return this.#error;
  }

  get buffered(): TimeRanges {
    return timeRanges(this.#api?.buffered);
  }

  get played(): TimeRanges {
    return timeRanges(this.#api?.played);
  }

  /** A frame does not tell. All of a film; of a broadcast, what it has. */
  get seekable(): TimeRanges {
    const { duration } = this;
    if (duration > 0 && duration < Infinity) return timeRanges({ ranges: [{ start: 0, end: duration }] });
    return duration === Infinity ? this.buffered : timeRanges();
  }

  get videoWidth(): number {
    return this.#api?.videoWidth || 0;
  }

  get videoHeight(): number {
    return this.#api?.videoHeight || 0;
  }

  async play(): Promise<void> {
    this.#begin();
    const api = this.#api ?? (await new Promise<StreamApi | null>((resolve) => this.#waiting.push(resolve)));
    if (!api) throw new DOMException('The player has ended.', 'AbortError');
    try {
      await api.play();
    } catch (error) {
      this.#paused = this.#api?.paused ?? true;
      this.#turn();
      throw error;
    }
  }

  pause(): void {
    this.#paused = true;
    this.#turn();
    this.#api?.pause();
  }

  fastSeek(time: number): void {
    this.currentTime = time;
  }

  canPlayType(type: string): CanPlayTypeResult {
    return document.createElement('video').canPlayType(type);
  }

  /** Speaks for this player from now on. What was set before is told to it. */
  attach(api: StreamApi): void {
    this.#silence();
    this.#api = api;
    for (const type of HEARD) api.addEventListener(type, this.#hear);
    for (const resolve of this.#waiting.splice(0)) resolve(api);
  }

  detach(): void {
    this.#silence();
    this.#api = null;
    for (const resolve of this.#waiting.splice(0)) resolve(null);
  }

  /** The frame loads. Nothing is known of it, and what was set will have to be set again. */
  reset({ at, playing }: { readonly at: number | undefined; readonly playing: boolean }): void {
    const { volume, muted, playbackRate, loop } = this;
    this.#kept = { volume, muted, playbackRate, loop };
    this.#readyState = 0;
    this.#networkState = STATES.NETWORK_LOADING;
    this.#error = null;
    this.#goal = at ?? null;
    this.#unheardSeeks = 0;
    if (playing) this.#paused = false;
    this.#turn();
  }

  /** Says again what a player that has loaded may have forgotten. */
  insist(): void {
    if (this.#kept && this.#api) Object.assign(this.#api, this.#kept);
  }

  /** The frame has failed, and nothing of it will be heard. */
  break(code: number): void {
    this.#error = { code, message: '' } as MediaError;
    this.dispatchEvent(new Event('error'));
  }

  read(name: Passed): unknown {
    return this.#kept?.[name] ?? this.#wishes.get(name, this.#api?.[name]) ?? PASSED[name];
  }

  write(name: Passed, value: unknown): void {
    this.#wishes.set(name, value);
    if (this.#kept && name in this.#kept) this.#kept = { ...this.#kept, [name]: value };
    if (this.#api) Object.assign(this.#api, { [name]: value });
    if (name === 'playbackRate') this.#turn();
  }

  #hear = ({ type }: Event): void => {
    if (this.#isForeign()) return;
    // It has got to where it was sent before it was sent elsewhere.
    if (type === 'seeked' && this.#unheardSeeks > 0) return;
    this.#readyState = readyStateAfter(type, this.#readyState);
    switch (type) {
      case 'loadedmetadata':
        this.#knowMetadata();
        break;
      case 'seeking':
        this.#unheardSeeks = Math.max(0, this.#unheardSeeks - 1);
        this.#goal ??= this.#api?.currentTime ?? null;
        break;
      case 'seeked':
        this.#goal = null;
        break;
      case 'play':
      case 'pause':
        this.#paused = type === 'pause';
        break;
      case 'error':
        this.#error = { code: 4, message: '' } as MediaError;
        this.#networkState = STATES.NETWORK_NO_SOURCE;
        break;
      case 'suspend':
        this.#networkState = STATES.NETWORK_IDLE;
    }
    if (type === 'timeupdate') this.#hearTime();
    else if (TURNS.has(type)) this.#turn();
    this.dispatchEvent(new Event(type));
  };

  /** Time that moves has pictures, said or not: behind a seek within the buffer nobody says `playing` (HTML, "seek"). */
  #hearTime(): void {
    const { currentTime } = this;
    const stands = this.#paused || this.seeking || this.#readyState > HAVE_CURRENT_DATA;
    if (!stands && currentTime > this.#position.at(this.#clock.now())) {
      this.#readyState = HAVE_FUTURE_DATA;
      this.#turn();
    } else this.#position.heard(currentTime, this.#clock.now());
  }

  /** Where it was told to go before there was anywhere to go. */
  #knowMetadata(): void {
    for (const [name, value] of Object.entries(this.#kept ?? {})) this.#wishes.set(name as Passed, value);
    this.insist();
    this.#kept = null;
    if (this.#goal === null || !this.#api) return;
    if (Math.abs(this.#api.currentTime - this.#goal) < EXACT) this.#goal = null;
    else this.currentTime = this.#goal;
  }

  #silence(): void {
    for (const type of HEARD) this.#api?.removeEventListener(type, this.#hear);
  }

  #begin(): void {
    if (!this.#paused) return;
    this.#paused = false;
    this.#turn();
  }

  #turn(): void {
    const running = !this.#paused && !this.seeking && this.#readyState > HAVE_CURRENT_DATA;
    this.#position.turned(running, this.playbackRate, this.currentTime, this.#clock.now());
  }
}

defineMembers(FrameMedia.prototype);

const HEARD = [...new Set([...MEDIA_EVENTS, ...HOLD_EVENTS, 'error'])];
const { HAVE_CURRENT_DATA, HAVE_FUTURE_DATA } = STATES;
/** Seconds. */
const ENOUGH = 0.5;
const EXACT = 0.001;
