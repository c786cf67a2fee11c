import type Hls from 'hls.js';
import type { ErrorData } from 'hls.js';
import { StreamError } from '../../errors/stream-error.js';
import type { PlaylistInfo } from '../../live/stream-type.js';
import { createTimeRanges } from '../../media/time-ranges.js';

/** What a broadcast has and a film has not: an edge that moves, and an end that comes when it comes. */
export class HlsLive {
  #hls: Hls | undefined;
  #endOfStream = () => {};
  #playlistLoss: StreamError | null = null;

  /** Lives as long as `hls`. */
  bind(hls: Hls, { Events }: typeof import('hls.js')): void {
    this.#hls = hls;
    this.#endOfStream = () => {
      hls.stopLoad();
      for (const type of ['video', 'audio', 'audiovideo'] as const) hls.trigger(Events.BUFFER_EOS, { type });
      // Who goes back needs what is not in the buffer any more.
      hls.media?.addEventListener('seeking', () => hls.startLoad(), { once: true });
    };
    hls.on(Events.MEDIA_ATTACHED, (_event, { media }) => {
      limitSeekable(media, hls);
      hls.once(Events.DESTROYING, () => Reflect.deleteProperty(media, 'seekable'));
    });
  }

  get playlist(): PlaylistInfo | undefined {
    const details = this.#hls?.latestLevelDetails;
    if (!details) return undefined;
    const { type, targetduration, partList, partTarget } = details;
    return { type, edgeOffset: partList ? 2 * partTarget : 3 * targetduration };
  }

  /** The buffer plays to its end, and then it has ended. */
  endOfStream(): void {
    this.#endOfStream();
  }

  /** A playlist of a broadcast was there and is gone. It may come back, so that it is tried again; `null` for other errors. */
  toPlaylistLoss({ details, response }: Pick<ErrorData, 'details' | 'response'>): StreamError | null {
    const wasLive = this.#hls?.latestLevelDetails?.live === true;
    if (!wasLive || !PLAYLIST_ERRORS.includes(details) || !GONE_STATUSES.includes(response?.code)) return null;
    this.#playlistLoss = new StreamError('network', { detail: `hls.js: ${details}, status ${response?.code}.` });
    return this.#playlistLoss;
  }

  /** Whether a playlist did not come back: then the broadcast is over. What the service does with them at the end is not documented. */
  isPlaylistLoss(error: StreamError): boolean {
    return error === this.#playlistLoss;
  }
}

/**
 * What can be sought ends where a player should play, some way before what there is (media-ui-extensions, proposal 0007): a viewer who goes
 * to the edge must not wait there for each segment. The media source could say so, but a browser adds what is buffered.
 */
function limitSeekable(video: HTMLMediaElement, hls: Hls): void {
  Object.defineProperty(video, 'seekable', {
    configurable: true,
    get(): TimeRanges {
      const ranges: TimeRanges = Reflect.get(HTMLMediaElement.prototype, 'seekable', video);
      const limit = hls.latestLevelDetails?.live ? hls.liveSyncPosition : null;
      if (limit === null || ranges.length === 0) return ranges;
      const start = ranges.start(0);
      return createTimeRanges({
        ranges: [{ start, end: Math.max(start, Math.min(limit, ranges.end(ranges.length - 1))) }],
      });
    },
  });
}

const PLAYLIST_ERRORS: readonly string[] = [
  'levelLoadError',
  'levelParsingError',
  'levelEmptyError',
  'audioTrackLoadError',
];
const GONE_STATUSES: readonly (number | undefined)[] = [204, 404, 410];
