import type { Media } from '../library/media/media.js';
import type { Video, Videos } from '../library/videos.js';

/** What the broadcasts of an input are like, under the names of the service's API. */
export interface RecordingSettings {
  /** `off` keeps nothing of a broadcast when it is over. Default `automatic`; the service's API has `off`. */
  readonly mode: 'off' | 'automatic';
  /** Default false. */
  readonly requireSignedURLs: boolean;
  /** Hosts; empty means every page. */
  readonly allowedOrigins: readonly string[];
  readonly hideLiveViewerCount: boolean;
  /** How long a broadcast waits for an encoder that was lost, in seconds. 0 is the default of the service, which we take for 60. */
  readonly timeoutSeconds: number;
}

export interface LiveInputSettings {
  readonly meta: Readonly<Record<string, unknown>>;
  readonly recording: RecordingSettings;
  /** Low latency is for inputs that prefer it only (documentation: Start a live stream). Default true. */
  readonly preferLowLatency: boolean;
  /** One that is not enabled takes no encoder. Default true. */
  readonly enabled: boolean;
  /** Days. */
  readonly deleteRecordingAfterDays: number | null;
}

/** Whether there is something to see. `videoUid` is the broadcast's own video; `since` in milliseconds since 1970. */
export type LiveState =
  | { readonly status: 'idle' }
  | { readonly status: 'live'; readonly videoUid: string }
  | { readonly status: 'interrupted'; readonly videoUid: string; readonly since: number };

export interface LiveInput extends LiveInputSettings {
  readonly uid: string;
  /** What it shows, over and over. */
  readonly media: Media;
  /** ISO 8601. */
  readonly created: string;
  /** ISO 8601. When its settings were changed last. */
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

const DEFAULT_TIMEOUT_SECONDS = 60;

/** The account's live inputs, and their encoders. */
export class LiveInputs implements Iterable<LiveInput> {
  readonly #inputs = new Map<string, LiveInput>();
  readonly #last = new Map<string, Video>();
  readonly #videos: Videos;
  readonly #media: () => Media;
  readonly #now: () => number;

  /** @param media What an input shows that was given nothing else. */
  constructor(videos: Videos, media: () => Media, now: () => number) {
    this.#videos = videos;
    this.#media = media;
    this.#now = now;
  }

  create({ recording, ...given }: NewLiveInput = {}): LiveInput {
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
      ...given,
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
    const end = input.state.since + (timeoutSeconds || DEFAULT_TIMEOUT_SECONDS) * 1000;
    return this.#now() < end ? input : this.#finish(input, input.state.videoUid);
  }

  /** Changes settings; the next request is judged by them. Throws a `RangeError` for a uid that is not there. */
  edit(uid: string, { recording, ...settings }: LiveInputChange): LiveInput {
    const input = this.#need(uid);
    const modified = new Date(this.#now()).toISOString();
    return this.#keep({ ...input, ...settings, recording: { ...input.recording, ...recording }, modified });
  }

  remove(uid: string): boolean {
    if (this.get(uid)?.state.status !== 'idle') this.stop(uid);
    return this.#inputs.delete(uid);
  }

  /**
   * An encoder connects: a broadcast begins, and with it a video. While the last one waits for its lost encoder it goes on instead.
   * Throws a `RangeError` for a uid that is not there or not enabled.
   */
  start(uid: string): Video {
    const input = this.#need(uid);
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
      this.#keep({ ...input, state: { status: 'live', videoUid: video.uid } });
      return video;
    }
    const video = this.#broadcastOf(input.state.videoUid);
    if (input.state.status === 'live') return video;
    this.#keep({ ...input, state: { status: 'live', videoUid: video.uid } });
    return this.#videos.edit(video.uid, { broadcast: { ...video.broadcast, runs: [...video.broadcast.runs, run] } });
  }

  /** The encoder is lost. The broadcast waits for it. */
  disconnect(uid: string): void {
    const input = this.#need(uid);
    if (input.state.status !== 'live') return;
    const since = this.#now();
    this.#endRun(input.state.videoUid, since);
    this.#keep({ ...input, state: { ...input.state, status: 'interrupted', since } });
  }

  /** The broadcast is over. Its recording is a video like others, unless the mode is `off`. */
  stop(uid: string): void {
    const input = this.#need(uid);
    if (input.state.status !== 'idle') this.#finish(input, input.state.videoUid);
  }

  /** The broadcast that is on, or the one before, whose players still have to learn that it is over. */
  lastBroadcast(uid: string): Video | undefined {
    const state = this.get(uid)?.state;
    return state && state.status !== 'idle' ? this.#videos.get(state.videoUid) : this.#last.get(uid);
  }

  /** Its broadcasts, oldest first. */
  videosOf(uid: string): readonly Video[] {
    return [...this.#videos].filter(({ broadcast }) => broadcast?.liveInput === uid);
  }

  *[Symbol.iterator](): Iterator<LiveInput> {
    for (const uid of this.#inputs.keys()) yield this.#need(uid);
  }

  #finish(input: LiveInput, videoUid: string): LiveInput {
    this.#endRun(videoUid, this.#now());
    const video = this.#videos.edit(videoUid, { state: 'ready' });
    this.#last.set(input.uid, video);
    if (input.recording.mode === 'off') this.#videos.remove(videoUid);
    return this.#keep({ ...input, state: { status: 'idle' } });
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

  #need(uid: string): LiveInput {
    const input = this.get(uid);
    if (!input) throw new RangeError(`no live input ${uid}`);
    return input;
  }

  #keep(input: LiveInput): LiveInput {
    this.#inputs.set(input.uid, input);
    return input;
  }
}

const newUid = () => crypto.randomUUID().replaceAll('-', '');
