import { MEDIA_EVENTS } from '@secure-stream/protocol';
import type { Clock } from '../../clock.js';
import { PositionEstimate } from './position.js';
import type { MediaPort } from '../../media/media-port.js';
import { bufferedAhead, createTimeRanges } from '../../media/time-ranges.js';
import { defineFrameMembers, FORWARDED, MEDIA_CONSTANTS, type ForwardedName } from './members.js';
import { nextReadyState, POSITION_EVENTS } from './ready-state.js';
import type { FrameApi } from './sdk.js';
import { PendingValues } from './pending-values.js';
import { BLOCKER_EVENTS } from '../handover/blockers.js';

/**
 * The frame's player as an `HTMLMediaElement`-like object with every member of `HTMLVideoElement`, which makes this file long. The SDK's
 * properties are copies that arrive late, so a getter returns the value that was set until the frame confirms it. `ABSENT_MEMBERS` are
 * `undefined`. `src` and `currentSrc` are empty, because they would contain a token.
 */
export class FrameMedia extends EventTarget implements MediaPort {
  declare autoplay: boolean;
  declare controls: boolean;
  declare loop: boolean;
  declare muted: boolean;
  declare playbackRate: number;
  declare poster: string;
  declare preload: MediaPort['preload'];
  declare volume: number;

  readonly #clock: Clock;
  readonly #isLost: () => boolean;
  readonly #position = new PositionEstimate();
  readonly #pendingValues: PendingValues<ForwardedName>;
  /** Calls of `play()` before the SDK was available. */
  readonly #pendingPlays: ((api: FrameApi | null) => void)[] = [];
  #api: FrameApi | null = null;
  /** Settings to apply after the load. */
  #pendingSettings: Partial<Record<ForwardedName, unknown>> | null = null;
  #paused = true;
  #readyState = 0;
  #networkState = 0;
  /** Seconds. Target of a seek that has not completed. */
  #pendingSeek: number | null = null;
  /** Seeks from this side whose `seeking` event has not arrived yet. */
  #unconfirmedSeeks = 0;
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

  /** `isLost`: whether events come from another document than the one that was loaded. */
  constructor(clock: Clock, isLost: () => boolean = () => false) {
    super();
    this.#clock = clock;
    this.#isLost = isLost;
    this.#pendingValues = new PendingValues(clock);
  }

  get currentTime(): number {
    return this.#pendingSeek ?? (this.#api && this.#readyState > 0 ? this.#api.currentTime : 0);
  }

