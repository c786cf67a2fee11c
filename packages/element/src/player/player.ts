import { manifestUrl, type VideoLocation } from '@secure-stream/protocol';
import { StreamError } from '../catalogue/errors.js';
import { StateChangeEvent, StreamErrorEvent } from '../catalogue/events.js';
import type { Clock } from '../clock.js';
import type { Journey } from '../companions/index.js';
import type { Capabilities } from '../engine/capabilities.js';
import type { Engine, EngineKind, EngineTracks, MediaPort } from '../engine/engine.js';
import type { EngineTable } from '../engine/select.js';
import { copyMediaEvent, forwardMediaEvents, type ForwardedEventName } from '../engine/video-events.js';
import { applyVideoSettings } from '../engine/video-settings.js';
import type { Stream } from '../live/stream.js';
import { askOf } from '../session/state.js';
import type { SessionNotice, TokenSession } from '../session/session.js';
import { isSameSource, type PlayerConfig } from './config.js';
import { GivenToken } from './given-token.js';
import { intentAfter, PlayIntent } from './intent.js';
import { announceNotice } from './notices.js';
import { PlayRequests } from './play-requests.js';
import { textTrackOf, type PlaybackChoices } from './playback-choices.js';
import { choicesOf, lastSeenOf } from './resume-position.js';
import { endRun, milliseconds, openRun, supply, type Run, type Situation } from './run.js';
import { derivePlayerState, isSameState, type PlayerState } from './state.js';

export interface PlayerHost {
  /** Where the picture goes. */
  readonly stage: HTMLElement;
  /** A `<video>` of the host's own, in the stage: what a page reads and sets before anything plays. */
  readonly video: HTMLVideoElement;
  readonly clock: Clock;
  readonly engines?: EngineTable;
  readonly capabilities?: () => Capabilities;
  /** Dispatches; returns `false` when the page cancelled it. */
  announce(event: Event): boolean;
  /** `state`, `activeEngine` or `media` is another. Called before the event that tells of it. */
  changed(): void;
}

