import type { Media } from '../library/media/media.js';
import type { Video, Videos } from '../library/videos.js';

/** Settings of the broadcasts of an input, under the names of the service's API. */
export interface RecordingSettings {
  /** `off` deletes a broadcast when it ends. Default `automatic`; the default of the service's API is `off`. */
  readonly mode: 'off' | 'automatic';
  /** Default false. */
  readonly requireSignedURLs: boolean;
  /** Host names; empty allows every page. */
  readonly allowedOrigins: readonly string[];
  readonly hideLiveViewerCount: boolean;
  /** How long a broadcast waits for a lost encoder, in seconds. The service's default is 0, which counts as 60 here. */
  readonly timeoutSeconds: number;
}

export interface LiveInputSettings {
  readonly meta: Readonly<Record<string, unknown>>;
  readonly recording: RecordingSettings;
  /** Only such inputs support low latency (Cloudflare documentation, "Start a live stream"). Default true. */
  readonly preferLowLatency: boolean;
  /** A disabled input refuses encoders. Default true. */
  readonly enabled: boolean;
  /** Days. */
  readonly deleteRecordingAfterDays: number | null;
}

/** `videoUid` is the video of the current broadcast; `since` is in milliseconds since 1970. */
export type LiveState =
  | { readonly status: 'idle' }
  | { readonly status: 'live'; readonly videoUid: string }
  | { readonly status: 'interrupted'; readonly videoUid: string; readonly since: number };

export interface LiveInput extends LiveInputSettings {
  readonly uid: string;
  /** What it broadcasts, in a loop. */
  readonly media: Media;
  /** ISO 8601. */
  readonly created: string;
  /** ISO 8601. Time of the last change of settings. */
  readonly modified: string;
  readonly state: LiveState;
}

export type NewLiveInput = Partial<Omit<LiveInputSettings, 'recording'>> & {
  readonly uid?: string;
  readonly media?: Media;
  readonly recording?: Partial<RecordingSettings>;
};

export type LiveInputChange = Partial<Omit<LiveInputSettings, 'recording'>> & {
  readonly recording?: Partial<RecordingSettings>;
};

const DEFAULT_RECORDING: RecordingSettings = {
  mode: 'automatic',
  requireSignedURLs: false,
  allowedOrigins: [],
  hideLiveViewerCount: false,
  timeoutSeconds: 0,
};

const DEFAULT_TIMEOUT_S = 60;

/** The account's live inputs, and their encoders. */
export class LiveInputs implements Iterable<LiveInput> {
  readonly #inputs = new Map<string, LiveInput>();
  readonly #lastBroadcasts = new Map<string, Video>();
  readonly #videos: Videos;
  readonly #media: () => Media;
  readonly #now: () => number;

  /** @param media The media of inputs that are created without any. */
  constructor(videos: Videos, media: () => Media, now: () => number) {
    this.#videos = videos;
    this.#media = media;
    this.#now = now;
  }