  set currentTime(value: number) {
    if (!Number.isFinite(value)) throw new TypeError('currentTime must be a finite number of seconds');
    const { duration } = this;
    this.#pendingSeek = Math.max(0, duration > 0 ? Math.min(value, duration) : value);
    if (!this.#api || this.#readyState === 0) return;
    this.#unconfirmedSeeks += 1;
    this.#api.currentTime = this.#pendingSeek;
    this.#updatePositionEstimate();
  }

  /** Seconds. The estimated position of the picture now. */
  get position(): number {
    return this.#pendingSeek ?? (this.#readyState > 0 ? this.#position.at(this.#clock.now()) : 0);
  }

  /** The volume that the frame itself reports. */
  get volumeState(): { readonly volume: number; readonly muted: boolean } {
    return this.#api ?? this;
  }

  get duration(): number {
    return this.#api?.duration ?? NaN;
  }

  get paused(): boolean {
    return this.#paused;
  }

  get ended(): boolean {
    return this.#pendingSeek === null && (this.#api?.ended ?? false);
  }

  get seeking(): boolean {
    return this.#readyState > 0 && this.#pendingSeek !== null;
  }

  get readyState(): number {
    if (this.#readyState !== HAVE_CURRENT_DATA || this.seeking) return this.#readyState;
    return bufferedAhead(this.#api?.buffered, this.position) > MIN_BUFFER_S ? HAVE_FUTURE_DATA : HAVE_CURRENT_DATA;
  }

  get networkState(): number {
    return this.#networkState;
  }

  get error(): MediaError | null {
    return this.#error;
  }

  get buffered(): TimeRanges {
    return createTimeRanges(this.#api?.buffered);
  }

  get played(): TimeRanges {
    return createTimeRanges(this.#api?.played);
  }

  /** The SDK has no `seekable`. A video is seekable throughout; a live stream where it is buffered. */
  get seekable(): TimeRanges {
    const { duration } = this;
    if (duration > 0 && duration < Infinity) return createTimeRanges({ ranges: [{ start: 0, end: duration }] });
    return duration === Infinity ? this.buffered : createTimeRanges();
  }

  get videoWidth(): number {
    return this.#api?.videoWidth || 0;
  }

  get videoHeight(): number {
    return this.#api?.videoHeight || 0;
  }

  async play(): Promise<void> {
    this.#setPlaying();
    const api = this.#api ?? (await new Promise<FrameApi | null>((resolve) => this.#pendingPlays.push(resolve)));
    if (!api) throw new DOMException('The player was removed.', 'AbortError');
    try {
      await api.play();
    } catch (error) {
      this.#paused = this.#api?.paused ?? true;
      this.#updatePositionEstimate();
      throw error;
    }
  }

  pause(): void {
    this.#paused = true;
    this.#updatePositionEstimate();
    this.#api?.pause();
  }

  fastSeek(time: number): void {
    this.currentTime = time;
  }

  canPlayType(type: string): CanPlayTypeResult {
    return document.createElement('video').canPlayType(type);
  }

  /** Connects the SDK object and starts pending plays. */
  attach(api: FrameApi): void {
    this.#removeListeners();
    this.#api = api;
    for (const type of FRAME_EVENTS) api.addEventListener(type, this.#onEvent);
    for (const resolve of this.#pendingPlays.splice(0)) resolve(api);
  }

  detach(): void {
    this.#removeListeners();
    this.#api = null;
    for (const resolve of this.#pendingPlays.splice(0)) resolve(null);
  }

  /** The frame loads. Its state is unknown, and the settings have to be applied again afterwards. */
  reset({ position, shouldPlay }: { readonly position: number | undefined; readonly shouldPlay: boolean }): void {
    const { volume, muted, playbackRate, loop } = this;
    this.#pendingSettings = { volume, muted, playbackRate, loop };
    this.#readyState = 0;
    this.#networkState = MEDIA_CONSTANTS.NETWORK_LOADING;
    this.#error = null;
    this.#pendingSeek = position ?? null;
    this.#unconfirmedSeeks = 0;
    if (shouldPlay) this.#paused = false;
    this.#updatePositionEstimate();
  }

  /** Applies settings that the player may have lost in a load. */
  reapplySettings(): void {
    if (this.#pendingSettings && this.#api) Object.assign(this.#api, this.#pendingSettings);
  }

  /** Reports a failed frame, which sends no event of its own. */
  fail(code: number): void {
    this.#error = { code, message: '' } as MediaError;
    this.dispatchEvent(new Event('error'));
  }

  read(name: ForwardedName): unknown {
    return this.#pendingSettings?.[name] ?? this.#pendingValues.get(name, this.#api?.[name]) ?? FORWARDED[name];
  }

  write(name: ForwardedName, value: unknown): void {
    this.#pendingValues.set(name, value);
    if (this.#pendingSettings && name in this.#pendingSettings)
      this.#pendingSettings = { ...this.#pendingSettings, [name]: value };
    if (this.#api) Object.assign(this.#api, { [name]: value });
    if (name === 'playbackRate') this.#updatePositionEstimate();
  }

  #onEvent = ({ type }: Event): void => {
    if (this.#isLost()) return;
    // This `seeked` belongs to an earlier seek, and another seek is pending.
    if (type === 'seeked' && this.#unconfirmedSeeks > 0) return;
    this.#readyState = nextReadyState(type, this.#readyState);
    switch (type) {
      case 'loadedmetadata':
        this.#onMetadata();
        break;
      case 'seeking':
        this.#unconfirmedSeeks = Math.max(0, this.#unconfirmedSeeks - 1);
        this.#pendingSeek ??= this.#api?.currentTime ?? null;
        break;
      case 'seeked':
        this.#pendingSeek = null;
        break;
      case 'play':
      case 'pause':
        this.#paused = type === 'pause';
        break;
      case 'error':
        this.#error = { code: 4, message: '' } as MediaError;
        this.#networkState = MEDIA_CONSTANTS.NETWORK_NO_SOURCE;
        break;
      case 'suspend':
        this.#networkState = MEDIA_CONSTANTS.NETWORK_IDLE;
    }
    if (type === 'timeupdate') this.#onTimeUpdate();
    else if (POSITION_EVENTS.has(type)) this.#updatePositionEstimate();
    this.dispatchEvent(new Event(type));
  };

  /** Time that advances proves that there are frames. After a seek within the buffer no `playing` event follows (HTML, "seek"). */
  #onTimeUpdate(): void {
    const { currentTime } = this;
    const isStill = this.#paused || this.seeking || this.#readyState > HAVE_CURRENT_DATA;
    if (!isStill && currentTime > this.#position.at(this.#clock.now())) {
      this.#readyState = HAVE_FUTURE_DATA;
      this.#updatePositionEstimate();
    } else this.#position.report(currentTime, this.#clock.now());
  }

  /** Applies settings and a seek that came before the metadata. */
  #onMetadata(): void {
    for (const [name, value] of Object.entries(this.#pendingSettings ?? {}))
      this.#pendingValues.set(name as ForwardedName, value);
    this.reapplySettings();
    this.#pendingSettings = null;
    if (this.#pendingSeek === null || !this.#api) return;
    if (Math.abs(this.#api.currentTime - this.#pendingSeek) < SEEK_PRECISION_S) this.#pendingSeek = null;
    else this.currentTime = this.#pendingSeek;
  }

  #removeListeners(): void {
    for (const type of FRAME_EVENTS) this.#api?.removeEventListener(type, this.#onEvent);
  }

  #setPlaying(): void {
    if (!this.#paused) return;
    this.#paused = false;
    this.#updatePositionEstimate();
  }

  #updatePositionEstimate(): void {
    const isRunning = !this.#paused && !this.seeking && this.#readyState > HAVE_CURRENT_DATA;
    this.#position.restart(isRunning, this.playbackRate, this.currentTime, this.#clock.now());
  }
}

defineFrameMembers(FrameMedia.prototype);

const FRAME_EVENTS = [...new Set([...MEDIA_EVENTS, ...BLOCKER_EVENTS, 'error'])];
const { HAVE_CURRENT_DATA, HAVE_FUTURE_DATA } = MEDIA_CONSTANTS;
/** Seconds. */
const MIN_BUFFER_S = 0.5;
const SEEK_PRECISION_S = 0.001;
