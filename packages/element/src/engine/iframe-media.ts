import { MEDIA_EVENTS, type MediaEventName } from '@secure-stream/protocol';
import type { Clock } from '../clock.js';
import { FramePosition } from './iframe-position.js';
import { bufferedAhead, timeRanges } from './iframe-ranges.js';
import type { StreamApi } from './iframe-sdk.js';
import { HOLD_EVENTS } from './quiet.js';

/** What is passed on to the frame as it is. */
const PASSED = ['autoplay', 'controls', 'loop', 'muted', 'playbackRate', 'poster', 'preload', 'volume'] as const;
type Passed = (typeof PASSED)[number];

export interface FrameMedia extends Pick<StreamApi, Passed> {}

/**
 * The player in a frame, with the face of a `<video>`: every member of `HTMLVideoElement` is there. The SDK's properties are copies that come
 * late, so that what was set is what is read until the frame has answered. `undefined`, because the SDK has nothing to make them of, are
 * `ABSENT`; `src` and `currentSrc` are empty, because they would hold a token.
 */
export class FrameMedia extends EventTarget {
  readonly #clock: Clock;
  readonly #position = new FramePosition();
  /** What was set and is not confirmed: until `until`, it is what the property reads. */
  readonly #wishes = new Map<Passed, { readonly value: unknown; readonly until: number }>();
  readonly #waiting: ((api: StreamApi) => void)[] = [];
  #api: StreamApi | null = null;
  #listening = new AbortController();
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
  width = 0;
  height = 0;

