import { MEDIA_EVENTS } from '@secure-stream/protocol';
import type { Clock } from '@secure-stream/session/core';
import { PositionEstimate } from './position.js';
import type { MediaPort } from '../../media/media-port.js';
import { bufferedAhead } from '../../media/time-ranges.js';
import { ForwardedSettings } from './forwarded-settings.js';
import { defineFrameMembers, MEDIA_CONSTANTS, type ForwardedName, StatelessMembers } from './members.js';
import { nextReadyState, POSITION_EVENTS } from './ready-state.js';
import type { FrameApi } from './sdk.js';
import { isSeekDone, isStaleSeek, nextSeekState, NO_SEEK, seekTarget, startSeek } from './seek-state.js';
import { BLOCKER_EVENTS } from '../handover/blockers.js';

/**
 * The frame's player as an object with every member of `HTMLVideoElement`. The SDK's properties are copies that arrive late, so a getter
 * returns the value that was set until the frame confirms it. `ABSENT_MEMBERS` are `undefined`. `src` and `currentSrc` are empty, because
 * they would contain a token.
 */
export class FrameMedia extends StatelessMembers implements MediaPort {
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
  readonly #settings: ForwardedSettings;
  /** Calls of `play()` before the SDK was available. */
  readonly #pendingPlays: ((api: FrameApi) => void)[] = [];
  #rejectPlays = (_error: DOMException): void => {};
  /** Never settles while the player exists: the SDK of a removed frame answers no call. */
  readonly #removal = new Promise<never>((_, reject) => (this.#rejectPlays = reject));
  /** Changes with each `play()` and each load. */
  #playRequest = {};
  #paused = true;
  #readyState = 0;
  #networkState = 0;
  #seek = NO_SEEK;
  #error: MediaError | null = null;

  /** `isLost`: whether events come from another document than the one that was loaded. */
  constructor(clock: Clock, isLost: () => boolean = () => false) {
    super();
    this.#clock = clock;
    this.#isLost = isLost;
    this.#settings = new ForwardedSettings(clock);
    this.#removal.catch(() => undefined);
  }

