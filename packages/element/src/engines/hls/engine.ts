import type Hls from 'hls.js';
import type { ErrorData, HlsConfig, LoaderContext } from 'hls.js';
import { StreamError } from '@secure-stream/session/core';
import type { Engine, EngineFactory, EngineOptions, EngineSettings } from '../engine.js';
import { HlsTracks, keepCuesOfDisabledTracks } from './tracks.js';
import { HlsLive } from './live.js';
import { emitMissingEvent, signalEndOfStream, watchForStuckSeek } from './media-faults.js';
import { errorFromManifestStatus } from '../origin-errors.js';
import { toStreamError } from './errors.js';
import { BufferLimit, suspendHiddenLive } from './loading-limits.js';
import { createCmcdOption, hasCmcd } from './cmcd.js';
import { needsFullBuild, type HlsBuild } from './hls-build.js';
import { OptionalFallback } from './optional-resources.js';
import { Recovery } from './recovery.js';
import { HlsRequests } from './requests.js';
import { MediaEventFilter } from '../../media/event-filter.js';
import { preservePlaybackRate } from '../../media/media-port.js';
import { MediaReset } from '../media-reset.js';
import type { RemoteOffer } from '../remote-playback.js';
import { canPlayRemotely } from '../remote-state.js';

// In this file's chunk, because the engine fetches them too.
export { prefetchPlaylists } from './requests.js';

