import type Hls from 'hls.js';
import type { ErrorData, Fragment, LoaderContext } from 'hls.js';
import { retryDelay, type Clock } from '@secure-stream/session/core';

/**
 * What playback loses if a request gets no response. `captions`: only captions. `audio`: one of several audio renditions, and another one
 * can play.
 */
export type RequestRole = 'required' | 'captions' | 'audio';

/** @param audioRenditions Number of audio renditions. */
export function roleOf(context: LoaderContext, audioRenditions: number): RequestRole {
  const { type } = context as { readonly type?: string };
  const medium = fragmentOf(context)?.type as string | undefined;
  if (type === 'subtitleTrack' || medium === 'subtitle') return 'captions';
  return (type === 'audioTrack' || medium === 'audio') && audioRenditions > 1 ? 'audio' : 'required';
}

/** The request behind an hls.js error. */
const contextOfError = ({ frag, context }: ErrorData) =>
  ({ ...context, frag: frag ?? fragmentOf(context) }) as unknown as LoaderContext;

/** Whether playback can do without a resource whose request ended with this status (0: none). A network failure says nothing about one audio rendition. */
export const canPlayWithout = (role: RequestRole, status: number): boolean =>
  role === 'captions' || (role === 'audio' && status >= 400);

/**
 * Whether a 2xx response is a media playlist. Any other content is a fatal error for hls.js. A captions playlist without a segment is a fatal
 * error too.
 */
export const isMediaPlaylist = (text: string, role: RequestRole): boolean =>
  text.startsWith('#EXTM3U') && (role !== 'captions' || text.includes('#EXTINF:'));

/** Number of retries of an audio rendition before another one plays. A 4xx status rarely changes. */
export const audioTries = (status: number): number => (status < 500 ? 1 : 3);

/** Replaces what failed and is optional: an audio rendition by another one, until the viewer selects it again; captions by none. */
export class OptionalFallback {
  readonly #failed = new Set<number>();

  follow(hls: Hls, { Events }: typeof import('hls.js')): void {
    hls.on(Events.AUDIO_TRACKS_UPDATED, () => this.#failed.clear());
    hls.on(Events.AUDIO_TRACK_SWITCHING, (_event, { id }) => this.#failed.delete(id));
  }

  /** Continues after a fatal error of a resource that playback can do without. Returns `false` for any other one. */
  playWithout(hls: Hls, error: ErrorData): boolean {
    const context = contextOfError(error);
    const role = roleOf(context, hls.audioTracks.length);
    if (!canPlayWithout(role, error.response?.code ?? 0)) return false;
    if (role === 'captions') hls.subtitleTrack = -1;
    else if (!this.replaceAudio(hls, context)) return false;
    hls.startLoad();
    return true;
  }

  /** Plays another audio rendition than that of a failed request. Returns `false` if there is none left. */
  replaceAudio(hls: Hls, context: LoaderContext): boolean {
    const { id } = context as { readonly id?: number };
    const failed = fragmentOf(context)?.level ?? id ?? hls.audioTrack;
    // Requests for a playlist, an init segment and a segment may fail one after the other.
    if (failed !== hls.audioTrack) return true;
    this.#failed.add(failed);
    const left = hls.audioTracks.filter(({ id }) => !this.#failed.has(id));
    const next = left.find((track) => track.default) ?? left[0];
    if (next) hls.audioTrack = next.id;
    return next !== undefined;
  }
}

interface Waiting {
  readonly segment: Fragment | undefined;
  end(outcome: 'retry' | 'skip'): void;
}

/** Failed requests for optional resources. They wait here, and hls.js does not learn of the failure, which would end playback. */
export class OptionalRetries {
  readonly #clock: Clock;
  readonly #random: () => number;
  readonly #waiting = new Set<Waiting>();

  constructor(clock: Clock, random: () => number = Math.random) {
    this.#clock = clock;
    this.#random = random;
  }

  /**
   * Waits after `tries` failures. Resolves with `retry` when the next attempt is due, and with `skip` after the picture has passed the
   * segment.
   */
  wait(context: LoaderContext, tries: number, signal: AbortSignal): Promise<'retry' | 'skip'> {
    return new Promise((resolve) => {
      const cancel =
        // After the last try, only the viewer, the network or a new token causes another attempt.
        tries < MAX_TRIES
          ? this.#clock.at(this.#clock.now() + retryDelay(tries, undefined, this.#random), () => waiting.end('retry'))
          : () => {};
      const leave = () => {
        cancel();
        this.#waiting.delete(waiting);
      };
      const waiting: Waiting = {
        segment: segmentOf(context),
        end(outcome) {
          leave();
          resolve(outcome);
        },
      };
      this.#waiting.add(waiting);
      signal.addEventListener('abort', leave, { once: true });
    });
  }

  /** Retries now: the viewer selected the track again, the network is back, or there is another token. */
  hurry(): void {
    for (const waiting of this.#waiting) waiting.end('retry');
  }

  /** The picture is at `time`, in seconds. Segments before it are no longer needed. */
  pass(time: number): void {
    for (const waiting of this.#waiting) if (waiting.segment && time > waiting.segment.end) waiting.end('skip');
  }
}

const MAX_TRIES = 7;

/** The context of a key request also has a fragment. */
function fragmentOf(context: LoaderContext | undefined): Fragment | undefined {
  return context && 'frag' in context ? (context.frag as Fragment | undefined) : undefined;
}

/** An empty response can replace a segment, but not a key or an init segment. */
function segmentOf(context: LoaderContext): Fragment | undefined {
  const frag = fragmentOf(context);
  return 'type' in context || typeof frag?.sn !== 'number' ? undefined : frag;
}
