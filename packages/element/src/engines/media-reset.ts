import type Hls from 'hls.js';
import type { Fragment, LevelDetails } from 'hls.js';
import { StreamError } from '@secure-stream/session/core';
import { restoreModes } from '../tracks/text-track-modes.js';
import { isShown, readTextTracks, type TextTrackChoice } from '../tracks/text-tracks.js';
import { ResetHistory, type ResetDecision } from './media-reset-decision.js';

export interface MediaResetOptions {
  readonly hls: Hls;
  readonly Events: (typeof import('hls.js'))['Events'];
  readonly video: HTMLVideoElement;
  /** Whether the viewer paused the video. A `<video>` that fails pauses by itself. */
  isPaused(): boolean;
  /** The data cannot be played. */
  fail(error: StreamError): void;
  readonly signal: AbortSignal;
}

/** What a `<video>` forgets when its source is replaced (HTML, "media element load algorithm"). */
interface Snapshot {
  readonly paused: boolean;
  readonly rate: number;
  readonly volume: number;
  readonly muted: boolean;
  /** Seconds. */
  readonly time: number;
  readonly captions: TextTrackChoice | undefined;
}

/**
 * Restores what the viewer chose after each reset of the media source, whatever caused it. hls.js detaches and attaches the `<video>` by itself
 * when the source was closed (a decoder or GPU process that crashed, Safari's back-forward cache) or when it refused data; the browser then
 * pauses the `<video>` and resets its rate and position. Decoder errors that hls.js only logs cause a reset here. Data that fail twice are
 * skipped; repeated failures end in `fail`.
 */
export class MediaReset {
  readonly #options: MediaResetOptions;
  /** What is being appended, for each type of source buffer. */
  readonly #appending = new Map<string, Fragment>();
  readonly #buffers = new Map<string, SourceBuffer>();
  #snapshot: Snapshot;
  readonly #history = new ResetHistory();
  /** The data that a source buffer refused since the last reset. */
  #refused: { readonly type: string; readonly position: number } | null = null;
  #isResetting = false;
  #hasFailed = false;

