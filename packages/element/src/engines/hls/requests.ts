import type Hls from 'hls.js';
import type { Fragment, HlsConfig } from 'hls.js';
import { manifestUrl } from '@secure-stream/protocol';
import type { EngineOptions } from '../engine.js';
import type { MediaReset } from '../media-reset.js';
import type { AcceptedToken } from '../send-with-token.js';
import type { SegmentContext } from './attempt.js';
import { OptionalRetries, roleOf } from './optional-resources.js';
import { requestPlaylist, type PlaylistRequestOptions } from './playlist-request.js';
import { Prefetch } from './prefetch.js';
import { requestSegment } from './segment-request.js';
import { SignedSegments } from './signed-segments.js';
import { createTokenLoader, type TokenLoaderOptions } from './token-loader.js';
import { createTokenPlaceholder } from './token-placeholder.js';

export interface HlsRequestsOptions extends Pick<EngineOptions, 'source' | 'settings' | 'tokens' | 'clock'> {
  /** Ends all requests. */
  readonly signal: AbortSignal;
  /** Where playback starts, in seconds. */
  readonly startPosition: number;
}

/** What the loaders need of the engine. */
export interface HlsPlayback extends Pick<TokenLoaderOptions, 'audioFailed' | 'isForOtherBuild' | 'onError'> {
  hls(): Hls | undefined;
  reset(): MediaReset | undefined;
}

/** The requests of one hls engine. hls.js sees URLs with a placeholder, and each request carries the newest token. */
export class HlsRequests {
  /** URL of the multivariant playlist, for hls.js. */
  readonly manifestUrl: string;
  readonly optional: OptionalRetries;
  readonly #options: HlsRequestsOptions;
  readonly #placeholder = createTokenPlaceholder();
  readonly #accepted: AcceptedToken = { token: null };
  readonly #prefetch: Prefetch | undefined;

  constructor(options: HlsRequestsOptions) {
    const { source, clock, signal, startPosition } = options;
    this.#options = options;
    this.optional = new OptionalRetries(clock);
    this.manifestUrl = manifestUrl({ origin: source.origin, id: this.#placeholder.segment }, 'hls', {
      protocol: source.lowLatency ? 'llhls' : undefined,
      dvrEnabled: source.dvr || undefined,
    });
    // A page that changes requests gets no request that it cannot change.
    if (source.hlsConfig?.xhrSetup || source.hlsConfig?.loader) return;
    this.#prefetch = new Prefetch(this.manifestUrl, {
      clock,
      signal,
      startPosition: decidesStart(source.hlsConfig) ? null : startPosition,
      requestPlaylist: (url, signal, isOptional) =>
        requestPlaylist(url, { ...this.#createPlaylistOptions(), signal, isOptional }),
      requestSegment: (url, signal, headersReceived) =>
        requestSegment(url, { ...this.#createPlaylistOptions(), signal }, headersReceived),
    });
  }

  /** Starts `hls` with what was fetched while it loaded. */
  follow(hls: Hls, { Events }: HlsModule): void {
    const prefetch = this.#prefetch;
    if (!prefetch) return;
    hls.on(Events.MANIFEST_PARSED, () => {
      const { videoPlaylist } = prefetch;
      const level = hls.levels.findIndex(({ url }) => videoPlaylist !== undefined && url.includes(videoPlaylist));
      if (level >= 0) hls.startLevel = level;
    });
    hls.on(Events.FRAG_BUFFERED, (_event, { frag }) => {
      if ((frag.type as string) !== 'main') return;
      prefetch.end();
      // After a reset of the media source, playback starts with the level that played.
      if (hls.autoLevelEnabled) hls.startLevel = frag.level;
    });
  }

  /** The URL of the multivariant playlist with this token. */
  signManifestUrl(token: string): string {
    return this.#placeholder.fill(this.manifestUrl, token);
  }

  /** Wraps each loader of a configuration. */
  wrapLoaders(config: Partial<HlsConfig>, { default: Hls, M3U8Parser }: HlsModule, playback: HlsPlayback): void {
    const options = this.#createLoaderOptions(M3U8Parser, playback);
    for (const name of ['loader', 'fLoader', 'pLoader'] as const) {
      const Base = config[name] ?? (name === 'loader' ? Hls.DefaultConfig.loader : undefined);
      if (Base) Object.assign(config, { [name]: createTokenLoader(Base, options) });
    }
  }

  #createLoaderOptions(M3U8Parser: HlsModule['M3U8Parser'], playback: HlsPlayback): TokenLoaderOptions {
    const { tokens, clock } = this.#options;
    const signedSegments = new SignedSegments({
      tokens,
      clock,
      findPlaylistUrl: (frag) => findPlaylistUrl(playback.hls(), frag),
      request: (url, { type }) =>
        requestPlaylist(url, { ...this.#createPlaylistOptions(), isOptional: (type as string) === 'subtitle' }),
      parse: ({ text, url }, frag) => M3U8Parser.parseLevelPlaylist(text, url, frag.level, frag.type, 0, null),
    });
    return {
      tokens,
      clock,
      signedSegments,
      accepted: this.#accepted,
      placeholder: this.#placeholder,
      optional: this.optional,
      takePrefetched: (url) => this.#prefetch?.take(url),
      roleOf: (context) => roleOf(context, playback.hls()?.audioTracks.length ?? 0),
      confirm: async (signal) =>
        (await requestPlaylist(this.manifestUrl, { ...this.#createPlaylistOptions(), signal })).token,
      isSuspect: ({ frag }: SegmentContext) => frag !== undefined && playback.reset()?.isSuspect(frag) === true,
      damaged: ({ frag }: SegmentContext) => frag !== undefined && playback.reset()?.damaged(frag) === true,
      replaceCached: async (url, signal) => {
        const { credentials } = this.#createPlaylistOptions();
        return (await fetch(url, { cache: 'reload', credentials, signal })).arrayBuffer();
      },
      audioFailed: (status) => playback.audioFailed(status),
      isForOtherBuild: (playlist, context) => playback.isForOtherBuild(playlist, context),
      onError: (error) => playback.onError(error),
    };
  }

  #createPlaylistOptions(): PlaylistRequestOptions {
    const { tokens, settings, signal } = this.#options;
    return {
      tokens,
      signal,
      accepted: this.#accepted,
      placeholder: this.#placeholder,
      credentials: settings.crossOrigin === 'use-credentials' ? 'include' : 'same-origin',
    };
  }
}

/** Whether the page's options have a say in the first segments. */
const decidesStart = (config: Partial<HlsConfig> = {}): boolean =>
  Object.keys(config).some((name) => /level|abr|bitrate|bandwidth|loader|start/i.test(name));

type HlsModule = typeof import('hls.js');

function findPlaylistUrl(hls: Hls | undefined, frag: Fragment): string | undefined {
  const tracks = { main: hls?.levels, audio: hls?.audioTracks, subtitle: hls?.subtitleTracks };
  const url = tracks[frag.type as keyof typeof tracks]?.[frag.level]?.url;
  return typeof url === 'string' ? url : url?.[0];
}
