import { parseTime } from '../../delivery/images/stills.js';
import { type FrameAddress, playlistUrl } from './frame-url.js';
import { type LoadedMedia, loadMedia } from './hls-media.js';
import { type PlayerState, rangesOf } from './player-state.js';
import { SITUATIONS, type Situation } from '../frame-error.js';

/** What happens to position, rate, captions and playing when `src` is set. The service is not known to do either (stream-facts §4.4). */
export type SourceChange = 'restart' | 'resume';

export interface FramePlayerOptions {
  readonly video: HTMLVideoElement;
  /** Where a situation is told. */
  readonly face: HTMLElement;
  readonly address: FrameAddress;
  readonly sourceChange: SourceChange;
  /** The player has come to an end that it tells as an error. */
  readonly onError: () => void;
}

/** What a `<video>` has no property for. Its `poster` is not asked: an empty one is the address of the page, which holds a token. */
type Settings = Record<'adUrl' | 'defaultTextTrack' | 'letterboxColor' | 'poster' | 'preload' | 'primaryColor', string>;

/** Rates beyond which Chromium throws. */
const [SLOWEST, FASTEST] = [0.0625, 16];

/** Milliseconds between two looks whether a broadcast has begun. */
const BETWEEN_LOOKS = 3000;

/** The player in the frame: a `<video>`, its media, and the settings that a page can change. */
export class FramePlayer {
  readonly #options: FramePlayerOptions;
  readonly #video: HTMLVideoElement;
  readonly #settings: Settings;
  #media: LoadedMedia | null = null;
  #start: number;
  #situation: Situation | null = null;

  constructor(options: FramePlayerOptions) {
    const { parameters } = options.address;
    this.#options = options;
    this.#video = options.video;
    this.#settings = {
      adUrl: parameters.adUrl ?? '',
      defaultTextTrack: parameters.defaultTextTrack ?? '',
      preload: parameters.preload ?? 'none',
      letterboxColor: '',
      poster: '',
      primaryColor: '',
    };
    this.#start = parseTime(String(parameters.startTime ?? '')) ?? -1;
    this.#video.controls = parameters.controls ?? true;
    for (const name of ['autoplay', 'loop', 'muted'] as const) this.set(name, parameters[name]);
    for (const name of ['poster', 'letterboxColor', 'primaryColor'] as const) this.set(name, parameters[name] ?? '');
  }

  get adUrl(): string {
    return this.#settings.adUrl;
  }

  play(): Promise<void> {
    return this.#situation
      ? Promise.reject(new DOMException('There is nothing to play.', 'NotSupportedError'))
      : this.#video.play();
  }

  pause(): void {
    this.#video.pause();
  }

  /** Takes another source, or the first. */
  load(id: string): void {
    const url = playlistUrl(this.#options.address, id);
    const kept = this.#media && this.#options.sourceChange === 'resume' ? this.#moment(this.#media) : null;
    if (this.#media) this.#start = -1;
    this.#media?.destroy();
    this.#media = null;
    this.#show(null);
    if (!url) return this.tell('missing');
    const { preload, defaultTextTrack } = this.#settings;
    this.#media = loadMedia(this.#video, url, {
      start: kept?.time ?? this.#start,
      preload: this.#video.autoplay || kept?.playing ? 'auto' : preload,
      textTrack: kept?.textTrack ?? defaultTextTrack,
      onSituation: (situation) => {
        this.tell(situation);
        if (situation === 'not-live') void this.#loadWhenLive(id, url);
      },
    });
    if (kept) this.#video.playbackRate = kept.rate;
    // A play that the browser does not allow leaves the player paused, as a click on its button would not.
    if (kept?.playing) void this.#video.play().catch(() => {});
  }

  /** Says on the page what is the matter, and that there is an error. */
  tell(situation: Situation): void {
    this.#show(situation);
    this.#options.onError();
  }

  /** Sets what the page asks for. A value of another type than the property's is not taken. */
  set(property: string, value: unknown): void {
    const video = this.#video;
    if (typeof value === 'boolean') {
      if (property === 'autoplay' || property === 'controls' || property === 'loop' || property === 'muted')
        video[property] = value;
    } else if (typeof value === 'number') {
      if (!Number.isFinite(value)) return;
      if (property === 'currentTime') this.#seek(value);
      else if (property === 'volume') video.volume = Math.min(Math.max(value, 0), 1);
      else if (property === 'playbackRate' && value >= SLOWEST && value <= FASTEST) video.playbackRate = value;
    } else if (typeof value === 'string') this.#setText(property, value);
  }

  state(): PlayerState {
    const { autoplay, controls, duration, ended, loop, muted, paused, playbackRate, volume } = this.#video;
    const { buffered, currentTime, played, readyState, videoHeight, videoWidth } = this.#video;
    return {
      ...this.#settings,
      autoplay,
      buffered: rangesOf(buffered),
      controls,
      currentTime: readyState > 0 ? currentTime : Math.max(this.#start, 0),
      duration,
      ended,
      loop,
      muted,
      paused,
      playbackRate,
      played: { ranges: rangesOf(played) },
      videoHeight,
      videoWidth,
      volume,
    };
  }

  #setText(property: string, value: string): void {
    if (property === 'src') return this.load(value);
    if (property === 'poster') this.#video.poster = value;
    if (Object.hasOwn(this.#settings, property)) this.#settings[property as keyof Settings] = value;
    if (property === 'letterboxColor') this.#video.style.backgroundColor = value;
    if (property === 'primaryColor') this.#video.style.accentColor = value;
    if (property === 'preload') this.#media?.preload(value);
  }

  /** How often the service's player asks is unknown. */
  async #loadWhenLive(id: string, url: string): Promise<void> {
    const asker = this.#media;
    while (this.#media === asker) {
      await new Promise((resolve) => setTimeout(resolve, BETWEEN_LOOKS));
      const status = await fetch(url, { method: 'HEAD' }).then(
        (answer) => answer.status,
        () => 0,
      );
      if (status !== 204 && status !== 0 && this.#media === asker) return this.load(id);
    }
  }

  #seek(time: number): void {
    this.#video.currentTime = time;
    if (this.#video.readyState > 0) return;
    this.#start = time;
    this.#media?.startAt(time);
  }

  #moment({ textTrack }: LoadedMedia) {
    const { currentTime, paused, playbackRate } = this.#video;
    return { time: currentTime, playing: !paused, rate: playbackRate, textTrack };
  }

  #show(situation: Situation | null): void {
    const { face } = this.#options;
    this.#situation = situation;
    this.#video.hidden = situation !== null;
    face.hidden = situation === null;
    face.textContent = situation && SITUATIONS[situation];
  }
}