/** Knows the session and the engine, and is all that the element knows. */
export class Player {
  readonly #host: PlayerHost;
  #config: PlayerConfig | null = null;
  #connected = false;
  #situation: Situation = null;
  /** Somebody pressed play, whatever `preload` says. */
  #asked = false;
  readonly #intent = new PlayIntent(() => this.#settle());
  readonly #token = new GivenToken();
  readonly #requests = new PlayRequests(() => this.media);
  /** What the host knows. */
  #told: { readonly state: PlayerState; readonly engine: EngineKind | null; readonly media?: MediaPort } = {
    state: { status: 'idle' },
    engine: null,
  };
  /** What was chosen of a source when its element left the page. */
  #left: { readonly config: PlayerConfig; readonly choices: PlaybackChoices } | null = null;

  constructor(host: PlayerHost) {
    this.#host = host;
    const { video } = host;
    // Before there is an engine, the page hears the blank video.
    forwardMediaEvents(video, (name, event) => {
      if (!this.#engine) this.#emit(name, event);
    });
    video.addEventListener('play', () => this.#want());
  }

  get state(): PlayerState {
    if (this.#situation instanceof StreamError) return { status: 'error', error: this.#situation };
    if (!this.#situation) return { status: 'idle' };
    const { playback, share, stream } = this.#situation;
    const { session } = share;
    const asking = askOf(session.state) !== null;
    return derivePlayerState({ asking, trouble: session.error }, playback.view, stream?.over);
  }

  get activeEngine(): EngineKind | null {
    return this.#engine?.kind ?? null;
  }

  get stream(): Stream | undefined {
    return this.#run?.stream;
  }

  get wishes(): Journey['wishes'] {
    return this.#config ?? { signedPoster: false, storyboard: false };
  }

  get tracks(): EngineTracks | undefined {
    return this.#engine?.tracks;
  }

  /** What plays, or the blank video. Another one after a hand-over: read it anew each time. */
  get media(): MediaPort {
    return this.#engine?.media ?? this.#host.video;
  }

  /** Milliseconds since 1970 by the viewer's clock; `NaN` when unknown. */
  get tokenExpiresAt(): number {
    return this.#run?.share.session.expiresAt ?? NaN;
  }

  /** Takes everything that the page says, all at once. Playing begins anew only when it says another source. */
  configure(words: PlayerConfig): void {
    const before = this.#config;
    const config = this.#token.read(words);
    this.#config = config;
    applyVideoSettings(this.#host.video, this.#settings(config), before ?? undefined);
    if (!this.#connected) return;
    if (!isSameSource(before, config)) {
      if (isSameExceptEngine(before, config)) return this.#rebuild();
      this.#asked = false;
      this.#open(null);
      return;
    }
    const run = this.#run;
    if (!run) return;
    this.#engine?.update(this.#settings(config));
    if (config.leeway !== before?.leeway) run.share.adjust({ leeway: milliseconds(config.leeway) });
    const token = this.#token.take(config);
    if (token) supply(run.share.session, token, this.#host.announce);
    this.#begin();
  }

  connect(): void {
    if (this.#connected) return;
    this.#connected = true;
    const [left, config] = [this.#left, this.#config];
    this.#left = null;
    if (config) this.#open(isSameExceptEngine(left?.config ?? null, config) ? left!.choices : null);
  }

  disconnect(): void {
    if (!this.#connected) return;
    this.#connected = false;
    const config = this.#config;
    this.#left = config && this.#run ? { config, choices: choicesOf(this.#run, this.media) } : null;
    this.#intent.leave(config?.autoplay ?? false);
    this.#close();
    this.#look();
  }

  /** The element is in another document. A `<video>` may have been emptied by that (Chromium's is), and a frame is another window. */
  adopt(): void {
    const engine = this.#engine;
    if (engine && (engine.kind === 'iframe' || engine.media.readyState === 0)) this.#rebuild();
  }

  /** Rejects as the platform's does, also when there will be nothing to play. */
  play(): Promise<void> {
    return this.#intent.play(() => {
      this.#want();
      const played = this.#requests.make(() => this.#run);
      this.#disappoint();
      return played;
    });
  }

  pause(): void {
    this.#intent.set('pause');
    this.media.pause();
  }

  /** Asks for a new token now. Rejects with a `StreamError`. */
  async refreshToken(): Promise<void> {
    await this.#session().refresh();
  }

  /** Where the video is, with a live token. Rejects with a `StreamError`. */
  async signedAddress(): Promise<VideoLocation> {
    const session = this.#session();
    return { origin: this.#run?.source.origin ?? '', id: await session.live() };
  }

  /** Where the video is for everybody to know: the manifest, with the uid in the place of the token. */
  get publicAddress(): string {
    const source = this.#run?.source;
    return source ? manifestUrl({ origin: source.origin, id: source.videoId }) : '';
  }

  /** Starts over. */
  load(): void {
    this.#open(null);
  }

  /** Begins anew after an error, where playing had come to. */
  retry(): void {
    // A session in trouble is not worth keeping; one that others keep may hurry.
    this.#rebuild(this.#run?.share.session.error !== null);
    this.#run?.share.session.wake();
  }

  /** Another engine, or the same one anew, goes on with what was chosen. */
  #rebuild(afresh = false): void {
    const choices = choicesOf(this.#run, this.media);
    if (afresh) this.#close();
    this.#open(choices);
  }

  /** Without `choices`, a source begins as on a `<video>` that loads: `autoplay` decides, unless it was told to play. */
  #open(choices: PlaybackChoices | null): void {
    const before = this.#run;
    const { video } = this.#host;
    if (before) this.#end(before);
    if (!choices) this.#intent.set(video.paused ? 'undecided' : 'play');
    this.#situation = this.#config && this.#situate(this.#config, choices);
    // Only now: a session that goes on needs no token of its own.
    before?.share.release();
    this.#begin();
    this.#look();
    if (!choices) return;
    video.playbackRate = choices.rate;
    if (this.#intent.value === 'play') this.play().catch(() => undefined);
  }

  #situate(config: PlayerConfig, choices: PlaybackChoices | null): Situation {
    return openRun({
      host: this.#host,
      config,
      choices,
      takeToken: () => this.#token.take(config),
      latest: () => this.#config ?? config,
      settings: () => this.#settings(this.#config ?? config),
      hear: (notice) => this.#hear(notice),
      emit: (name, event) => this.#emit(name, event),
      changed: () => this.#look(),
    });
  }

  #end(run: Run): void {
    this.#token.release(this.#config, run.share.session.token?.value);
    endRun(run);
  }

  #close(): void {
    const run = this.#run;
    this.#situation = null;
    if (run) this.#end(run);
    run?.share.release();
  }

  #want(): void {
    this.#asked = true;
    this.#begin();
  }

  /** Starts what is to be started: with `preload="none"`, nothing before somebody plays. */
  #begin(): void {
    const [run, config] = [this.#run, this.#config];
    if (!run || !config || run.playback.view || !(config.autoplay || config.preload !== 'none' || this.#asked)) return;
    run.share.adjust({ lazy: false });
    void this.#accompany(run);
  }

  /** What rides along has no share in the first picture, and comes when all that has is on its way. */
  async #accompany(run: Run): Promise<void> {
    await run.playback.start();
    const journey = await import('./journey.js').catch(() => null);
    if (!run.life.signal.aborted) run.look = journey?.setOut(run, this, this.#host);
  }

  #session(): TokenSession {
    if (this.#run) return this.#run.share.session;
    throw this.#situation instanceof StreamError
      ? this.#situation
      : new StreamError('config', { detail: 'There is no video-id, or no way to a token.' });
  }

  #hear(notice: SessionNotice): void {
    if (notice.type === 'change') this.#look();
    if (notice.type === 'refresh') this.#engine?.renew();
    announceNotice(notice, this.#host.announce);
  }

  #settings(config: PlayerConfig): PlayerConfig {
    return this.#intent.apply({
      ...config,
      defaultTextTrack: textTrackOf(this.#run?.choices, config.defaultTextTrack),
    });
  }

  /** Somebody has decided whether it plays. */
  #settle(): void {
    if (!this.#config?.autoplay) return;
    const settings = this.#settings(this.#config);
    this.#host.video.autoplay = settings.autoplay;
    this.#engine?.update(settings);
  }

  #emit(name: ForwardedEventName, event?: Event): void {
    const run = this.#run;
    if (this.#connected) this.#intent.set(intentAfter(this.#intent.value, name, this.media));
    if (run) run.lastSeen = lastSeenOf(run, this.media);
    this.#look();
    this.#host.announce(copyMediaEvent(name, event));
    if (name === 'play' || name === 'seeking') this.#run?.share.session.wake();
  }

  #disappoint(): void {
    const { state } = this;
    if (state.status === 'error') this.#requests.reject(state.error);
  }

  /** Looks at session and engine, and tells when they add up to something else than before. */
  #look(): void {
    this.#run?.look?.();
    const before = this.#told;
    const now = { state: this.state, engine: this.activeEngine, media: this.media };
    const same = isSameState(before.state, now.state);
    if (same && before.engine === now.engine && before.media === now.media) return;
    this.#told = now;
    this.#disappoint();
    this.#host.changed();
    if (same) return;
    this.#host.announce(new StateChangeEvent());
    if (now.state.status === 'error') this.#host.announce(new StreamErrorEvent(now.state.error));
  }

  get #run(): Run | null {
    return this.#situation instanceof StreamError ? null : this.#situation;
  }

  get #engine(): Engine | null {
    return this.#run?.playback.engine ?? null;
  }
}

const isSameExceptEngine = (one: PlayerConfig | null, other: PlayerConfig): boolean =>
  one !== null && isSameSource({ ...one, engine: other.engine }, other);