  create({ recording, ...settings }: NewLiveInput = {}): LiveInput {
    const created = new Date(this.#now()).toISOString();
    const input: LiveInput = {
      uid: newUid(),
      media: this.#media(),
      meta: {},
      preferLowLatency: true,
      enabled: true,
      deleteRecordingAfterDays: null,
      created,
      modified: created,
      ...settings,
      recording: { ...DEFAULT_RECORDING, ...recording },
      state: { status: 'idle' },
    };
    this.#inputs.set(input.uid, input);
    return input;
  }

  get(uid: string): LiveInput | undefined {
    const input = this.#inputs.get(uid);
    if (input?.state.status !== 'interrupted') return input;
    const { timeoutSeconds } = input.recording;
    const end = input.state.since + (timeoutSeconds || DEFAULT_TIMEOUT_S) * 1000;
    return this.#now() < end ? input : this.#finish(input, input.state.videoUid);
  }

  /**
   * Changes settings, from the next request on. `enabled: false` ends a broadcast. Throws a
   * `RangeError` for an unknown uid.
   */
  edit(uid: string, { recording, ...settings }: LiveInputChange): LiveInput {
    if (settings.enabled === false) this.stop(uid);
    const input = this.#require(uid);
    const modified = new Date(this.#now()).toISOString();
    return this.#store({ ...input, ...settings, recording: { ...input.recording, ...recording }, modified });
  }

  remove(uid: string): boolean {
    if (this.get(uid)?.state.status !== 'idle') this.stop(uid);
    return this.#inputs.delete(uid);
  }

  /**
   * Connects an encoder: a broadcast begins, with a video of its own. A broadcast that waits for its encoder continues instead.
   * Throws a `RangeError` for an unknown or disabled input.
   */
  start(uid: string): Video {
    const input = this.#require(uid);
    if (!input.enabled) throw new RangeError(`the live input ${uid} is not enabled`);
    const run = { startedAt: this.#now(), endedAt: null };
    if (input.state.status === 'idle') {
      const { requireSignedURLs, allowedOrigins } = input.recording;
      const video = this.#videos.add({
        uid: newUid(),
        media: input.media,
        requireSignedURLs,
        allowedOrigins,
        meta: input.meta,
        state: 'live-inprogress',
        broadcast: { liveInput: uid, runs: [run] },
      });
      this.#store({ ...input, state: { status: 'live', videoUid: video.uid } });
      return video;
    }
    const video = this.#broadcastOf(input.state.videoUid);
    if (input.state.status === 'live') return video;
    this.#store({ ...input, state: { status: 'live', videoUid: video.uid } });
    return this.#videos.edit(video.uid, { broadcast: { ...video.broadcast, runs: [...video.broadcast.runs, run] } });
  }

  /** Disconnects the encoder. The broadcast waits for it. */
  disconnect(uid: string): void {
    const input = this.#require(uid);
    if (input.state.status !== 'live') return;
    const since = this.#now();
    this.#endRun(input.state.videoUid, since);
    this.#store({ ...input, state: { ...input.state, status: 'interrupted', since } });
  }

  /** Ends the broadcast. Its video becomes a recording, unless the mode is `off`. */
  stop(uid: string): void {
    const input = this.#require(uid);
    if (input.state.status !== 'idle') this.#finish(input, input.state.videoUid);
  }

  /** The current broadcast, or the last one, whose players still have to learn that it has ended. */
  lastBroadcast(uid: string): Video | undefined {
    const state = this.get(uid)?.state;
    return state && state.status !== 'idle' ? this.#videos.get(state.videoUid) : this.#lastBroadcasts.get(uid);
  }

  /** The broadcasts of an input, oldest first. */
  videosOf(uid: string): readonly Video[] {
    return [...this.#videos].filter(({ broadcast }) => broadcast?.liveInput === uid);
  }

  *[Symbol.iterator](): Iterator<LiveInput> {
    for (const uid of this.#inputs.keys()) yield this.#require(uid);
  }

  #finish(input: LiveInput, videoUid: string): LiveInput {
    this.#endRun(videoUid, this.#now());
    const video = this.#videos.edit(videoUid, { state: 'ready' });
    this.#lastBroadcasts.set(input.uid, video);
    if (input.recording.mode === 'off') this.#videos.remove(videoUid);
    return this.#store({ ...input, state: { status: 'idle' } });
  }

  #endRun(videoUid: string, endedAt: number): void {
    const { broadcast } = this.#broadcastOf(videoUid);
    const runs = broadcast.runs.map((run) => (run.endedAt === null ? { ...run, endedAt } : run));
    this.#videos.edit(videoUid, { broadcast: { ...broadcast, runs } });
  }

  #broadcastOf(videoUid: string): Video & { readonly broadcast: NonNullable<Video['broadcast']> } {
    const video = this.#videos.get(videoUid);
    if (!video?.broadcast) throw new RangeError(`no broadcast ${videoUid}`);
    return { ...video, broadcast: video.broadcast };
  }

  #require(uid: string): LiveInput {
    const input = this.get(uid);
    if (!input) throw new RangeError(`no live input ${uid}`);
    return input;
  }

  #store(input: LiveInput): LiveInput {
    this.#inputs.set(input.uid, input);
    return input;
  }
}

const newUid = () => crypto.randomUUID().replaceAll('-', '');
