import type Hls from 'hls.js';
import type { ErrorData, Fragment, HlsConfig, LoaderContext } from 'hls.js';
import { manifestUrl } from '@secure-stream/protocol';
import { StreamError } from '../../errors/stream-error.js';
import type { Engine, EngineFactory, EngineOptions, EngineSettings } from '../engine.js';
import { HlsLive } from './live.js';
import { signalEndOfStream } from './end-of-stream.js';
import { errorFromManifestStatus } from '../origin-errors.js';
import { toStreamError } from './errors.js';
import { suspendHiddenLive } from './hidden.js';
import { createTokenLoader } from './token-loader.js';
import { AudioFallback, OptionalRetries, roleOf, roleOfError } from './optional-resources.js';
import { createTokenPlaceholder } from './token-placeholder.js';
import { Prefetch } from './prefetch.js';
import { Recovery } from './recovery.js';
import { requestPlaylist, type PlaylistRequestOptions } from './playlist-request.js';
import type { AcceptedToken } from '../send-with-token.js';
import { SignedSegments } from './signed-segments.js';
import { emitMissingEvent } from './missing-events.js';
import { MediaEventFilter } from '../../media/event-filter.js';
import { preservePlaybackRate } from '../../media/playback-rate.js';
import { MediaReset } from '../media-reset.js';
import { HlsTracks } from './tracks.js';
import type { RemoteOffer } from '../remote-playback.js';
import type { AirPlayMedia } from '../remote-state.js';

export const createHlsEngine: EngineFactory = (options) => new HlsEngine(options);

type HlsModule = typeof import('hls.js');
type FragmentContext = LoaderContext & { readonly frag?: Fragment };

/**
 * Plays through Media Source Extensions. Each request carries the newest token, so a renewal needs no reload. No other engine can do that.
 */
class HlsEngine implements Engine {
  readonly kind = 'hls';
  readonly media: HTMLVideoElement;
  readonly tracks = new HlsTracks();
  readonly #live = new HlsLive();

  readonly #options: EngineOptions;
  readonly #lifetime = new AbortController();
  readonly #placeholder = createTokenPlaceholder();
  readonly #accepted: AcceptedToken = { token: null };
  readonly #optional: OptionalRetries;
  readonly #fallback = new AudioFallback();
  readonly #manifestUrl: string;
  readonly #recovery: Recovery;
  #settings: EngineSettings;
  readonly #prefetch: Prefetch | undefined;
  readonly #voice: MediaEventFilter;
  #hls: Hls | undefined;
  #remote: RemoteOffer | undefined;
  #reset: MediaReset | undefined;
  /** Seconds, as configured, while `limitBuffer` limits it in hls.js. */
  #maxBufferLengthS = NaN;

