import type { Media } from './media/media.js';

/** One uninterrupted connection of an encoder. Milliseconds since 1970. */
export interface EncoderRun {
  readonly startedAt: number;
  /** `null` while the encoder is connected. */
  readonly endedAt: number | null;
}

/** Settings of a video, under the names of the service's API. */
export interface VideoSettings {
  readonly requireSignedURLs: boolean;
  /** Host names; empty allows every page. */
  readonly allowedOrigins: readonly string[];
  /** Whether a download was created. */
  readonly downloadable: boolean;
  /** `error` answers 424 to every request, `inprogress` 404 to requests for media. A broadcast is `live-inprogress` until it ends. */
  readonly state: 'ready' | 'inprogress' | 'live-inprogress' | 'error';
  readonly meta: Readonly<Record<string, unknown>>;
  /** Free text of the customer. */
  readonly creator: string | null;
  /** ISO 8601. The video is deleted at this time. */
  readonly scheduledDeletion: string | null;
  /** Position of the default thumbnail, as a share of the duration, from 0 to 1. */
  readonly thumbnailTimestampPct: number;
  /** The broadcast that this video records; `null` for an uploaded video. */
  readonly broadcast: { readonly liveInput: string; readonly runs: readonly EncoderRun[] } | null;
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

  /** Changes settings, from the next request on. Throws a `RangeError` for an unknown uid. */
  edit(uid: string, settings: Partial<VideoSettings>): Video {
    const video = this.get(uid);
    if (!video) throw new RangeError(`no video ${uid}`);
    const edited = { ...video, ...settings, modified: new Date(this.#now()).toISOString() };
    this.#videos.set(uid, edited);
    return edited;
  }

  /** Forgets a video. Never deletes a file. */
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
