import { parseTime } from '../../parse-time.js';
import { FRAME_ERRORS, type FrameError } from '../frame-error.js';
import type { SourceChange } from '../../state.js';
import { type LoadedMedia, loadMedia } from './hls-media.js';
import type { TimeRange, PlayerProperty } from '../sdk/messages.js';
import { type EmbedParameters, isPathId, parseEmbedQuery } from '@secure-stream/protocol';

export interface EmbedPlayerOptions {
  readonly video: HTMLVideoElement;
  /** Shows the message of an error. */
  readonly alert: HTMLElement;
  readonly frameUrl: FrameUrl;
  readonly sourceChange: SourceChange;
  /** Called when the player reports an error. */
  readonly onError: () => void;
}

/** Settings without a property of `<video>`. `poster` is one of them: the property of `<video>` resolves an empty value to the page's URL, which contains a token. */
type Settings = Record<'adUrl' | 'defaultTextTrack' | 'letterboxColor' | 'poster' | 'preload' | 'primaryColor', string>;

/** Chromium throws outside of these rates. */
const [MIN_RATE, MAX_RATE] = [0.0625, 16];

/** Interval at which the player checks whether a broadcast has begun. The service's value is unknown. */
const LIVE_POLL_MS = 3000;

/** The player in the frame: a `<video>`, its media, and the settings that a page can change. */
export class EmbedPlayer {
  readonly #options: EmbedPlayerOptions;
  readonly #video: HTMLVideoElement;
  readonly #settings: Settings;
  #media: LoadedMedia | null = null;
  #start: number;
  #error: FrameError | null = null;

  constructor(options: EmbedPlayerOptions) {
    const { parameters } = options.frameUrl;
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
    return this.#error
      ? Promise.reject(new DOMException('There is nothing to play.', 'NotSupportedError'))
      : this.#video.play();
  }

  pause(): void {
    this.#video.pause();
  }

  /** Loads a source. `id` is a uid or a token. */
  load(id: string): void {
    const url = playlistUrl(this.#options.frameUrl, id);
    const resumed = this.#media && this.#options.sourceChange === 'resume' ? this.#playbackState(this.#media) : null;
    if (this.#media) this.#start = -1;
    this.#media?.destroy();
    this.#media = null;
    this.#show(null);
    if (!url) return this.fail('missing');
    const { preload, defaultTextTrack } = this.#settings;
    this.#media = loadMedia(this.#video, url, {
      start: resumed?.time ?? this.#start,
      preload: this.#video.autoplay || resumed?.playing ? 'auto' : preload,
      textTrack: resumed?.textTrack ?? defaultTextTrack,
      onError: (error) => {
        this.fail(error);
        if (error === 'not-live') void this.#loadWhenLive(id, url);
      },
    });
    if (resumed) this.#video.playbackRate = resumed.rate;
    // If the browser blocks playback, the player stays paused.
    if (resumed?.playing) void this.#video.play().catch(() => {});
  }

  /** Shows an error and reports it to the page. */
  fail(error: FrameError): void {
    this.#show(error);
    this.#options.onError();
  }

  /** Sets a property for the page. Ignores a value of the wrong type. */
  set(property: string, value: unknown): void {
    const video = this.#video;
    if (typeof value === 'boolean') {
      if (property === 'autoplay' || property === 'controls' || property === 'loop' || property === 'muted')
        video[property] = value;
    } else if (typeof value === 'number') {
      if (!Number.isFinite(value)) return;
      if (property === 'currentTime') this.#seek(value);
      else if (property === 'volume') video.volume = Math.min(Math.max(value, 0), 1);
      else if (property === 'playbackRate' && value >= MIN_RATE && value <= MAX_RATE) video.playbackRate = value;
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

  /** Loads the source again once the live input has a playlist. */
  async #loadWhenLive(id: string, url: string): Promise<void> {
    const waiting = this.#media;
    while (this.#media === waiting) {
      await new Promise((resolve) => setTimeout(resolve, LIVE_POLL_MS));
      const status = await fetch(url, { method: 'HEAD' }).then(
        (response) => response.status,
        () => 0,
      );
      if (status !== 204 && status !== 0 && this.#media === waiting) return this.load(id);
    }
  }

  #seek(time: number): void {
    this.#video.currentTime = time;
    if (this.#video.readyState > 0) return;
    this.#start = time;
    this.#media?.startAt(time);
  }

  #playbackState({ textTrack }: LoadedMedia) {
    const { currentTime, paused, playbackRate } = this.#video;
    return { time: currentTime, playing: !paused, rate: playbackRate, textTrack };
  }

  #show(error: FrameError | null): void {
    const { alert } = this.#options;
    this.#error = error;
    this.#video.hidden = error !== null;
    alert.hidden = error === null;
    alert.textContent = error && FRAME_ERRORS[error];
  }
}

/** The properties that the frame posts to the page. Without `src`, which is a token. */
export type PlayerState = Readonly<Record<Exclude<PlayerProperty, 'buffered' | 'src'>, unknown>> & {
  readonly buffered: readonly TimeRange[];
};

/** The properties that differ. `NaN` equals `NaN`, and ranges are compared by value. */
export const changesOf = (
  before: Partial<PlayerState>,
  after: PlayerState,
): (readonly [keyof PlayerState, unknown])[] =>
  (Object.entries(after) as [keyof PlayerState, unknown][]).filter(
    ([name, value]) => !(name in before) || !isSame(before[name], value),
  );

const rangesOf = (ranges: TimeRanges): TimeRange[] =>
  Array.from({ length: ranges.length }, (_, index) => ({ start: ranges.start(index), end: ranges.end(index) }));

const isSame = (one: unknown, other: unknown) =>
  Object.is(one, other) || (typeof one === 'object' && JSON.stringify(one) === JSON.stringify(other));

/** The parts of a frame's URL. */
interface FrameUrl {
  /** URL of the origin, without a trailing slash. Contains the path prefix if there is one. */
  readonly base: string;
  /** A uid or a token. */
  readonly id: string;
  readonly parameters: EmbedParameters;
  /** Whether `poster` is absent or a URL. The player shows an error otherwise (Cloudflare documentation, "Use the Stream Player"). */
  readonly isPosterValid: boolean;
}

/** Parses `/<id>/iframe`, `/<id>/watch` and the bare `/<id>`. */
export function parseFrameUrl({ origin, pathname, search }: Pick<URL, 'origin' | 'pathname' | 'search'>): FrameUrl {
  const segments = pathname.replace(/\/(?:iframe|watch)?$/, '').split('/');
  const id = decodeURIComponent(segments.pop() ?? '');
  const query = new URLSearchParams(search);
  return {
    base: origin + segments.join('/'),
    id,
    parameters: parseEmbedQuery(query),
    isPosterValid: !query.has('poster') || URL.canParse(query.get('poster') ?? ''),
  };
}

/** The URL of a video's playlist; `null` if `id` can be neither a uid nor a token. */
export function playlistUrl({ base, parameters }: FrameUrl, id: string): string | null {
  if (!isPathId(id)) return null;
  return `${base}/${encodeURIComponent(id)}/manifest/video.m3u8${parameters.dvrEnabled ? '?dvrEnabled=true' : ''}`;
}