  constructor(options: EngineOptions) {
    const { source, video, clock, settings } = options;
    this.#options = options;
    this.#settings = settings;
    this.media = video;
    this.#manifestUrl = manifestUrl({ origin: source.origin, id: this.#placeholder.segment }, 'hls', {
      protocol: source.lowLatency ? 'llhls' : undefined,
      dvrEnabled: source.dvr || undefined,
    });
    this.#optional = new OptionalRetries(clock);
    this.#recovery = new Recovery({
      video,
      clock,
      startLoad: () => this.#remote?.isActive || this.#resume(),
      stop: () => this.#hls?.stopLoad(),
      onError: (error) => this.#fail(error),
      recovered: () => options.recovered(),
    });
    const { signal } = this.#lifetime;
    this.#voice = new MediaEventFilter((name, event) => options.emit(name, event), options.isPauseRequested);
    this.#voice.follow(video);
    video.addEventListener('play', () => this.#limitBuffer(), { signal });
    video.addEventListener('timeupdate', () => this.#optional.pass(video.currentTime), { signal });
    video.textTracks.addEventListener('change', () => this.#optional.hurry(), { signal });
    window.addEventListener('online', () => this.#optional.hurry(), { signal });
    this.#prefetch = this.#startPrefetch();
    void this.#start();
  }

  update(settings: EngineSettings): void {
    this.#settings = settings;
    this.#limitBuffer();
    this.#remote?.update();
  }

  /** Each request takes the current token. Only loading that stopped for lack of a token has to be restarted. */
  onTokenRenewed(): void {
    this.#recovery.renewed();
    this.#optional.hurry();
    this.#remote?.update();
  }

  retry(): void {
    this.#recovery.retryNow();
    this.#optional.hurry();
  }

  get playlist() {
    return this.#live.playlist;
  }

  endOfStream(): void {
    this.#recovery.reset();
    const { signal } = this.#lifetime;
    const emitEnded = emitMissingEvent(this.media, 'ended', this.#options.clock, signal);
    this.media.addEventListener('durationchange', () => this.media.ended && emitEnded(), { once: true, signal });
    this.#live.endOfStream();
  }

  destroy(): void {
    this.#lifetime.abort();
    this.#voice.stop();
    this.#recovery.destroy();
    preservePlaybackRate(this.media, () => this.#hls?.destroy());
    this.#hls = undefined;
    // hls.js sets it for a managed media source, and does not reset it.
    this.media.disableRemotePlayback = this.#settings.disableRemotePlayback ?? false;
  }

  #startPrefetch(): Prefetch | undefined {
    const { clock, source } = this.#options;
    if (source.hlsConfig?.xhrSetup || source.hlsConfig?.loader) return undefined;
    const request = (url: string, signal: AbortSignal, isOptional: boolean) =>
      requestPlaylist(url, { ...this.#createRequest(), signal, isOptional });
    return new Prefetch(this.#manifestUrl, { clock, request, signal: this.#lifetime.signal });
  }

  async #start(): Promise<void> {
    const { signal } = this.#lifetime;
    const module = await import('hls.js').catch((cause: unknown) => {
      if (!signal.aborted)
        this.#onLoadingStopped(new StreamError('network', { detail: 'hls.js could not be loaded.', cause }));
    });
    if (!module || signal.aborted) return;
    const hls = new module.default(this.#createConfig(module));
    this.#hls = hls;
    this.#reset = new MediaReset({
      hls,
      ...module,
      video: this.media,
      isPaused: () => this.#voice.paused,
      fail: (error) => {
        hls.stopLoad();
        this.#recovery.giveUp(error);
      },
      signal,
    });
    hls.on(module.Events.ERROR, (_event, data) => this.#onHlsError(data));
    hls.on(module.Events.FRAG_BUFFERED, (_event, { frag }) => this.#recovery.onBuffered(frag.type));
    hls.on(module.Events.FRAG_BUFFERED, emitMissingEvent(this.media, 'progress', this.#options.clock, signal));
    this.tracks.bind(hls, module);
    this.#fallback.follow(hls, module);
    signalEndOfStream(hls, module, this.media, signal);
    suspendHiddenLive(hls, this.media, signal);
    this.#live.bind(hls, module);
    if (canPlayRemotely(this.media))
      hls.once(module.Events.MEDIA_ATTACHED, () => void this.#offerRemotePlayback(hls, module));
    this.#limitBuffer();
    hls.loadSource(this.#manifestUrl);
    this.#reset.attach();
  }

  /** Continues where loading stopped: with the code, the manifest or the next segment. */
  #resume(): void {
    const hls = this.#hls;
    if (!hls) void this.#start();
    else if (hls.levels.length === 0) hls.loadSource(this.#manifestUrl);
    else hls.startLoad(this.media.readyState > 0 ? -1 : hls.config.startPosition);
  }

  /** Only if AirPlay is available, and only once the media source is open. */
  async #offerRemotePlayback(hls: Hls, module: HlsModule): Promise<void> {
    const { tokens, clock, onReload: reloaded } = this.#options;
    const { signal } = this.#lifetime;
    const { offerRemotePlayback } = await import('../remote-playback.js');
    if (signal.aborted) return;
    const options = {
      hls,
      video: this.media,
      tokens,
      clock,
      signal,
      urlFor: (token: string) => this.#placeholder.fill(this.#manifestUrl, token),
      isDisabled: () => this.#settings.disableRemotePlayback ?? false,
      keepPlaying: (load: () => void) => preservePlaying(this.media, load),
      attach: () => this.#reset?.attach(),
      reloaded,
    };
    this.#remote = offerRemotePlayback(options, module);
  }

  #createConfig(module: HlsModule): Partial<HlsConfig> {
    const { source, tokens, clock, settings } = this.#options;
    const withCredentials = settings.crossorigin === 'use-credentials';
    const config: Partial<HlsConfig> = {
      startPosition: this.media.currentTime || (source.startTime ?? -1),
      lowLatencyMode: source.lowLatency,
      // As on the platform: a live stream has an infinite duration.
      liveDurationInfinity: true,
      // hls.js prefers a media source of the other kind, beside which Safari offers no AirPlay.
      preferManagedMediaSource: canPlayRemotely(this.media),
      ...(withCredentials && { xhrSetup: (xhr) => void (xhr.withCredentials = true) }),
      ...source.hlsConfig,
      // A failed request does not change what the viewer chose.
      preserveManualLevelOnError: true,
      // The inner loader would log URLs with tokens.
      debug: false,
    };
    const signedSegments = new SignedSegments({
      findPlaylistUrl: (frag) => this.#findPlaylistUrl(frag),
      request: (url, { type }) =>
        requestPlaylist(url, { ...this.#createRequest(), isOptional: (type as string) === 'subtitle' }),
      parse: ({ text, url }, frag) => module.M3U8Parser.parseLevelPlaylist(text, url, frag.level, frag.type, 0, null),
      tokens,
      clock,
    });
    const loaderOptions = {
      tokens,
      clock,
      signedSegments,
      accepted: this.#accepted,
      placeholder: this.#placeholder,
      optional: this.#optional,
      roleOf: (context: LoaderContext) => roleOf(context, this.#audioRenditions),
      confirm: async (signal: AbortSignal) =>
        (await requestPlaylist(this.#manifestUrl, { ...this.#createRequest(), signal })).token,
      audioFailed: (status: number) => this.#audioFailed(status),
      takePrefetched: (url: string) => this.#prefetch?.take(url),
      isSuspect: ({ frag }: FragmentContext) => frag !== undefined && this.#reset?.isSuspect(frag) === true,
      damaged: ({ frag }: FragmentContext) => frag && this.#reset?.damaged(frag),
      replaceCached: async (url: string, signal: AbortSignal) => {
        const { credentials } = this.#createRequest();
        return (await fetch(url, { cache: 'reload', credentials, signal })).arrayBuffer();
      },
      onError: (error: unknown) => this.#onLoadingStopped(error),
    };
    for (const name of ['loader', 'fLoader', 'pLoader'] as const) {
      const Base = config[name] ?? (name === 'loader' ? module.default.DefaultConfig.loader : undefined);
      if (Base) Object.assign(config, { [name]: createTokenLoader(Base, loaderOptions) });
    }
    return config;
  }

  #createRequest(): PlaylistRequestOptions {
    return {
      tokens: this.#options.tokens,
      accepted: this.#accepted,
      placeholder: this.#placeholder,
      signal: this.#lifetime.signal,
      credentials: this.#options.settings.crossorigin === 'use-credentials' ? 'include' : 'same-origin',
    };
  }

  #findPlaylistUrl(frag: Fragment): string | undefined {
    const hls = this.#hls;
    const tracks = { main: hls?.levels, audio: hls?.audioTracks, subtitle: hls?.subtitleTracks };
    const url = tracks[frag.type as keyof typeof tracks]?.[frag.level]?.url;
    return typeof url === 'string' ? url : url?.[0];
  }

  /** `preload="metadata"` loads only the first segment before playback is requested. */
  #limitBuffer(): void {
    const hls = this.#hls;
    if (!hls) return;
    const { preload, autoplay } = this.#settings;
    const isWaiting = preload !== 'auto' && !autoplay && this.media.paused && this.media.played.length === 0;
    const isLimited = !Number.isNaN(this.#maxBufferLengthS);
    if (isWaiting === isLimited) return;
    const { config } = hls;
    const longest = config.maxMaxBufferLength;
    // hls.js reduces it when a browser's buffer is full, and that stays.
    if (isWaiting || longest === WAITING_BUFFER_S)
      config.maxMaxBufferLength = isWaiting ? WAITING_BUFFER_S : this.#maxBufferLengthS;
    this.#maxBufferLengthS = isWaiting ? longest : NaN;
  }

  #onHlsError(data: ErrorData): void {
    const track = data.frag?.type ?? data.parent ?? 'main';
    if (!data.fatal) {
      const details: string = data.details;
      // A gap without data after it stops playback, and hls.js waits there without end.
      const isTrouble = (data.type as string) === 'networkError' ? details !== 'aborted' : details === 'fragGap';
      if (isTrouble) this.#recovery.onRecoverableError(toStreamError(data), track);
      return;
    }
    if ((data.type as string) === 'mediaError' && toStreamError(data).reason === 'media') {
      // With an action, hls.js has reset the media source before it reports this one, and has stopped loading.
      if ((data.details as string) === 'mediaSourceRequiresReset' && data.errorAction)
        this.#hls?.startLoad(this.#hls.config.startPosition);
      else this.#reset?.recover();
      return;
    }
    if (this.#playWithout(data)) return;
    const loss = this.#live.toPlaylistLoss(data);
    if (loss) this.#recovery.onLoadingStopped(loss, LOSS_TRIES);
    else this.#onLoadingStopped(toStreamError(data));
  }

  /** Handles an error of a resource that playback can do without. */
  #playWithout(data: ErrorData): boolean {
    const hls = this.#hls;
    const role = roleOfError(data, this.#audioRenditions);
    if (!hls || role === 'required') return false;
    // A network failure says nothing about one audio rendition.
    if (role === 'audio' && !((data.response?.code ?? 0) >= 400 && this.#fallback.replace(hls))) return false;
    if (role === 'captions') hls.subtitleTrack = -1;
    hls.startLoad();
    return true;
  }

  #audioFailed(status: number): void {
    if (this.#hls && this.#fallback.replace(this.#hls)) return;
    const reason = errorFromManifestStatus(status)?.reason ?? 'network';
    this.#onLoadingStopped(
      new StreamError(reason, { detail: `The origin answered ${status} to every audio rendition.` }),
    );
  }

  get #audioRenditions(): number {
    return this.#hls?.audioTracks.length ?? 0;
  }

  #onLoadingStopped(error: unknown): void {
    this.#hls?.stopLoad();
    this.#recovery.onLoadingStopped(
      error instanceof StreamError ? error : new StreamError('network', { detail: 'A request could not be sent.' }),
    );
  }

  #fail(error: StreamError): void {
    if (this.#live.isPlaylistLoss(error)) this.endOfStream();
    else this.#options.onError(error);
  }
}

/** AirPlay needs a second source if the browser plays through `ManagedMediaSource`. */
const canPlayRemotely = (media: AirPlayMedia): boolean =>
  'ManagedMediaSource' in globalThis && media.webkitShowPlaybackTargetPicker !== undefined;

/** HTML's load algorithm pauses a `<video>` that has loaded before, or whose `play()` was called in the same task. */
function preservePlaying(media: HTMLVideoElement, load: () => void): void {
  const { paused } = media;
  preservePlaybackRate(media, load);
  if (!paused && media.paused) void media.play().catch(() => undefined);
}

/** Seconds that are loaded until playback is requested. */
const WAITING_BUFFER_S = 1;

/** Playlists of an ended live stream do not come back. */
const LOSS_TRIES = 5;
