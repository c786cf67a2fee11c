import { thumbnailUrl } from '@secure-stream/protocol';
import type { Clock } from '@secure-stream/session/core';
import type { MediaPort } from '../media/media-port.js';
import { setMode } from '../tracks/set-mode.js';
import { fetchImage } from './urls.js';

/** A seek bar needs no more than one image per pixel or two. */
const MAX_CUES = 200;
/** Seconds. */
const MIN_CUE_S = 2;
const [WIDTH_PX, HEIGHT_PX] = [160, 90];
/** Controls read a cue at every move of the pointer. */
const MAX_REQUESTS = 3;
const RETRY_MS = 10_000;
/** A transparent pixel. */
const EMPTY_GIF = Uint8Array.from(atob('R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7'), (character) =>
  character.charCodeAt(0),
);

export interface StoryboardOptions {
  readonly origin: string;
  /** The current token, or `null`. */
  token(): string | null;
  readonly clock: Clock;
  /** Ends the storyboard. */
  readonly signal: AbortSignal;
}

/**
 * Preview images for the seek bar, in the format of media-chrome and others: a hidden `metadata` track with the label `thumbnails`. Its cues
 * are image URLs with `#xywh`. An image is fetched with the token when controls read its cue, and shown by a `blob:` URL: controls write
 * that URL into an attribute. Until it is there, the cue contains the nearest image.
 */
export class Storyboard {
  readonly #options: StoryboardOptions;
  /** By second. */
  readonly #blobUrls = new Map<number, string>();
  readonly #requested = new Set<number>();
  readonly #emptyUrl = URL.createObjectURL(new Blob([EMPTY_GIF], { type: 'image/gif' }));
  /** The last cue that was read while no request was free. */
  #pending: number | null = null;
  #retryAt = 0;
  /** Held here, because a browser may discard a cue's `text` together with its unreferenced object. */
  #cues: readonly VTTCue[] = [];

  constructor(options: StoryboardOptions) {
    this.#options = options;
    options.signal.addEventListener('abort', () => this.#revoke(), { once: true });
  }

  /** Adds the cues to the current media. After a hand-over it has them already. */
  show(media: HTMLVideoElement): void {
    const { duration } = media;
    const track = [...media.textTracks].find(isStoryboard) ?? media.addTextTrack('metadata', 'thumbnails');
    setMode(track, 'hidden');
    const step = Math.max(MIN_CUE_S, duration / MAX_CUES);
    const existing = [...(track.cues ?? [])];
    if (existing.length === Math.ceil(duration / step) && Math.abs(existing.at(-1)!.endTime - duration) < 1) return;
    existing.forEach((cue) => track.removeCue(cue));
    this.#cues = Array.from({ length: Math.ceil(duration / step) }, (_, index) =>
      this.#createCue(index * step, Math.min((index + 1) * step, duration)),
    );
    this.#cues.forEach((cue) => track.addCue(cue));
  }

  #createCue(start: number, end: number): VTTCue {
    return Object.defineProperty(new VTTCue(start, end, ''), 'text', {
      configurable: true,
      enumerable: true,
      get: () => `${this.#readImage(Math.round(start))}#xywh=0,0,${WIDTH_PX},${HEIGHT_PX}`,
    });
  }

  #readImage(second: number): string {
    if (!this.#blobUrls.has(second)) void this.#load(second);
    const distance = ([other]: readonly [number, string]) => Math.abs(other - second);
    return [...this.#blobUrls].reduce<readonly [number, string]>(
      (nearest, entry) => (distance(entry) < distance(nearest) ? entry : nearest),
      [Infinity, this.#emptyUrl],
    )[1];
  }

  async #load(second: number): Promise<void> {
    const { origin, token, clock, signal } = this.#options;
    const id = token();
    if (!id || signal.aborted || clock.now() < this.#retryAt || this.#requested.has(second)) return;
    if (this.#requested.size >= MAX_REQUESTS) return void (this.#pending = second);
    this.#requested.add(second);
    const url = thumbnailUrl({ origin, id }, { time: second, width: WIDTH_PX, height: HEIGHT_PX });
    const blobUrl = await fetchImage(url, signal);
    this.#requested.delete(second);
    if (!blobUrl) this.#retryAt = clock.now() + RETRY_MS;
    else if (signal.aborted) URL.revokeObjectURL(blobUrl);
    else this.#blobUrls.set(second, blobUrl);
    const next = this.#pending;
    this.#pending = null;
    if (next !== null && !this.#blobUrls.has(next)) void this.#load(next);
  }

  #revoke(): void {
    for (const url of [this.#emptyUrl, ...this.#blobUrls.values()]) URL.revokeObjectURL(url);
  }
}

/** Removes the cues and disables the track. A track that a script added cannot be removed. */
export function clearStoryboard({ textTracks }: MediaPort): void {
  const track = [...(textTracks ?? [])].find(isStoryboard);
  // Copies the list, because it shrinks during the loop.
  for (const cue of Array.from(track?.cues ?? [])) track?.removeCue(cue);
  if (track) setMode(track, 'disabled');
}

const isStoryboard = ({ kind, label }: TextTrack) => kind === 'metadata' && label === 'thumbnails';
