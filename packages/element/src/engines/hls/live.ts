import type Hls from 'hls.js';
import type { ErrorData } from 'hls.js';
import { StreamError } from '@secure-stream/session/core';
import type { PlaylistInfo } from '../../live/stream-type.js';
import { createTimeRanges } from '../../media/time-ranges.js';

/** The parts of the hls engine for live streams: a moving live edge, and an end at any time. */
export class HlsLive {
  #hls: Hls | undefined;
  #endOfStream = () => {};
  #playlistLoss: StreamError | null = null;

  /** Attaches to `hls` until it is destroyed. */
  bind(hls: Hls, { Events }: typeof import('hls.js')): void {
    this.#hls = hls;
    this.#endOfStream = () => {
      hls.stopLoad();
      for (const type of ['video', 'audio', 'audiovideo'] as const) hls.trigger(Events.BUFFER_EOS, { type });
      // A seek back needs segments that are no longer in the buffer.
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

  /** Plays the buffer to its end, and then fires `ended`. */
  endOfStream(): void {
    this.#endOfStream();
  }

  /** Returns an error if the playlist of a live stream has disappeared, else `null`. The playlist may come back, so it is retried. */
  toPlaylistLoss({ details, response }: Pick<ErrorData, 'details' | 'response'>): StreamError | null {
    const wasLive = this.#hls?.latestLevelDetails?.live === true;
    if (!wasLive || !PLAYLIST_ERRORS.includes(details) || !GONE_STATUSES.includes(response?.code)) return null;
    this.#playlistLoss = new StreamError('network', { detail: `hls.js: ${details}, status ${response?.code}.` });
    return this.#playlistLoss;
  }

  /**
   * Whether a playlist has not come back: the live stream has ended. The service does not document what happens to playlists at the end.
   */
  isPlaylistLoss(error: StreamError): boolean {
    return error === this.#playlistLoss;
  }
}

/**
 * Ends `seekable` at the position where players should play, some time before the last segment (media-ui-extensions, proposal 0007).
 * Otherwise a viewer at the live edge would wait for each segment. `setLiveSeekableRange` does not suffice, because browsers add the
 * buffered ranges.
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
