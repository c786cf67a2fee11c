import type { WatchRecord } from '../progress/watched-ranges.js';
import {
  isRetried,
  type SessionEvent,
  type SessionListener,
  type StreamError,
  type Viewing,
} from '@secure-stream/session/core';
import type { MediaPort } from '../media/media-port.js';
import { forwardEmptyVideoEvents } from '../media/empty-video-events.js';
import type { ForwardedEventName } from '../media/media-events.js';
import { applyVideoSettings } from '../media/video-settings.js';
import { isSameExceptEngine, isSameSource, type PlayerConfig, selectFetchToken } from './config.js';
import {
  type PlaybackHostOptions,
  toMilliseconds,
  createPlayback,
  setToken,
  type Playback,
  type PlaybackResult,
} from './playback.js';
import { GivenToken } from './given-token.js';
import { intentAfter, PlayIntent } from './intent.js';
import { createStateReporter, dispatchSessionEvent } from './element-events.js';
import { PlayRequests } from './play-requests.js';
import type { PlaybackChoices } from './choices/playback-choices.js';
import { loadCode } from './load-code.js';
import { PlaybackSlot } from './playback-slot.js';

export interface RetryOptions {
  /** Continue here, and end another playback of the viewer. Default false. */
  readonly takeover?: boolean;
}

/** Connects the session and the engine. The element uses nothing else. */
export class PlaybackHost {
  /** What is played now. */
  readonly slot = new PlaybackSlot();
  /** The media of the engine, or the empty `<video>`. Changes after a hand-over, so read it each time. */
  media: MediaPort;
  /** The record of the watched ranges, if there is one. */
  watched: WatchRecord | null = null;
  readonly #host: PlaybackHostOptions;
  #config: PlayerConfig | null = null;
  #isConnected = false;
  /** Overrides the attributes: `load` overrides `loading="lazy"`, and `play` also `preload="none"`. */
  #requested: 'load' | 'play' | null = null;
  readonly #intent = new PlayIntent(() => this.#settle());
  readonly #token = new GivenToken();
  readonly #playRequests = new PlayRequests(() => this.media);
  readonly #reportState: ReturnType<typeof createStateReporter>;
  /** Choices to restore when the element is connected again, or after `stop()`. */
  #resumePoint: { readonly config: PlayerConfig; readonly choices: PlaybackChoices } | null = null;