  constructor(clock: Clock) {
    super();
    this.#clock = clock;
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
    const api = this.#api ?? (await new Promise<StreamApi>((resolve) => this.#waiting.push(resolve)));
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
    this.detach();
    this.#api = api;
    this.#listening = new AbortController();
    const { signal } = this.#listening;
    for (const type of HEARD) {
      const hear = () => this.#hear(type);
      api.addEventListener(type, hear);
      signal.addEventListener('abort', () => api.removeEventListener(type, hear));
    }
    for (const resolve of this.#waiting.splice(0)) resolve(api);
  }

  detach(): void {
    this.#listening.abort();
    this.#api = null;
  }

  /** The frame loads. Nothing is known of it, and what was set will have to be set again. */
  reset({ at, playing }: { readonly at: number | undefined; readonly playing: boolean }): void {
    this.#readyState = 0;
    this.#networkState = 2;
    this.#error = null;
    this.#goal = at ?? null;
    this.#unheardSeeks = 0;
    if (playing) this.#paused = false;
    this.#turn();
  }

  /** Says again what the page has set, to a player that has forgotten. */
  insist(names: readonly Passed[]): void {
    for (const name of names) this[name] = this[name] as never;
  }

  /** The frame has failed, and nothing of it will be heard. */
  break(code: number): void {
    this.#error = { code, message: '' } as MediaError;
    this.dispatchEvent(new Event('error'));
  }

  read(name: Passed): unknown {
    const wish = this.#wishes.get(name);
    const value = this.#api?.[name];
    if (wish && this.#api && (Object.is(wish.value, value) || this.#clock.now() > wish.until))
      this.#wishes.delete(name);
    else if (wish) return wish.value;
    return value ?? INITIAL[name];
  }

  write(name: Passed, value: never): void {
    this.#wishes.set(name, { value, until: this.#clock.now() + CONFIRMATION });
    if (this.#api) this.#api[name] = value;
    if (name === 'playbackRate') this.#turn();
  }

  #hear(type: string): void {
    switch (type as MediaEventName | 'error') {
      case 'loadstart':
      case 'emptied':
        this.#readyState = 0;
        break;
      case 'loadedmetadata':
        this.#knowMetadata();
        break;
      case 'loadeddata':
        this.#atLeast(HAVE_CURRENT_DATA);
        break;
      case 'canplay':
      case 'playing':
        this.#atLeast(HAVE_FUTURE_DATA);
        break;
      case 'canplaythrough':
        this.#readyState = 4;
        break;
      case 'waiting':
        this.#readyState = Math.min(this.#readyState, HAVE_CURRENT_DATA);
        break;
      case 'seeking':
        this.#unheardSeeks = Math.max(0, this.#unheardSeeks - 1);
        this.#goal ??= this.#api?.currentTime ?? null;
        this.#readyState = Math.min(this.#readyState, 1);
        break;
      case 'seeked':
        // It has got to where it was sent before it was sent elsewhere.
        if (this.#unheardSeeks > 0) return;
        this.#goal = null;
        this.#atLeast(HAVE_CURRENT_DATA);
        break;
      case 'play':
        this.#paused = false;
        break;
      case 'pause':
        this.#paused = true;
        break;
      case 'error':
        this.#error = { code: 4, message: '' } as MediaError;
        this.#networkState = 3;
        break;
      case 'suspend':
        this.#networkState = 1;
    }
    if (type === 'timeupdate') this.#position.heard(this.currentTime, this.#clock.now());
    else if (TURNS.has(type)) this.#turn();
    this.dispatchEvent(new Event(type));
  }

  /** Where it was told to go before there was anywhere to go. */
  #knowMetadata(): void {
    this.#atLeast(1);
    if (this.#goal === null || !this.#api) return;
    if (Math.abs(this.#api.currentTime - this.#goal) < EXACT) this.#goal = null;
    else this.currentTime = this.#goal;
  }

  #begin(): void {
    if (!this.#paused) return;
    this.#paused = false;
    this.#turn();
  }

  #atLeast(state: number): void {
    this.#readyState = Math.max(this.#readyState, state);
  }

  #turn(): void {
    const running = !this.#paused && !this.seeking && this.#readyState > HAVE_CURRENT_DATA;
    this.#position.turned(running, this.playbackRate, this.currentTime, this.#clock.now());
  }
}

for (const name of PASSED)
  Object.defineProperty(FrameMedia.prototype, name, {
    configurable: true,
    enumerable: true,
    get(this: FrameMedia) {
      return this.read(name);
    },
    set(this: FrameMedia, value: never) {
      this.write(name, value);
    },
  });

/** Members of `HTMLVideoElement` that a frame has nothing for. */
export const ABSENT = [
  'addTextTrack',
  'cancelVideoFrameCallback',
  'captureStream',
  'controlsList',
  'getVideoPlaybackQuality',
  'load',
  'remote',
  'requestPictureInPicture',
  'requestVideoFrameCallback',
  'setMediaKeys',
  'setSinkId',
  'sinkId',
  'textTracks',
] as const satisfies readonly (keyof HTMLVideoElement | 'captureStream' | 'controlsList')[];

const CONSTANTS = {
  NETWORK_EMPTY: 0,
  NETWORK_IDLE: 1,
  NETWORK_LOADING: 2,
  NETWORK_NO_SOURCE: 3,
  HAVE_NOTHING: 0,
  HAVE_METADATA: 1,
  HAVE_CURRENT_DATA: 2,
  HAVE_FUTURE_DATA: 3,
  HAVE_ENOUGH_DATA: 4,
} as const;
Object.assign(FrameMedia.prototype, CONSTANTS, Object.fromEntries(ABSENT.map((name) => [name, undefined])));

const INITIAL: Readonly<Record<Passed, unknown>> = {
  autoplay: false,
  controls: false,
  loop: false,
  muted: false,
  playbackRate: 1,
  poster: '',
  preload: 'auto',
  volume: 1,
};

const HEARD = [...new Set([...MEDIA_EVENTS, ...HOLD_EVENTS, 'error'])];
/** Behind these, it may run where it stood, or stand where it ran. */
const TURNS = new Set(['loadedmetadata', 'canplay', 'canplaythrough', 'playing', 'waiting', 'seeking', 'seeked', 'pause', 'play', 'ratechange', 'ended', 'error']); // prettier-ignore

const { HAVE_CURRENT_DATA, HAVE_FUTURE_DATA } = CONSTANTS;
/** Milliseconds within which a frame has done what it was asked, or will not. */
const CONFIRMATION = 1000;
/** Seconds. */
const ENOUGH = 0.5;
const EXACT = 0.001;