  constructor(options: MediaResetOptions) {
    this.#options = options;
    this.#snapshot = this.#read();
    const { hls, Events, video, signal } = options;
    const detach = hls.detachMedia.bind(hls);
    // MEDIA_DETACHING is too late: the listeners of hls.js run first and have emptied the `<video>`.
    hls.detachMedia = () => {
      this.#remember();
      detach();
    };
    hls.on(Events.MEDIA_ATTACHING, () => this.#restore());
    hls.on(Events.MEDIA_ATTACHED, () => (this.#isResetting = false));
    hls.on(Events.BUFFER_CREATED, (_event, { tracks }) => {
      for (const [type, { buffer }] of Object.entries(tracks)) this.#buffers.set(type, buffer);
    });
    hls.on(Events.BUFFER_APPENDING, (_event, { type, frag }) => void this.#appending.set(type, frag));
    hls.on(Events.BUFFER_APPENDED, (_event, { type }) => void this.#appending.delete(type));
    hls.on(Events.ERROR, (_event, { details, sourceBufferName: type }) => {
      const frag = type && this.#appending.get(type);
      if ((details as string) === 'bufferAppendingError' && frag) this.#refused = { type, position: frag.start };
    });
    const onError = () => {
      if (!video.error) return;
      this.#findRefused();
      this.recover();
    };
    video.addEventListener('error', onError, { signal });
  }

  /** Attaches the `<video>` for the first time, or after another device played. */
  attach(): void {
    const { hls, video } = this.#options;
    this.#isResetting = false;
    this.#snapshot = this.#read();
    hls.attachMedia(video);
  }

  /** Whether playback failed at this fragment, so that the answer in the HTTP cache may be a damaged one. */
  isSuspect({ start, end }: Fragment): boolean {
    return this.#history.positions.some((position) => start < position + DECODED_S && end > position + HOLE_S);
  }

  /** The bytes of this fragment cannot be appended. Returns whether to load it again: otherwise playback continues without it, or fails. */
  damaged({ type, start }: Fragment): boolean {
    const decision = this.#decide(start, (type as string) === 'audio' ? 'audio' : 'video');
    if (decision === 'skip') this.#restartLoading();
    return decision === 'resume';
  }

  recover(): void {
    const { hls } = this.#options;
    if (hls.media && !this.#hasFailed) hls.recoverMediaError();
  }

  /**
   * Firefox parses data when they are appended, seconds before their position is played. It reports data that it cannot parse on the
   * `<video>` first, and on the source buffer later.
   */
  #findRefused(): void {
    for (const [type, { start }] of this.#appending)
      if (this.#buffers.get(type)?.updating === false) this.#refused ??= { type, position: start };
  }

  #remember(): void {
    const { hls, video, signal } = this.#options;
    if (signal.aborted || !hls.media) return;
    this.#snapshot = this.#read();
    // hls.js starts there when it knows no position, instead of at the page's `start-time`.
    if (video.readyState > 0) hls.config.startPosition = this.#snapshot.time;
    this.#isResetting = true;
  }

  #restore(): void {
    const { video, signal } = this.#options;
    if (signal.aborted) return;
    if (this.#isResetting) this.#decide(this.#refused?.position ?? this.#snapshot.time, this.#refused?.type);
    this.#refused = null;
    this.#appending.clear();
    this.#buffers.clear();
    const { paused, rate, volume, muted, time } = this.#snapshot;
    if (time > 0) video.currentTime = time;
    // Before the first load, a rate of 1 is not a choice: the load sets the page's `defaultPlaybackRate`.
    if ((this.#isResetting || rate !== 1) && video.playbackRate !== rate) video.playbackRate = rate;
    if (video.volume !== volume) video.volume = volume;
    if (video.muted !== muted) video.muted = muted;
    if (!paused && video.paused) void video.play().catch(() => undefined);
    if (this.#isResetting) this.#restoreCaptions();
  }

  /** hls.js removes its text tracks, and shows the same one of the next. WebKit then disables all, to apply the preferences of the system. */
  #restoreCaptions(): void {
    const { video, signal } = this.#options;
    const { captions } = this.#snapshot;
    if (!captions) return;
    const show = () => restoreModes(video.textTracks, [captions]);
    const loading = new AbortController();
    const listening = { signal: AbortSignal.any([loading.signal, signal]) };
    for (const name of ['addtrack', 'change']) video.textTracks.addEventListener(name, show, listening);
    video.addEventListener('canplay', () => loading.abort(), listening);
  }

  #decide(position: number, type?: string): ResetDecision {
    const decision = this.#history.decide(position, type);
    if (decision === 'skip') this.#skip(position, type);
    // hls.js starts loading after it attached.
    if (decision === 'fail') queueMicrotask(() => this.#fail());
    return decision;
  }

  /** Marks the fragments at this position as missing: hls.js tries other qualities, and seeks over them when all are marked. */
  #skip(position: number, type: string | undefined): void {
    const { hls } = this.#options;
    const playlists = [...(type === 'audio' ? [] : hls.levels), ...(type === 'video' ? [] : hls.audioTracks)];
    for (const { details } of playlists) {
      const fragment = details && fragmentAt(details, position);
      if (!fragment) continue;
      fragment.tagList.push(['GAP']);
      fragment.gap = true;
    }
  }

  /** hls.js gives up the segment that it waits for, and looks for the next one. */
  #restartLoading(): void {
    const { hls, video } = this.#options;
    hls.stopLoad();
    hls.startLoad(video.readyState > 0 ? -1 : hls.config.startPosition);
  }

  #fail(): void {
    const { hls, signal, fail } = this.#options;
    if (signal.aborted || this.#hasFailed) return;
    this.#hasFailed = true;
    hls.config.autoStartLoad = false;
    fail(new StreamError('media', { detail: 'The data could not be decoded.' }));
  }

  #read(): Snapshot {
    const { video, isPaused } = this.#options;
    const { paused, error, playbackRate, volume, muted, currentTime, readyState } = video;
    const captions = readTextTracks(video).find(isShown);
    return {
      // A reset that interrupts another one finds tracks that the browser has disabled.
      captions: readyState === 0 && this.#isResetting ? this.#snapshot.captions : captions,
      paused: error ? isPaused() : paused,
      rate: playbackRate,
      volume,
      muted,
      // A reset that interrupts another one finds the `<video>` at 0.
      time: readyState === 0 && this.#isResetting ? this.#snapshot.time : currentTime,
    };
  }
}

const fragmentAt = ({ fragments }: LevelDetails, position: number) =>
  fragments.find(({ start, end }) => start <= position + HOLE_S && end > position + HOLE_S);

/** Seconds by which fragments and buffered ranges may miss each other. */
const HOLE_S = 0.1;

/** Seconds by which a decoder is ahead of the picture. */
const DECODED_S = 1;