  constructor(host: PlaybackHostOptions) {
    this.#host = host;
    this.#reportState = createStateReporter(host);
    const { video } = host;
    this.media = video;
    // Without an engine, the page gets the events of the empty `<video>`.
    forwardEmptyVideoEvents(video, (name) => {
      if (!this.slot.engine) this.#dispatchMediaEvent(name);
    });
    video.addEventListener('play', () => this.#request('play'));
  }

  get config(): PlayerConfig | null {
    return this.#config;
  }

  /** Applies all settings at once. Playback restarts only if they name another source. */
  configure(rawConfig: PlayerConfig): void {
    const previous = this.#config;
    const config = this.#token.read(rawConfig);
    this.#config = config;
    applyVideoSettings(this.#host.video, this.#settings(config), previous);
    const isSame = isSameSource(previous, config);
    if (!isSame && this.#isConnected) {
      if (isSameExceptEngine(previous, config)) return this.reopen();
      this.#requested = null;
      return this.#open(null);
    }
    const { playback } = this.slot;
    if (!isSame || !playback) return;
    this.slot.engine?.update(this.#settings(config));
    playback.lease.setFetchToken(selectFetchToken(config));
    if (config.renewBefore !== previous?.renewBefore)
      playback.lease.setRequirements({ renewBefore: toMilliseconds(config.renewBefore) });
    const token = this.#token.take(config);
    if (token) setToken(playback.lease.session, token, this.#host.dispatch);
    this.#startIfRequested();
  }

  connect(): void {
    if (this.#isConnected) return;
    this.#isConnected = true;
    const config = this.#config;
    const { playback } = this.slot;
    if (!config) return;
    if (playback?.controllers?.resume(config)) this.#playIfWanted();
    else if (isSameExceptEngine((playback ?? this.#resumePoint)?.config, config)) this.reopen();
    else this.#open(null);
  }

  /** What is loaded is kept for a moment, for a page that inserts the element again. */
  disconnect(): void {
    if (!this.#isConnected) return;
    this.#isConnected = false;
    this.#intent.leave(this.#config?.autoplay ?? false);
    if (!this.slot.playback?.controllers?.keep()) this.stop();
  }

  /** Ends playback at once, whatever is buffered, and keeps its choices. After an error, `retry()` continues at the same position. */
  stop(error: StreamError | null = null): void {
    const { playback } = this.slot;
    if (playback) this.#resumePoint = { config: playback.config, choices: this.#captureChoices() };
    const wasPlaying = !this.media.paused;
    this.#replace(() => error);
    this.#update();
    // The browser's own event is lost with the source.
    if (wasPlaying) this.#host.dispatch(new Event('pause'));
  }

  /** The element has moved to another document. */
  adopt(): void {
    this.slot.playback?.controllers?.adopt();
    // A video whose window has closed failed there, and would reject `play()`.
    const { video } = this.#host;
    if (!this.slot.engine && video.error) video.load();
  }

  /** As on `<video>`. Also rejects if there is nothing to play. */
  play(): Promise<void> {
    return this.#intent.play(() => {
      this.#request('play');
      this.slot.playback?.engineLoader.retry();
      const promise = this.#playRequests.add(() => this.slot.playback);
      this.#rejectPendingPlays();
      return promise;
    });
  }

  pause(): void {
    this.#intent.set('pause');
    this.#playRequests.cancelRepeats();
    this.media.pause();
  }

  /** Rejects the pending calls of `play()`, because there is nothing to play. */
  rejectPlays(error: StreamError): void {
    this.#playRequests.rejectAll('NotSupportedError', error.message);
  }

  /** Loads the source again from the start, as on `<video>`. A removed player does so when it returns. */
  load(): void {
    this.#playRequests.rejectAll('AbortError');
    this.#requested = 'load';
    const { video } = this.#host;
    video.pause();
    this.#open(null);
    video.playbackRate = video.defaultPlaybackRate;
  }

  /** Loads again after an error, at the same position. A pending retry starts at once. A removed player does so when it returns. */
  retry({ takeover }: RetryOptions = {}): void {
    if (!this.#isConnected) return;
    const { state } = this.slot;
    if (takeover) this.slot.viewing.takeover = true;
    // A session with an error is not kept. If other players keep it, its retry starts at once.
    if (state.status !== 'error' || state.error.reason !== 'network')
      this.reopen(this.slot.playback?.lease.session.error !== null);
    this.slot.playback?.engineLoader.retry();
  }

  /** Creates a playback of a video that may play next. If it plays, it finds the session of this one. */
  prepareNext(videoId: string): PlaybackResult {
    return this.#createPlayback({ ...this.#config!, videoId, token: undefined }, null, this.slot.viewing, () => {});
  }

  /** Plays another video at once, from its start and with the choices of this one. */
  playNext(videoId: string): void {
    this.#config = { ...this.#config!, videoId };
    this.#requested = 'play';
    this.#intent.set('play');
    this.reopen(false, { position: 0 });
  }

  /** Creates another engine and restores the choices. */
  reopen(isNewSession = false, changes?: Partial<PlaybackChoices>): void {
    const choices = { ...this.#captureChoices(), ...changes };
    if (isNewSession) this.#replace(() => null);
    this.#open(choices);
  }

  /** Captures the choices for a restart. Without controllers there are no tracks to choose from. */
  #captureChoices(): PlaybackChoices {
    const { currentTime, playbackRate } = this.media;
    const { choices, controllers }: Partial<Playback> = this.slot.playback ?? this.#resumePoint ?? {};
    const unknown = { captions: [], audio: null, rendition: null, rate: playbackRate };
    return controllers?.captureChoices() ?? { ...unknown, ...choices, position: currentTime || choices?.position };
  }

  /** Opens the current source. Without `choices` it starts like a `<video>` that loads: `autoplay` decides, unless `play()` was called. */
  #open(choices: PlaybackChoices | null): void {
    const { video } = this.#host;
    this.#resumePoint = null;
    this.#replace((viewing) => {
      if (!choices) this.#intent.set(video.paused ? 'undecided' : 'play');
      return this.#isConnected && this.#config ? this.#createPlayback(this.#config, choices, viewing) : null;
    });
    this.#startIfRequested();
    this.#update();
    if (!choices) return;
    video.playbackRate = choices.rate;
    this.#playIfWanted();
  }

  #playIfWanted(): void {
    if (this.#intent.value === 'play') this.play().catch(() => undefined);
  }

  #createPlayback(
    config: PlayerConfig,
    choices: PlaybackChoices | null,
    viewing: Viewing,
    onSessionEvent: SessionListener = (event) => this.#onSessionEvent(event),
  ): PlaybackResult {
    return createPlayback({
      host: this.#host,
      config,
      choices,
      viewing,
      takeToken: () => this.#token.take(config),
      settings: () => this.#settings(this.#config ?? config),
      isPauseRequested: () => this.#intent.value === 'pause',
      onSessionEvent,
      emit: (name, event) => this.#dispatchMediaEvent(name, event),
      onChange: () => this.#update(),
    });
  }

  #replace(create: (viewing: Viewing) => PlaybackResult): void {
    this.#token.release(this.#config, this.slot.playback?.lease.session.token);
    this.slot.replace(create);
    this.media = this.#host.video;
  }

  #request(requested: 'load' | 'play'): void {
    this.#requested = requested;
    this.#startIfRequested();
  }

  /** Starts the engine, unless `loading="lazy"` or `preload="none"` is set and nothing was requested. */
  #startIfRequested(): void {
    const { playback } = this.slot;
    const config = this.#config;
    if (!playback || !config || playback.engineLoader.status) return;
    // A prerendered page requests no token: the viewer may never see it.
    if ((document as { readonly prerendering?: boolean }).prerendering)
      return document.addEventListener('prerenderingchange', () => this.#startIfRequested(), { once: true });
    const settings = this.#settings(config);
    const isLazy = settings.loading === 'lazy';
    applyVideoSettings(this.#host.video, settings, config);
    if (isLazy || (settings.preload === 'none' && !config.autoplay)) {
      // Without this code, a lazy player loads at once.
      const load = () => isLazy && !playback.engineLoader.status && this.#request('load');
      return void import('./suspended-load.js').then(
        ({ suspendLoad }) => (playback.isAnnounced = suspendLoad(playback, this.#host, isLazy, load)),
        load,
      );
    }
    playback.lease.setRequirements({ renewOnDemand: false });
    void this.#start(playback);
  }

  /** Loads the controllers after the engine: none of them is needed for the first frame. */
  async #start(playback: Playback): Promise<void> {
    // What has started goes on if the page sets `loading="lazy"` later.
    this.#requested ??= 'load';
    const load = () => import('./playback-controllers.js');
    await playback.engineLoader.start(
      async (attempt) => (attempt || playback.config.requireWatermark) && (await load()).prepare(playback),
    );
    const module = await loadCode(load, this.#host.clock, () => playback !== this.slot.playback);
    playback.controllers = module?.startPlaybackControllers(playback, this, this.#host);
  }

  #onSessionEvent(event: SessionEvent): void {
    if (event.type === 'change') this.#update();
    if (event.type === 'token') this.slot.engine?.onTokenRenewed();
    dispatchSessionEvent(event, this.#host.dispatch);
    // Read after the event, in which the page may have called `retry()`.
    const error = this.slot.playback?.lease.session.error;
    if (event.type === 'error' && error?.endsPlayback) this.stop(error);
  }

  #settings(config: PlayerConfig): PlayerConfig {
    const { captionLanguage = config.defaultTextTrack }: Partial<PlaybackChoices> = this.slot.playback?.choices ?? {};
    const loading = this.#requested ? 'eager' : config.loading;
    return this.#intent.apply({
      ...config,
      poster: loading === 'lazy' ? undefined : config.poster,
      loading,
      preload: this.#requested === 'play' && config.preload === 'none' ? 'auto' : config.preload,
      defaultTextTrack: captionLanguage,
    });
  }

  /** Applies the settings that depend on the intent. */
  #settle(): void {
    if (!this.#config?.autoplay) return;
    const settings = this.#settings(this.#config);
    this.#host.video.autoplay = settings.autoplay;
    this.slot.engine?.update(settings);
  }

  #dispatchMediaEvent(name: ForwardedEventName, event = new Event(name)): void {
    // A removed `<video>` keeps its data.
    if (this.#isConnected) this.#intent.set(intentAfter(this.#intent.value, name, this.media));
    else if (name === 'abort' || name === 'emptied') return;
    this.#update(name);
    this.#host.dispatch(event);
    if (name === 'play' || name === 'seeking') this.slot.playback?.lease.session.wake();
  }

  #rejectPendingPlays(): void {
    const { state } = this.slot;
    if (state.status === 'error' && !isRetried(state.error)) this.rejectPlays(state.error);
  }

  /** Recomputes the player state from session and engine, and reports a change. */
  #update(cause?: ForwardedEventName): void {
    this.media = this.slot.engine?.media ?? this.#host.video;
    this.slot.playback?.controllers?.update(cause);
    this.#rejectPendingPlays();
    this.#reportState(this.slot.state, this.slot.engine, this.media);
  }
}