  get currentTime(): number {
    return seekTarget(this.#seek) ?? (this.api && this.#readyState > 0 ? this.api.currentTime : 0);
  }

  set currentTime(value: number) {
    if (!Number.isFinite(value)) throw new TypeError('currentTime must be a finite number of seconds');
    this.#seekTo(value, false);
  }

  /** Seconds. The estimated position of the picture now. */
  get position(): number {
    return seekTarget(this.#seek) ?? (this.#readyState > 0 ? this.#position.at(this.#clock.now()) : 0);
  }

  /** The volume that the frame itself reports. */
  get volumeState(): { readonly volume: number; readonly muted: boolean } {
    return this.api ?? this;
  }

  get paused(): boolean {
    return this.#paused;
  }

  get ended(): boolean {
    return seekTarget(this.#seek) === null && (this.api?.ended ?? false);
  }

  get seeking(): boolean {
    return this.#readyState > 0 && seekTarget(this.#seek) !== null;
  }

  get readyState(): number {
    if (this.#readyState !== HAVE_CURRENT_DATA || this.seeking) return this.#readyState;
    return bufferedAhead(this.api?.buffered, this.position) > MIN_BUFFER_S ? HAVE_FUTURE_DATA : HAVE_CURRENT_DATA;
  }

  get networkState(): number {
    return this.#networkState;
  }

  get error(): MediaError | null {
    return this.#error;
  }

  async play(): Promise<void> {
    this.#setPlaying();
    const request = (this.#playRequest = {});
    const api = this.api ?? (await this.#waitForApi());
    try {
      await Promise.race([api.play(), this.#removal]);
    } catch (error) {
      // A load rejects an earlier `play()`, and may continue playback by itself.
      if (request === this.#playRequest) {
        this.#paused = this.api?.paused ?? true;
        this.#updatePositionEstimate();
      }
      throw error;
    }
  }

  pause(): void {
    this.#paused = true;
    this.#updatePositionEstimate();
    this.api?.pause();
  }

  fastSeek(time: number): void {
    this.currentTime = time;
  }

  /** Connects the SDK object and starts pending plays. */
  attach(api: FrameApi): void {
    this.#removeListeners();
    this.api = api;
    for (const type of FRAME_EVENTS) api.addEventListener(type, this.#onEvent);
    for (const resolve of this.#pendingPlays.splice(0)) resolve(api);
  }

  detach(): void {
    this.#removeListeners();
    this.api = null;
    this.#rejectPlays(new DOMException('The player was removed.', 'AbortError'));
  }

  /** The frame loads. Its state is unknown, and the settings have to be applied again afterwards. */
  reset({ position, shouldPlay }: { readonly position: number | undefined; readonly shouldPlay: boolean }): void {
    const { volume, muted, playbackRate, loop } = this;
    this.#settings.startLoading({ volume, muted, playbackRate, loop });
    this.#readyState = 0;
    this.#networkState = MEDIA_CONSTANTS.NETWORK_LOADING;
    this.#error = null;
    this.#seek = position === undefined ? NO_SEEK : { status: 'queued', target: position };
    this.#playRequest = {};
    if (shouldPlay) this.#paused = false;
    this.#updatePositionEstimate();
  }

  /** Applies settings that the player may have lost in a load. */
  reapplySettings(): void {
    this.#settings.reapply(this.api);
  }

  /** Reports a failed frame, which sends no event of its own. */
  fail(code: number): void {
    this.#error = { code, message: '' } as MediaError;
    this.dispatchEvent(new Event('error'));
  }

  read(name: ForwardedName): unknown {
    return this.#settings.read(name, this.api, this.#isLost());
  }

  write(name: ForwardedName, value: unknown): void {
    this.#settings.write(name, value, this.api);
    if (name === 'playbackRate') this.#updatePositionEstimate();
  }

  #onEvent = ({ type }: Event): void => {
    // A `seeked` before the metadata belongs to an earlier source.
    if (this.#isLost() || !this.api || (type === 'seeked' && this.#readyState === 0)) return;
    const { currentTime } = this.api;
    const isStale = isStaleSeek(this.#seek, type, currentTime);
    this.#seek = nextSeekState(this.#seek, type, currentTime);
    if (isStale) return;
    this.#readyState = nextReadyState(type, this.#readyState);
    switch (type) {
      case 'loadedmetadata':
        this.#onMetadata();
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

  async #waitForApi(): Promise<FrameApi> {
    const attached = new Promise<FrameApi>((resolve) => this.#pendingPlays.push(resolve));
    const api = await Promise.race([attached, this.#removal]);
    if (this.#paused) throw new DOMException('pause() was called.', 'AbortError');
    return api;
  }

  #seekTo(value: number, isStart: boolean): void {
    const { api, duration } = this;
    const target = Math.max(0, duration > 0 ? Math.min(value, duration) : value);
    const isLoaded = api !== null && this.#readyState > 0;
    this.#seek = isLoaded ? startSeek(this.#seek, target, isStart) : { status: 'queued', target };
    if (!isLoaded) return;
    api.currentTime = target;
    this.#updatePositionEstimate();
  }

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
    this.#settings.finishLoading(this.api);
    const target = seekTarget(this.#seek);
    if (target === null || !this.api) return;
    if (isSeekDone(this.#seek, this.api.currentTime)) this.#seek = NO_SEEK;
    else this.#seekTo(target, true);
  }

  #removeListeners(): void {
    for (const type of FRAME_EVENTS) this.api?.removeEventListener(type, this.#onEvent);
  }

  #setPlaying(): void {
    if (!this.#paused) return;
    this.#paused = false;
    this.#updatePositionEstimate();
  }

  #updatePositionEstimate(): void {
    const isRunning = !this.#paused && !this.seeking && this.#readyState > HAVE_CURRENT_DATA;
    this.#position.update(isRunning, this.playbackRate, this.currentTime, this.#clock.now());
  }
}

defineFrameMembers(FrameMedia.prototype);

const FRAME_EVENTS = [...new Set([...MEDIA_EVENTS, ...BLOCKER_EVENTS, 'error'])];
const { HAVE_CURRENT_DATA, HAVE_FUTURE_DATA } = MEDIA_CONSTANTS;
/** Seconds. */
const MIN_BUFFER_S = 0.5;
