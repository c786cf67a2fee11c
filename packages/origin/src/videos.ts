import type { Run } from './live/timeline.js';
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
  /** What it is a recording of, now or later; `null` for a film. */
  readonly broadcast: { readonly liveInput: string; readonly runs: readonly Run[] } | null;
}

export interface Video extends VideoSettings {
  readonly uid: string;
  readonly media: Media;
  /** ISO 8601. */
  readonly created: string;
}

export type NewVideo = Pick<Video, 'uid' | 'media'> & Partial<VideoSettings>;

const DEFAULTS: VideoSettings = {
  requireSignedURLs: false,
  allowedOrigins: [],
  downloadable: false,
  state: 'ready',
  meta: {},
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
    return this.#videos.get(uid);
  }

  add(video: NewVideo): Video {
    const added: Video = { ...DEFAULTS, created: new Date(this.#now()).toISOString(), ...video };
    this.#videos.set(video.uid, added);
    return added;
  }

  /** Changes settings; the next request is judged by them. Throws a `RangeError` for a uid that is not there. */
  edit(uid: string, settings: Partial<VideoSettings>): Video {
    const video = this.#videos.get(uid);
    if (!video) throw new RangeError(`no video ${uid}`);
    const edited = { ...video, ...settings };
    this.#videos.set(uid, edited);
    return edited;
  }

  remove(uid: string): boolean {
    return this.#videos.delete(uid);
  }

  [Symbol.iterator](): Iterator<Video> {
    return this.#videos.values();
  }
}
