import type Hls from 'hls.js';
import type { ErrorData, Fragment, HlsConfig, LoaderContext } from 'hls.js';
import { manifestUrl } from '@secure-stream/protocol';
import { StreamError } from '../catalogue/errors.js';
import type { Engine, EngineFactory, EngineHost, EngineSettings } from './engine.js';
import { HlsBroadcast } from './hls-broadcast.js';
import { endUnheard } from './hls-end.js';
import { toStreamError } from './hls-errors.js';
import { createTokenLoader } from './hls-loader.js';
import { AudioFallback, OptionalRetries, roleOf, roleOfError } from './hls-optional.js';
import { createPlaceholder } from './hls-placeholder.js';
import { Prefetch } from './hls-prefetch.js';
import { Recovery } from './hls-recovery.js';
import { requestText, type TextRequest } from './hls-request.js';
import { SignedSegments } from './hls-signed.js';
import { sayUnsaid } from './hls-unsaid.js';
import { keepRate } from './keep-rate.js';
import { HlsTracks } from '../tracks/hls-tracks.js';
import { forwardMediaEvents } from './video-events.js';
import type { RemoteOffer } from './remote-playback.js';
import type { AirPlayMedia } from './remote-state.js';

export const createHlsEngine: EngineFactory = (host) => new HlsEngine(host);

type HlsModule = typeof import('hls.js');

/** Plays through Media Source Extensions. The only engine whose every request can carry the newest token: it renews in place. */
class HlsEngine implements Engine {
  readonly kind = 'hls';
  readonly media: HTMLVideoElement;
  readonly tracks = new HlsTracks();
  readonly #broadcast = new HlsBroadcast();

  readonly #host: EngineHost;
  readonly #life = new AbortController();
  readonly #placeholder = createPlaceholder();
  readonly #optional: OptionalRetries;
  readonly #fallback = new AudioFallback();
  readonly #address: string;
  readonly #recovery: Recovery;
  #settings: EngineSettings;
  readonly #prefetched: Prefetch | undefined;
  #hls: Hls | undefined;
  #remote: RemoteOffer | undefined;
  /** Seconds, as configured: `#restrain` overwrites it in hls.js. */
  #longestBuffer = 0;
  /** The one repair of the decoder that is tried until something plays again. */
  #repaired = false;

