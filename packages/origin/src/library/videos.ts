import type { Run } from '../live/timeline.js';
import type { Media } from './media/media.js';

/** What a customer can set on a video, under the names of the service's API. */
export interface VideoSettings {
  readonly requireSignedURLs: boolean;
  /** Hosts; empty means every page. */
  readonly allowedOrigins: readonly string[];
  /** A download was made of it. */
  readonly downloadable: boolean;
  /** `error` answers 424 to everything, `inprogress` 404 to its media. A broadcast is `live-inprogress` until it is over. */
  readonly state: 'ready' | 'inprogress' | 'live-inprogress' | 'error';
  readonly meta: Readonly<Record<string, unknown>>;
  /** Whose it is, in the customer's own words. */
  readonly creator: string | null;
  /** ISO 8601. From then on there is no such video. */
  readonly scheduledDeletion: string | null;
  /** Where the thumbnail is taken that is asked for without a time: a share of the film, from 0 to 1. */
  readonly thumbnailTimestampPct: number;
  /** What it is a recording of, now or later; `null` for a film. */
  readonly broadcast: { readonly liveInput: string; readonly runs: readonly Run[] } | null;
}

export interface Video extends VideoSettings {
  readonly uid: string;
  readonly media: Media;
  /** ISO 8601. */
  readonly created: string;
  /** ISO 8601. */
  readonly modified: string;
}

export type NewVideo = Pick<Video, 'uid' | 'media'> & Partial<VideoSettings>;

const DEFAULTS: VideoSettings = {
  requireSignedURLs: false,
  allowedOrigins: [],
  downloadable: false,
  state: 'ready',
  meta: {},
  creator: null,
  scheduledDeletion: null,
  thumbnailTimestampPct: 0,
  broadcast: null,
};

/** The account's videos. */
export class Videos implements Iterable<Video> {
  readonly #videos = new Map<string, Video>();
  readonly #now: () => number;

  constructor(now: () => number) {
    this.#now = now;
  }

  get(uid: string): Video | undefined {
    const video = this.#videos.get(uid);
    const { scheduledDeletion } = video ?? DEFAULTS;
    if (!scheduledDeletion || this.#now() < Date.parse(scheduledDeletion)) return video;
    this.#videos.delete(uid);
    return undefined;
  }

  add(video: NewVideo): Video {
    const created = new Date(this.#now()).toISOString();
    const added: Video = { ...DEFAULTS, created, modified: created, ...video };
    this.#videos.set(video.uid, added);
    return added;
  }

  /** Changes settings; the next request is judged by them. Throws a `RangeError` for a uid that is not there. */
  edit(uid: string, settings: Partial<VideoSettings>): Video {
    const video = this.get(uid);
    if (!video) throw new RangeError(`no video ${uid}`);
    const edited = { ...video, ...settings, modified: new Date(this.#now()).toISOString() };
    this.#videos.set(uid, edited);
    return edited;
  }

  remove(uid: string): boolean {
    return this.#videos.delete(uid);
  }

  *[Symbol.iterator](): Iterator<Video> {
    for (const uid of this.#videos.keys()) {
      const video = this.get(uid);
      if (video) yield video;
    }
  }
}
