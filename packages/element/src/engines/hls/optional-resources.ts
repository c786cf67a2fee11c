import type Hls from 'hls.js';
import type { ErrorData, Fragment, LoaderContext } from 'hls.js';
import type { Clock } from '../../clock.js';

/**
 * What playback loses when a request stays without an answer. `captions`: nothing else. `audio`: one of several audio renditions, of which
 * another one can play.
 */
export type RequestRole = 'required' | 'captions' | 'audio';

/** @param audioRenditions How many there are to choose from. */
export function roleOf(context: LoaderContext, audioRenditions: number): RequestRole {
  const { type } = context as { readonly type?: string };
  const medium = fragmentOf(context)?.type as string | undefined;
  if (type === 'subtitleTrack' || medium === 'subtitle') return 'captions';
  return (type === 'audioTrack' || medium === 'audio') && audioRenditions > 1 ? 'audio' : 'required';
}

/** The same of an error that hls.js reports. */
export const roleOfError = ({ frag, context }: ErrorData, audioRenditions: number) =>
  roleOf({ ...context, frag: frag ?? fragmentOf(context) } as unknown as LoaderContext, audioRenditions);

/**
 * Whether a 2xx answer to a media playlist is one. hls.js takes any other for a fatal error, whatever it is a playlist of. One without a segment
 * is such an error for captions only.
 */
export const isMediaPlaylist = (text: string, role: RequestRole): boolean =>
  text.startsWith('#EXTM3U') && (role !== 'captions' || text.includes('#EXTINF:'));

/** How often an audio rendition is tried again before another one plays. A status 4xx rarely changes. */
export const audioTries = (status: number): number => (status < 500 ? 1 : 3);

/** Audio renditions that failed. Another one takes their place until the viewer chooses them again. */
export class AudioFallback {
  readonly #failed = new Set<number>();

  follow(hls: Hls, { Events }: typeof import('hls.js')): void {
    hls.on(Events.AUDIO_TRACKS_UPDATED, () => this.#failed.clear());
    hls.on(Events.AUDIO_TRACK_SWITCHING, (_event, { id }) => this.#failed.delete(id));
  }

  /** Plays another rendition. Returns `false` if there is none left. */
  replace(hls: Hls): boolean {
    this.#failed.add(hls.audioTrack);
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

/** Failed requests for optional resources. They wait here, and hls.js never hears of the failure: it would end playback. */
export class OptionalRetries {
  readonly #clock: Clock;
  readonly #random: () => number;
  readonly #waiting = new Set<Waiting>();

  constructor(clock: Clock, random: () => number = Math.random) {
    this.#clock = clock;
    this.#random = random;
  }

  /** After `tries` failures: resolves with `retry` when the next try is due, and with `skip` once the picture has passed the segment. */
  wait(context: LoaderContext, tries: number, signal: AbortSignal): Promise<'retry' | 'skip'> {
    return new Promise((resolve) => {
      const delay = DELAYS[tries];
      const cancel =
        // After the last one, the viewer, the network or a new token has to give a reason.
        delay === undefined
          ? () => {}
          : this.#clock.at(this.#clock.now() + delay * (0.5 + this.#random()), () => waiting.end('retry'));
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

  /** Something has changed that may help: the viewer chose the track again, the network is back, or there is another token. */
  hurry(): void {
    for (const waiting of this.#waiting) waiting.end('retry');
  }

  /** The picture is at `time`, in seconds: the next segments are needed, and not those before it. */
  pass(time: number): void {
    for (const waiting of this.#waiting) if (waiting.segment && time > waiting.segment.end) waiting.end('skip');
  }
}

/** Milliseconds. */
const DELAYS = [1000, 2000, 4000, 8000, 16_000, 30_000, 30_000];

/** Also the context of a key has one. */
function fragmentOf(context: LoaderContext | undefined): Fragment | undefined {
  return context && 'frag' in context ? (context.frag as Fragment | undefined) : undefined;
}

/** An empty answer can take the place of a segment, and of no key or init segment. */
function segmentOf(context: LoaderContext): Fragment | undefined {
  const frag = fragmentOf(context);
  return 'type' in context || typeof frag?.sn !== 'number' ? undefined : frag;
}
