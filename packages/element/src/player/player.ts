import { manifestUrl, type VideoLocation } from '@secure-stream/protocol';
import { isRetried, StreamError } from '../errors/stream-error.js';
import { StateChangeEvent, StreamErrorEvent } from '../events/stream-events.js';
import type { PlaybackContext } from './controllers/index.js';
import type { Engine, EngineKind, EngineTracks } from '../engines/engine.js';
import type { MediaPort } from '../media/media-port.js';
import { copyMediaEvent, forwardMediaEvents, type ForwardedEventName } from '../media/media-events.js';
import { applyVideoSettings } from '../media/video-settings.js';
import type { StreamInfo } from '../live/stream-type.js';
import { pendingRequest } from '../session/state.js';
import type { SessionEvent, TokenSession } from '../session/session.js';
import { isSameSource, type PlayerConfig } from './config.js';
import type { PlayerHost } from './player-host.js';
import { createFetchToken } from './fetch-token.js';
import { GivenToken } from './given-token.js';
import { intentAfter, PlayIntent } from './intent.js';
import { dispatchSessionEvent } from './session-events.js';
import { PlayRequests } from './play-requests.js';
import { selectTextTrack, type PlaybackChoices } from './playback-choices.js';
import {
  endPlayback,
  toMilliseconds,
  createPlayback,
  setToken,
  type Playback,
  type PlaybackResult,
} from './playback.js';
import { derivePlayerState, isSameState, type PlayerState } from './state.js';