  constructor(host: EngineHost) {
    const { source, video, clock, settings } = host;
    this.#host = host;
    this.#settings = settings;
    this.media = video;
    this.#address = manifestUrl({ origin: source.origin, id: this.#placeholder.segment }, 'hls', {
      protocol: source.lowLatency ? 'llhls' : undefined,
      dvrEnabled: source.dvr || undefined,
    });
    this.#optional = new OptionalRetries(clock);
    this.#recovery = new Recovery({
      video,
      clock,
      page: globalThis,
      resume: () => this.#remote?.isActive || this.#hls?.startLoad(),
      fail: (error) => this.#fail(error),
    });
    const { signal } = this.#life;
    forwardMediaEvents(video, (name, event) => host.emit(name, event), signal);
    video.addEventListener('play', () => this.#restrain(), { signal });
    video.addEventListener('playing', () => (this.#repaired = false), { signal });
    video.addEventListener('timeupdate', () => this.#optional.pass(video.currentTime), { signal });
    video.textTracks.addEventListener('change', () => this.#optional.hurry(), { signal });
    window.addEventListener('online', () => this.#optional.hurry(), { signal });
    this.#prefetched = this.#prefetch();
    void this.#start();
  }

  update(settings: EngineSettings): void {
    this.#settings = settings;
    this.#restrain();
    this.#remote?.update();
  }

  /** Each request takes the token of its moment. Only loading that stopped for want of one has to be started again. */
  renew(): void {
    this.#recovery.again();
    this.#optional.hurry();
    this.#remote?.update();
  }

  get playlist() {
    return this.#broadcast.playlist;
  }

  finish(): void {
    this.#recovery.calm();
    const { signal } = this.#life;
    const sayEnded = sayUnsaid(this.media, 'ended', this.#host.clock, signal);
    this.media.addEventListener('durationchange', () => this.media.ended && sayEnded(), { once: true, signal });
    this.#broadcast.finish();
  }

  destroy(): void {
    this.#life.abort();
    this.#recovery.destroy();
    keepRate(this.media, () => this.#hls?.destroy());
    this.#hls = undefined;
    // hls.js switches it on for a managed media source, and leaves it so.
    this.media.disableRemotePlayback = this.#settings.disableRemotePlayback ?? false;
  }

  #prefetch(): Prefetch | undefined {
    const { clock, source } = this.#host;
    if (source.hlsConfig?.xhrSetup || source.hlsConfig?.loader) return undefined;
    const request = (address: string, signal: AbortSignal) => requestText(address, { ...this.#request(), signal });
    return new Prefetch(this.#address, { clock, request, signal: this.#life.signal });
  }

  async #start(): Promise<void> {
    const { signal } = this.#life;
    const module = await import('hls.js').catch((cause: unknown) => {
      if (!signal.aborted) this.#fail(new StreamError('network', { detail: 'hls.js could not be loaded.', cause }));
    });
    if (!module || signal.aborted) return;
    const hls = new module.default(this.#config(module));
    this.#hls = hls;
    this.#longestBuffer = hls.config.maxMaxBufferLength;
    hls.on(module.Events.ERROR, (_event, data) => this.#troubled(data));
    hls.on(module.Events.FRAG_BUFFERED, (_event, { frag }) => this.#recovery.buffered(frag.type));
    hls.on(module.Events.FRAG_BUFFERED, sayUnsaid(this.media, 'progress', this.#host.clock, signal));
    this.tracks.follow(hls, module);
    this.#fallback.follow(hls, module);
    endUnheard(hls, module, this.media, signal);
    this.#broadcast.follow(hls, module);
    if (canPlayRemotely(this.media))
      hls.once(module.Events.MEDIA_ATTACHED, () => void this.#offerRemotePlayback(hls, module));
    this.#restrain();
    hls.loadSource(this.#address);
    keepPlaying(this.media, () => hls.attachMedia(this.media));
  }

  /** Only where there is AirPlay, and only once the media source is open. */
  async #offerRemotePlayback(hls: Hls, module: HlsModule): Promise<void> {
    const { tokens, clock, reloaded } = this.#host;
    const { signal } = this.#life;
    const { offerRemotePlayback } = await import('./remote-playback.js');
    if (signal.aborted) return;
    const options = {
      hls,
      video: this.media,
      tokens,
      clock,
      signal,
      urlFor: (token: string) => this.#placeholder.fill(this.#address, token),
      isDisabled: () => this.#settings.disableRemotePlayback ?? false,
      keepPlaying: (load: () => void) => keepPlaying(this.media, load),
      reloaded,
    };
    this.#remote = offerRemotePlayback(options, module);
  }

  #config(module: HlsModule): Partial<HlsConfig> {
    const { source, tokens, clock, settings } = this.#host;
    const withCredentials = settings.crossorigin === 'use-credentials';
    const config: Partial<HlsConfig> = {
      startPosition: this.media.currentTime || (source.startTime ?? -1),
      lowLatencyMode: source.lowLatency,
      // As the platform has it: a broadcast has no length.
      liveDurationInfinity: true,
      ...(withCredentials && { xhrSetup: (xhr) => void (xhr.withCredentials = true) }),
      ...source.hlsConfig,
      // The inner loader would log addresses with tokens.
      debug: false,
    };
    const signed = new SignedSegments({
      playlistOf: (frag) => this.#playlistOf(frag),
      request: (address, { type }) =>
        requestText(address, { ...this.#request(), optional: (type as string) === 'subtitle' }),
      parse: ({ text, url }, frag) => module.M3U8Parser.parseLevelPlaylist(text, url, frag.level, frag.type, 0, null),
      tokens,
      clock,
    });
    const options = {
      tokens,
      clock,
      signed,
      trust: { token: null },
      placeholder: this.#placeholder,
      optional: this.#optional,
      roleOf: (context: LoaderContext) => roleOf(context, this.#audioRenditions),
      confirm: async (signal: AbortSignal) => (await requestText(this.#address, { ...this.#request(), signal })).token,
      audioFailed: (status: number) => this.#audioFailed(status),
      prefetched: (address: string) => this.#prefetched?.take(address),
      fail: (error: unknown) => this.#broken(error),
    };
    for (const name of ['loader', 'fLoader', 'pLoader'] as const) {
      const Base = config[name] ?? (name === 'loader' ? module.default.DefaultConfig.loader : undefined);
      if (Base) Object.assign(config, { [name]: createTokenLoader(Base, options) });
    }
    return config;
  }

  #request(): TextRequest {
    return {
      tokens: this.#host.tokens,
      placeholder: this.#placeholder,
      signal: this.#life.signal,
      credentials: this.#host.settings.crossorigin === 'use-credentials' ? 'include' : 'same-origin',
    };
  }

  #playlistOf(frag: Fragment): string | undefined {
    const hls = this.#hls;
    const tracks = { main: hls?.levels, audio: hls?.audioTracks, subtitle: hls?.subtitleTracks };
    const url = tracks[frag.type as keyof typeof tracks]?.[frag.level]?.url;
    return typeof url === 'string' ? url : url?.[0];
  }

  /** `preload="metadata"` loads no more than the first segment, until somebody plays. */
  #restrain(): void {
    const hls = this.#hls;
    if (!hls) return;
    const { preload, autoplay } = this.#settings;
    const waits = preload !== 'auto' && !autoplay && this.media.paused && this.media.played.length === 0;
    hls.config.maxMaxBufferLength = waits ? 1 : this.#longestBuffer;
  }

  #troubled(data: ErrorData): void {
    const track = data.frag?.type ?? data.parent ?? 'main';
    if (!data.fatal) {
      if ((data.type as string) === 'networkError') this.#recovery.troubled(toStreamError(data), track);
      return;
    }
    if ((data.type as string) === 'mediaError' && !this.#repaired) {
      this.#repaired = true;
      keepPlaying(this.media, () => this.#hls?.recoverMediaError());
      return;
    }
    if (this.#playWithout(data)) return;
    this.#broken(this.#broadcast.lossOf(data) ?? toStreamError(data));
  }

  /** hls.js has stopped for something that playback can do without. */
  #playWithout(data: ErrorData): boolean {
    const hls = this.#hls;
    const role = roleOfError(data, this.#audioRenditions);
    if (!hls || role === 'required') return false;
    // A failed network says nothing about one audio rendition.
    if (role === 'audio' && !((data.response?.code ?? 0) >= 400 && this.#fallback.replace(hls))) return false;
    if (role === 'captions') hls.subtitleTrack = -1;
    hls.startLoad();
    return true;
  }

  #audioFailed(status: number): void {
    if (this.#hls && this.#fallback.replace(this.#hls)) return;
    this.#broken(new StreamError('network', { detail: `The origin answered ${status} to every audio rendition.` }));
  }

  get #audioRenditions(): number {
    return this.#hls?.audioTracks.length ?? 0;
  }

  #broken(error: unknown): void {
    this.#hls?.stopLoad();
    this.#recovery.broken(
      error instanceof StreamError ? error : new StreamError('network', { detail: 'A request could not be sent.' }),
    );
  }

  #fail(error: StreamError): void {
    this.#hls?.stopLoad();
    this.#recovery.destroy();
    if (this.#broadcast.isLoss(error)) this.finish();
    else this.#host.fail(error);
  }
}

/** Where a browser plays media sources through `ManagedMediaSource`, AirPlay needs another source. */
const canPlayRemotely = (media: AirPlayMedia): boolean =>
  'ManagedMediaSource' in globalThis && media.webkitShowPlaybackTargetPicker !== undefined;

/** HTML’s load algorithm pauses a `<video>` that has loaded before, or was told to play in this very turn. */
function keepPlaying(media: HTMLVideoElement, load: () => void): void {
  const { paused } = media;
  keepRate(media, load);
  if (!paused && media.paused) void media.play().catch(() => undefined);
}