export const createHlsEngine: EngineFactory = (options) => new HlsEngine(options);

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
  readonly #requests: HlsRequests;
  readonly #fallback = new OptionalFallback();
  readonly #recovery: Recovery;
  #settings: EngineSettings;
  readonly #bufferLimit: BufferLimit;
  readonly #eventFilter: MediaEventFilter;
  #load: () => Promise<HlsBuild> = () => import('hls.js');
  #hls: Hls | undefined;
  /** Ends what belongs to `#hls`. */
  #hlsLifetime = new AbortController();
  #remote: RemoteOffer | undefined;
  #reset: MediaReset | undefined;

  constructor(options: EngineOptions) {
    const { source, video, clock, settings, tokens } = options;
    const { signal } = this.#lifetime;
    this.#options = options;
    this.#settings = settings;
    this.media = video;
    this.#bufferLimit = new BufferLimit(video);
    const startPosition = Math.max(0, this.#startPosition);
    this.#requests = new HlsRequests({ source, settings, tokens, clock, signal, startPosition });
    this.#recovery = new Recovery({
      video,
      clock,
      startLoad: () => this.#remote?.isActive || this.#resume(),
      stop: () => this.#hls?.stopLoad(),
      onError: (error) => this.#fail(error),
      recovered: () => options.recovered(),
    });
    this.#eventFilter = new MediaEventFilter((name, event) => options.emit(name, event), options.isPauseRequested);
    this.#eventFilter.follow(video);
    video.addEventListener('play', () => this.#limitBuffer(), { signal });
    video.addEventListener('timeupdate', () => this.#requests.optional.pass(video.currentTime), { signal });
    video.textTracks.addEventListener('change', () => this.#requests.optional.hurry(), { signal });
    window.addEventListener('online', () => this.#requests.optional.hurry(), { signal });
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
    this.#requests.optional.hurry();
    this.#remote?.update();
  }

  retry(): void {
    this.#recovery.retryNow();
    this.#requests.optional.hurry();
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
    this.#eventFilter.stop();
    this.#recovery.destroy();
    this.#destroyHls();
    // In a window that is closing, hls.js resets a media source that the browser has closed, and leaves it behind.
    if (this.media.hasAttribute('src')) {
      this.media.removeAttribute('src');
      this.media.load();
    }
    // hls.js sets it for a managed media source, and does not reset it.
    this.media.disableRemotePlayback = this.#settings.disableRemotePlayback ?? false;
  }

  async #start(): Promise<void> {
    this.#hlsLifetime = new AbortController();
    const { signal } = this.#hlsLifetime;
    await this.#startHls(signal).catch((cause: unknown) => {
      // hls.js refuses some options of a page. Another attempt would end in the same way.
      const reason = this.#options.source.hlsConfig ? 'config' : 'unsupported';
      if (!signal.aborted)
        this.#recovery.giveUp(new StreamError(reason, { detail: `hls.js: ${String(cause)}`, cause }));
    });
  }

  async #startHls(signal: AbortSignal): Promise<void> {
    const module = await this.#loadBuild().catch((cause: unknown) => {
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
      isPaused: () => this.#eventFilter.paused,
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
    this.#requests.follow(hls, module);
    signalEndOfStream(hls, module, this.media, signal);
    suspendHiddenLive(hls, this.media, signal);
    this.#live.bind(hls, module);
    // Only once the media source is open.
    if (canPlayRemotely(this.media))
      hls.once(module.Events.MEDIA_ATTACHED, () => this.#offerRemotePlayback(hls, module).catch(() => undefined));
    watchForStuckSeek(this.media, this.#options.clock, signal, () => this.#reset?.recover());
    this.#limitBuffer();
    hls.loadSource(this.#requests.manifestUrl);
    this.#reset.attach();
  }

  /** The build for a script tag has no Common Media Client Data. */
  async #loadBuild(): Promise<HlsBuild> {
    const module = await this.#load();
    return hasCmcd(this.#options.source) && module.loadFullBuild ? module.loadFullBuild() : module;
  }

  #destroyHls(): void {
    this.#hlsLifetime.abort();
    preservePlaybackRate(this.media, () => this.#hls?.destroy());
    this.#hls = undefined;
  }

  /** Plays from the start with another build of hls.js. */
  #useBuild(load: () => Promise<HlsBuild>): void {
    const { media } = this;
    const isPaused = media.paused;
    // oxlint-disable-next-line no-console -- the page loads more than its author expects
    console.warn('<secure-stream>: this stream needs more of hls.js than Cloudflare Stream does. All of it is loaded.');
    this.#load = load;
    this.#destroyHls();
    if (!isPaused) void media.play().catch(() => undefined);
    void this.#start();
  }

  /** Continues where loading stopped: with the code, the manifest or the next segment. */
  #resume(): void {
    const hls = this.#hls;
    if (!hls) void this.#start();
    else if (hls.levels.length === 0) hls.loadSource(this.#requests.manifestUrl);
    else hls.startLoad(this.media.readyState > 0 ? -1 : hls.config.startPosition);
  }

  /** Seconds. -1: hls.js decides. */
  get #startPosition(): number {
    return this.media.currentTime || (this.#options.source.startTime ?? -1);
  }

  async #offerRemotePlayback(hls: Hls, module: HlsBuild): Promise<void> {
    const { tokens, clock, onReload } = this.#options;
    const { signal } = this.#lifetime;
    const { offerRemotePlayback } = await import('../remote-playback.js');
    if (signal.aborted) return;
    const options = {
      hls,
      video: this.media,
      tokens,
      clock,
      signal,
      urlFor: (token: string) => this.#requests.signManifestUrl(token),
      isDisabled: () => this.#settings.disableRemotePlayback ?? false,
      attach: () => this.#reset?.attach(),
      reloaded: onReload,
    };
    this.#remote = offerRemotePlayback(options, module);
  }

  #createConfig(module: HlsBuild): Partial<HlsConfig> {
    const { source, settings } = this.#options;
    const withCredentials = settings.crossOrigin === 'use-credentials';
    const config: Partial<HlsConfig> = {
      startPosition: this.#startPosition,
      lowLatencyMode: source.lowLatency,
      // As on the platform: a live stream has an infinite duration.
      liveDurationInfinity: true,
      // Otherwise hls.js notices up to 100 ms later that the media source has opened.
      startFragPrefetch: true,
      // hls.js prefers a media source of the other kind, beside which Safari offers no AirPlay.
      preferManagedMediaSource: canPlayRemotely(this.media),
      ...(withCredentials && { xhrSetup: (xhr) => void (xhr.withCredentials = true) }),
      ...createCmcdOption(source),
      ...source.hlsConfig,
      // A failed request does not change what the viewer chose.
      preserveManualLevelOnError: true,
      // The inner loader would log URLs with tokens.
      debug: false,
    };
    keepCuesOfDisabledTracks(config, module.default);
    this.#requests.wrapLoaders(config, module, {
      hls: () => this.#hls,
      reset: () => this.#reset,
      audioFailed: (status, context) => this.#audioFailed(status, context),
      isForOtherBuild: (playlist, { type }) => {
        const { loadFullBuild } = module;
        if (!loadFullBuild || !needsFullBuild(playlist, (type as string) !== 'subtitleTrack')) return false;
        this.#useBuild(loadFullBuild);
        return true;
      },
      onError: (error) => this.#onLoadingStopped(error),
    });
    return config;
  }

  #limitBuffer(): void {
    if (this.#hls) this.#bufferLimit.update(this.#hls, this.#settings);
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
    if (this.#hls && this.#fallback.playWithout(this.#hls, data)) return;
    const loss = this.#live.toPlaylistLoss(data);
    if (loss) this.#recovery.onLoadingStopped(loss, LOSS_TRIES);
    else this.#onLoadingStopped(toStreamError(data));
  }

  #audioFailed(status: number, context: LoaderContext): void {
    if (this.#hls && this.#fallback.replaceAudio(this.#hls, context)) return;
    const reason = errorFromManifestStatus(status)?.reason ?? 'network';
    this.#onLoadingStopped(
      new StreamError(reason, { detail: `The origin answered ${status} to every audio rendition.` }),
    );
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

/** Playlists of an ended live stream do not come back. */
const LOSS_TRIES = 5;
