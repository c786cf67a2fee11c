import type Hls from 'hls.js';
import type { ErrorData } from 'hls.js';
import { StreamError } from '../catalogue/errors.js';
import type { PlaylistFacts } from './engine.js';
import { timeRanges } from './time-ranges.js';

/** What a broadcast has and a film has not: an edge that moves, and an end that comes when it comes. */
export class HlsBroadcast {
  #hls: Hls | undefined;
  #end = () => {};
  #loss: StreamError | null = null;

  /** Lives as long as `hls`. */
  follow(hls: Hls, { Events }: typeof import('hls.js')): void {
    this.#hls = hls;
    this.#end = () => {
      hls.stopLoad();
      for (const type of ['video', 'audio', 'audiovideo'] as const) hls.trigger(Events.BUFFER_EOS, { type });
      // Who goes back needs what is not in the buffer any more.
      hls.media?.addEventListener('seeking', () => hls.startLoad(), { once: true });
    };
    hls.on(Events.MEDIA_ATTACHED, (_event, { media }) => {
      holdBack(media, hls);
      hls.once(Events.DESTROYING, () => Reflect.deleteProperty(media, 'seekable'));
    });
  }

  get playlist(): PlaylistFacts | undefined {
    const details = this.#hls?.latestLevelDetails;
    if (!details) return undefined;
    const { type, targetduration, partList, partTarget } = details;
    return { type, edgeOffset: partList ? 2 * partTarget : 3 * targetduration };
  }

  /** The buffer plays to its end, and then it has ended. */
  finish(): void {
    this.#end();
  }

  /** A playlist of a broadcast was there and is gone. It may come back, so that it is tried again; `null` for other errors. */
  lossOf({ details, response }: Pick<ErrorData, 'details' | 'response'>): StreamError | null {
    const wasThere = this.#hls?.latestLevelDetails?.live === true;
    if (!wasThere || !PLAYLISTS.includes(details) || !GONE.includes(response?.code)) return null;
    this.#loss = new StreamError('network', { detail: `hls.js: ${details}, status ${response?.code}.` });
    return this.#loss;
  }

  /** Whether a playlist did not come back: then the broadcast is over. What the service does with them at the end is not documented. */
  isLoss(error: StreamError): boolean {
    return error === this.#loss;
  }
}

/**
 * What can be sought ends where a player should play, some way before what there is (media-ui-extensions, proposal 0007): a viewer who goes
 * to the edge must not wait there for each segment. The media source could say so, but a browser adds what is buffered.
 */
function holdBack(video: HTMLMediaElement, hls: Hls): void {
  Object.defineProperty(video, 'seekable', {
    configurable: true,
    get(): TimeRanges {
      const all: TimeRanges = Reflect.get(HTMLMediaElement.prototype, 'seekable', video);
      const limit = hls.latestLevelDetails?.live ? hls.liveSyncPosition : null;
      if (limit === null || all.length === 0) return all;
      const start = all.start(0);
      return timeRanges({ ranges: [{ start, end: Math.max(start, Math.min(limit, all.end(all.length - 1))) }] });
    },
  });
}

const PLAYLISTS: readonly string[] = ['levelLoadError', 'levelParsingError', 'levelEmptyError', 'audioTrackLoadError'];
const GONE: readonly (number | undefined)[] = [204, 404, 410];