/** Connects the session and the engine. The element uses nothing else. */
export class Player {
  readonly #host: PlayerHost;
  #config: PlayerConfig | null = null;
  #isConnected = false;
  #playbackResult: PlaybackResult = null;
  /** Playback was requested, by the page or the viewer. Overrides `preload="none"`. */
  #playRequested = false;
  readonly #intent = new PlayIntent(() => this.#settle());
  readonly #token = new GivenToken();
  readonly #playRequests = new PlayRequests(() => this.media);
  /** The state that the host knows. */
  #lastReported: { readonly state: PlayerState; readonly engine: EngineKind | null; readonly media?: MediaPort } = {
    state: { status: 'idle' },
    engine: null,
  };
  /** Choices to restore when the element is connected again. */
  #resumePoint: { readonly config: PlayerConfig; readonly choices: PlaybackChoices } | null = null;

  constructor(host: PlayerHost) {
    this.#host = host;
    const { video } = host;
    // Without an engine, the page gets the events of the empty `<video>`.
    forwardMediaEvents(video, (name, event) => {
      if (!this.#engine) this.#dispatchMediaEvent(name, event);
    });
    video.addEventListener('play', () => this.#requestPlay());
  }

  get state(): PlayerState {
    if (this.#playbackResult instanceof StreamError) return { status: 'error', error: this.#playbackResult };
    if (!this.#playbackResult) return { status: 'idle' };
    const { engineLoader, lease, streamInfo } = this.#playbackResult;
    const { session } = lease;
    const isRequesting = pendingRequest(session.state) !== null;
    return derivePlayerState({ isRequesting, error: session.error }, engineLoader.status, streamInfo?.isEnded);
  }

  get activeEngine(): EngineKind | null {
    return this.#engine?.kind ?? null;
  }

  get streamInfo(): StreamInfo | undefined {
    return this.#playback?.streamInfo;
  }

  get imageOptions(): PlaybackContext['imageOptions'] {
    return this.#config ?? { signedPoster: false, storyboard: false };
  }

  get tracks(): EngineTracks | undefined {
    return this.#engine?.tracks;
  }

  /** The media of the engine, or the empty `<video>`. Changes after a hand-over, so read it each time. */
  get media(): MediaPort {
    return this.#engine?.media ?? this.#host.video;
  }

  /** Milliseconds since 1970 by the viewer's clock. `NaN` if unknown. */
  get tokenExpiresAt(): number {
    return this.#playback?.lease.session.expiresAt ?? NaN;
  }

  /** Applies all settings at once. Playback restarts only if they name another source. */
  configure(rawConfig: PlayerConfig): void {
    const previous = this.#config;
    const config = this.#token.read(rawConfig);
    this.#config = config;
    applyVideoSettings(this.#host.video, this.#settings(config), previous ?? undefined);
    if (!this.#isConnected) return;
    if (!isSameSource(previous, config)) {
      if (isSameExceptEngine(previous, config)) return this.#resumeWith();
      this.#playRequested = false;
      this.#open(null);
      return;
    }
    const playback = this.#playback;
    if (!playback) return;
    this.#engine?.update(this.#settings(config));
    playback.lease.setFetchToken(createFetchToken(config));
    if (config.renewBefore !== previous?.renewBefore)
      playback.lease.setRequirements({ renewBefore: toMilliseconds(config.renewBefore) });
    const token = this.#token.take(config);
    if (token) setToken(playback.lease.session, token, this.#host.dispatch);
    this.#startIfRequested();
  }

  connect(): void {
    if (this.#isConnected) return;
    this.#isConnected = true;
    const [resumePoint, config] = [this.#resumePoint, this.#config];
    this.#resumePoint = null;
    if (config) this.#open(isSameExceptEngine(resumePoint?.config ?? null, config) ? resumePoint!.choices : null);
  }

  disconnect(): void {
    if (!this.#isConnected) return;
    this.#isConnected = false;
    const config = this.#config;
    this.#resumePoint = config && this.#playback ? { config, choices: this.#captureChoices() } : null;
    this.#intent.leave(config?.autoplay ?? false);
    this.#close();
    this.#update();
  }

  /** The element has moved to another document. That can empty a `<video>` (in Chromium), and gives a frame another window. */
  adopt(): void {
    const engine = this.#engine;
    if (engine && (engine.kind === 'iframe' || engine.media.readyState === 0)) this.#resumeWith();
    // A video whose window has closed failed there, and would reject `play()`.
    else if (!engine && this.#host.video.error) this.#host.video.load();
  }

  /** As on `<video>`. Also rejects if there is nothing to play. */
  play(): Promise<void> {
    return this.#intent.play(() => {
      this.#requestPlay();
      this.#playback?.engineLoader.retry();
      const promise = this.#playRequests.add(() => this.#playback);
      this.#rejectPendingPlays();
      return promise;
    });
  }

  pause(): void {
    this.#intent.set('pause');
    this.media.pause();
  }

  /** Requests a new token now. Rejects with a `StreamError`. */
  async refreshToken(): Promise<void> {
    await this.#requireSession().refresh();
  }

  /** Returns the location of the video with a valid token. Rejects with a `StreamError`. */
  async signedLocation(): Promise<VideoLocation> {
    const session = this.#requireSession();
    return { origin: this.#playback?.source.origin ?? '', id: await session.waitForToken() };
  }

  /** The URL of the manifest with the video id in place of the token, which may be shown to anyone. */
  get publicUrl(): string {
    const source = this.#playback?.source;
    return source ? manifestUrl({ origin: source.origin, id: source.videoId }) : '';
  }

  /** Loads the source again from the start. */
  load(): void {
    this.#open(null);
  }

  /** Loads again after an error, at the same position. A pending retry starts at once. */
  retry(): void {
    const { state } = this;
    if (state.status === 'error' && state.error.reason === 'network' && this.#engine?.retry)
      return this.#engine.retry();
    // A session with an error is not kept. If other players keep it, its retry starts at once.
    this.#resumeWith(this.#playback?.lease.session.error !== null);
    this.#playback?.lease.session.wake();
  }

  /** Creates another engine and restores the choices. */
  #resumeWith(isNewSession = false): void {
    const choices = this.#captureChoices();
    if (isNewSession) this.#close();
    this.#open(choices);
  }

  /** Captures the choices for a restart. Without controllers there are no tracks to choose from. */
  #captureChoices(): PlaybackChoices {
    const { currentTime, playbackRate } = this.media;
    const { choices, controllers } = this.#playback ?? {};
    const unknown = { captions: [], audio: null, rendition: null, rate: playbackRate };
    return controllers?.captureChoices() ?? { ...unknown, ...choices, position: currentTime || choices?.position };
  }

  /** Opens the current source. Without `choices` it starts like a `<video>` that loads: `autoplay` decides, unless `play()` was called. */
  #open(choices: PlaybackChoices | null): void {
    const previous = this.#playback;
    const { video } = this.#host;
    if (previous) this.#end(previous);
    if (!choices) this.#intent.set(video.paused ? 'undecided' : 'play');
    this.#playbackResult = this.#config && this.#createPlayback(this.#config, choices);
    // Released only now: a session that is shared with the new playback keeps its token.
    previous?.lease.release();
    this.#startIfRequested();
    this.#update();
    if (!choices) return;
    video.playbackRate = choices.rate;
    if (this.#intent.value === 'play') this.play().catch(() => undefined);
  }

  #createPlayback(config: PlayerConfig, choices: PlaybackChoices | null): PlaybackResult {
    return createPlayback({
      host: this.#host,
      config,
      choices,
      takeToken: () => this.#token.take(config),
      settings: () => this.#settings(this.#config ?? config),
      isPauseRequested: () => this.#intent.value === 'pause',
      onSessionEvent: (event) => this.#onSessionEvent(event),
      emit: (name, event) => this.#dispatchMediaEvent(name, event),
      onChange: () => this.#update(),
    });
  }

  #end(playback: Playback): void {
    this.#token.release(this.#config, playback.lease.session.token?.value);
    endPlayback(playback);
  }

  #close(): void {
    const playback = this.#playback;
    if (playback) this.#end(playback);
    this.#playbackResult = null;
    playback?.lease.release();
  }

  #requestPlay(): void {
    this.#playRequested = true;
    this.#startIfRequested();
  }

  /** Starts the engine, unless `preload="none"` is set and playback was not requested. */
  #startIfRequested(): void {
    const [playback, config] = [this.#playback, this.#config];
    if (
      !playback ||
      !config ||
      playback.engineLoader.status ||
      !(config.autoplay || config.preload !== 'none' || this.#playRequested)
    )
      return;
    playback.lease.setRequirements({ renewOnDemand: false });
    void this.#start(playback);
  }

  /** Loads the controllers after the engine: none of them is needed for the first frame. */
  async #start(playback: Playback): Promise<void> {
    await playback.engineLoader.start();
    const module = await import('./playback-context.js').catch(() => null);
    if (!playback.lifetime.signal.aborted)
      playback.controllers = module?.startPlaybackControllers(playback, this, this.#host);
  }

  #requireSession(): TokenSession {
    if (this.#playback) return this.#playback.lease.session;
    throw this.#playbackResult instanceof StreamError
      ? this.#playbackResult
      : new StreamError('config', { detail: 'video-id or a token source is missing.' });
  }

  #onSessionEvent(event: SessionEvent): void {
    if (event.type === 'change') this.#update();
    if (event.type === 'token') this.#engine?.onTokenRenewed();
    dispatchSessionEvent(event, this.#host.dispatch);
  }

  #settings(config: PlayerConfig): PlayerConfig {
    return this.#intent.apply({
      ...config,
      defaultTextTrack: selectTextTrack(this.#playback?.choices, config.defaultTextTrack),
    });
  }

  /** Applies the settings that depend on the intent. */
  #settle(): void {
    if (!this.#config?.autoplay) return;
    const settings = this.#settings(this.#config);
    this.#host.video.autoplay = settings.autoplay;
    this.#engine?.update(settings);
  }

  #dispatchMediaEvent(name: ForwardedEventName, event?: Event): void {
    if (this.#isConnected) this.#intent.set(intentAfter(this.#intent.value, name, this.media));
    this.#update();
    this.#host.dispatch(copyMediaEvent(name, event));
    if (name === 'play' || name === 'seeking') this.#playback?.lease.session.wake();
  }

  #rejectPendingPlays(): void {
    const { state } = this;
    if (state.status === 'error' && !isRetried(state.error)) this.#playRequests.rejectAll(state.error);
  }

  /** Recomputes the player state from session and engine, and reports a change. */
  #update(): void {
    this.#playback?.controllers?.update();
    const previous = this.#lastReported;
    const current = { state: this.state, engine: this.activeEngine, media: this.media };
    const isSame = isSameState(previous.state, current.state);
    if (isSame && previous.engine === current.engine && previous.media === current.media) return;
    this.#lastReported = current;
    this.#rejectPendingPlays();
    this.#host.onChange();
    if (isSame) return;
    this.#host.dispatch(new StateChangeEvent());
    if (current.state.status === 'error') this.#host.dispatch(new StreamErrorEvent(current.state.error));
  }

  get #playback(): Playback | null {
    return this.#playbackResult instanceof StreamError ? null : this.#playbackResult;
  }

  get #engine(): Engine | null {
    return this.#playback?.engineLoader.engine ?? null;
  }
}

const isSameExceptEngine = (first: PlayerConfig | null, second: PlayerConfig): boolean =>
  first !== null && isSameSource({ ...first, engine: second.engine }, second);
