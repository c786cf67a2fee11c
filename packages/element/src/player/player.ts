import { manifestUrl, type VideoLocation } from '@secure-stream/protocol';
import { StreamError } from '../errors/stream-error.js';
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

/** Knows the session and the engine, and is all that the element knows. */
export class Player {
  readonly #host: PlayerHost;
  #config: PlayerConfig | null = null;
  #isConnected = false;
  #playbackResult: PlaybackResult = null;
  /** Somebody pressed play, whatever `preload` says. */
  #playRequested = false;
  readonly #intent = new PlayIntent(() => this.#settle());
  readonly #token = new GivenToken();
  readonly #playRequests = new PlayRequests(() => this.media);
  /** What the host knows. */
  #lastReported: { readonly state: PlayerState; readonly engine: EngineKind | null; readonly media?: MediaPort } = {
    state: { status: 'idle' },
    engine: null,
  };
  /** What was chosen of a source when its element left the page. */
  #resumePoint: { readonly config: PlayerConfig; readonly choices: PlaybackChoices } | null = null;

  constructor(host: PlayerHost) {
    this.#host = host;
    const { video } = host;
    // Before there is an engine, the page hears the blank video.
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

  /** What plays, or the blank video. Another one after a hand-over: read it anew each time. */
  get media(): MediaPort {
    return this.#engine?.media ?? this.#host.video;
  }

  /** Milliseconds since 1970 by the viewer's clock; `NaN` when unknown. */
  get tokenExpiresAt(): number {
    return this.#playback?.lease.session.expiresAt ?? NaN;
  }

  /** Takes everything that the page says, all at once. Playing begins anew only when it says another source. */
  configure(words: PlayerConfig): void {
    const previous = this.#config;
    const config = this.#token.read(words);
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
    if (config.renewBefore !== previous?.renewBefore)
      playback.lease.setRequirements({ renewBefore: toMilliseconds(config.renewBefore) });
    const token = this.#token.take(config);
    if (token) setToken(playback.lease.session, token, this.#host.dispatch);
    this.#startIfRequested();
  }

  connect(): void {
    if (this.#isConnected) return;
    this.#isConnected = true;
    const [left, config] = [this.#resumePoint, this.#config];
    this.#resumePoint = null;
    if (config) this.#open(isSameExceptEngine(left?.config ?? null, config) ? left!.choices : null);
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

  /** The element is in another document. A `<video>` may have been emptied by that (Chromium's is), and a frame is another window. */
  adopt(): void {
    const engine = this.#engine;
    if (engine && (engine.kind === 'iframe' || engine.media.readyState === 0)) this.#resumeWith();
    // A video whose window has closed failed there, and would reject `play()`.
    else if (!engine && this.#host.video.error) this.#host.video.load();
  }

  /** Rejects as the platform's does, also when there will be nothing to play. */
  play(): Promise<void> {
    return this.#intent.play(() => {
      this.#requestPlay();
      const promise = this.#playRequests.add(() => this.#playback);
      this.#rejectPendingPlays();
      return promise;
    });
  }

  pause(): void {
    this.#intent.set('pause');
    this.media.pause();
  }

  /** Asks for a new token now. Rejects with a `StreamError`. */
  async refreshToken(): Promise<void> {
    await this.#requireSession().refresh();
  }

  /** Where the video is, with a live token. Rejects with a `StreamError`. */
  async signedLocation(): Promise<VideoLocation> {
    const session = this.#requireSession();
    return { origin: this.#playback?.source.origin ?? '', id: await session.waitForToken() };
  }

  /** Where the video is for everybody to know: the manifest, with the uid in the place of the token. */
  get publicUrl(): string {
    const source = this.#playback?.source;
    return source ? manifestUrl({ origin: source.origin, id: source.videoId }) : '';
  }

  /** Starts over. */
  load(): void {
    this.#open(null);
  }

  /** Begins anew after an error, where playing had come to. */
  retry(): void {
    // A session in trouble is not worth keeping; one that others keep may hurry.
    this.#resumeWith(this.#playback?.lease.session.error !== null);
    this.#playback?.lease.session.wake();
  }

  /** Another engine, or the same one anew, goes on with what was chosen. */
  #resumeWith(isNewSession = false): void {
    const choices = this.#captureChoices();
    if (isNewSession) this.#close();
    this.#open(choices);
  }

  /** What is chosen of the source that plays, to begin anew with. Before the controllers are loaded there are no tracks to choose from. */
  #captureChoices(): PlaybackChoices {
    const { currentTime, playbackRate } = this.media;
    const { choices, controllers } = this.#playback ?? {};
    const unknown = { captions: [], audio: null, rendition: null, rate: playbackRate };
    return controllers?.captureChoices() ?? { ...unknown, ...choices, position: currentTime || choices?.position };
  }

  /** Without `choices`, a source begins as on a `<video>` that loads: `autoplay` decides, unless it was told to play. */
  #open(choices: PlaybackChoices | null): void {
    const previous = this.#playback;
    const { video } = this.#host;
    if (previous) this.#end(previous);
    if (!choices) this.#intent.set(video.paused ? 'undecided' : 'play');
    this.#playbackResult = this.#config && this.#createPlayback(this.#config, choices);
    // Only now: a session that goes on needs no token of its own.
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
      latestConfig: () => this.#config ?? config,
      settings: () => this.#settings(this.#config ?? config),
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

  /** Starts what is to be started: with `preload="none"`, nothing before somebody plays. */
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

  /** What rides along has no share in the first picture, and comes when all that has is on its way. */
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
      : new StreamError('config', { detail: 'There is no video-id, or no way to a token.' });
  }

  #onSessionEvent(event: SessionEvent): void {
    if (event.type === 'change') this.#update();
    if (event.type === 'refresh') this.#engine?.onTokenRenewed();
    dispatchSessionEvent(event, this.#host.dispatch);
  }

  #settings(config: PlayerConfig): PlayerConfig {
    return this.#intent.apply({
      ...config,
      defaultTextTrack: selectTextTrack(this.#playback?.choices, config.defaultTextTrack),
    });
  }

  /** Somebody has decided whether it plays. */
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
    if (state.status === 'error') this.#playRequests.rejectAll(state.error);
  }

  /** Looks at session and engine, and tells when they add up to something else than before. */
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
