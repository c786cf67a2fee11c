import type Hls from 'hls.js';
import type { Fragment, HlsConfig } from 'hls.js';
import type { MediaReset } from '../media-reset.js';
import { createHlsLoader, createTokenPlaceholder, type TokenPlaceholder } from '@secure-stream/session/hls';
import { completeRequest, type EngineRequestOptions } from './request.js';
import { OptionalRetries, roleOf } from './optional-resources.js';
import { type FetchOptions, requestPlaylist, requestSegment, takeOrFetch } from './fetch-with-token.js';
import { type SegmentContext, SignedSegments } from './signed-segments.js';
import { manifestUrl } from '@secure-stream/protocol';
import type { EngineOptions } from '../engine.js';
import type { AcceptedToken } from '@secure-stream/session/core';
import { hasCmcd } from './cmcd.js';
import { Prefetch } from './prefetch.js';

/** What the loaders need of the engine. */
export interface HlsPlayback extends Pick<EngineRequestOptions, 'audioFailed' | 'isForOtherBuild'> {
  /** A request failed in a way that hls.js must not retry. Stop loading. */
  onError(error: unknown): void;
  hls(): Hls | undefined;
  reset(): MediaReset | undefined;
}

/** The requests of one hls engine. hls.js sees URLs with a placeholder, and each request carries the newest token. */
export class HlsRequests {
  readonly optional: OptionalRetries;
  readonly #options: FirstPlaylistsOptions;
  readonly #first: FirstPlaylists;

  constructor(options: FirstPlaylistsOptions) {
    this.#options = options;
    this.optional = new OptionalRetries(options.clock);
    this.#first = takeFirstPlaylists(options);
  }

  /** URL of the multivariant playlist, for hls.js. */
  get manifestUrl(): string {
    return this.#first.manifestUrl;
  }

  /** Starts `hls` with what was fetched while it loaded. */
  follow(hls: Hls, { Events }: HlsModule): void {
    const { prefetch } = this.#first;
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
    return this.#first.placeholder.fill(this.manifestUrl, token);
  }

  /** Wraps each loader of a configuration. */
  wrapLoaders(config: Partial<HlsConfig>, { default: Hls, M3U8Parser }: HlsModule, playback: HlsPlayback): void {
    const options = this.#createRequestOptions(M3U8Parser, playback);
    for (const name of ['loader', 'fLoader', 'pLoader'] as const) {
      const Base = config[name] ?? (name === 'loader' ? Hls.DefaultConfig.loader : undefined);
      if (!Base) continue;
      const loader = createHlsLoader(Base, {
        complete: (request) => completeRequest(request, options),
        placeholder: options.placeholder,
        onError: (error) => playback.onError(error),
      });
      Object.assign(config, { [name]: loader });
    }
  }

  #createRequestOptions(M3U8Parser: HlsModule['M3U8Parser'], playback: HlsPlayback): EngineRequestOptions {
    const { tokens, clock } = this.#options;
    const signedSegments = new SignedSegments({
      findPlaylistUrl: (frag) => findPlaylistUrl(playback.hls(), frag),
      request: (url, { type }) =>
        requestPlaylist(url, { ...this.#createPlaylistOptions(), isOptional: (type as string) === 'subtitle' }),
      parse: ({ text, url }, frag) => M3U8Parser.parseLevelPlaylist(text, url, frag.level, frag.type, 0, null),
    });
    return {
      tokens,
      clock,
      signedSegments,
      accepted: this.#first.accepted,
      placeholder: this.#first.placeholder,
      optional: this.optional,
      takePrefetched: (url) => this.#first.prefetch?.take(url),
      roleOf: (context) => roleOf(context, playback.hls()?.audioTracks.length ?? 0),
      confirm: async (signal) =>
        (await requestPlaylist(this.manifestUrl, { ...this.#createPlaylistOptions(), signal })).token,
      isSuspect: ({ frag }: SegmentContext) => frag !== undefined && playback.reset()?.isSuspect(frag) === true,
      damaged: ({ frag }: SegmentContext) => frag !== undefined && playback.reset()?.damaged(frag) === true,
      replaceCached: async (url, signal) => {
        const { credentials } = this.#createPlaylistOptions();
        return (await fetch(url, { cache: 'reload', credentials, signal })).arrayBuffer();
      },
      audioFailed: (status, context) => playback.audioFailed(status, context),
      isForOtherBuild: (playlist, context) => playback.isForOtherBuild(playlist, context),
    };
  }

  #createPlaylistOptions(): FetchOptions {
    return { ...createPlaylistOptions(this.#options, this.#first), signal: this.#options.signal };
  }
}

type HlsModule = typeof import('hls.js');

function findPlaylistUrl(hls: Hls | undefined, frag: Fragment): string | undefined {
  const tracks = { main: hls?.levels, audio: hls?.audioTracks, subtitle: hls?.subtitleTracks };
  const url = tracks[frag.type as keyof typeof tracks]?.[frag.level]?.url;
  return typeof url === 'string' ? url : url?.[0];
}

export interface FirstPlaylistsOptions extends Pick<EngineOptions, 'source' | 'settings' | 'tokens' | 'clock'> {
  /** Ends the requests. */
  readonly signal: AbortSignal;
  /** Where playback starts, in seconds. `null`: fetch no segments. */
  readonly startPosition: number | null;
}

/** The playlists that hls.js requests first, and what their URLs and texts contain in place of the token. */
export interface FirstPlaylists {
  /** URL of the multivariant playlist, for hls.js. */
  readonly manifestUrl: string;
  readonly placeholder: TokenPlaceholder;
  readonly accepted: AcceptedToken;
  /** Nothing for a page that changes requests: it gets no request that it cannot change. */
  readonly prefetch: Prefetch | undefined;
}

/** Fetches the playlists of a video whose engine comes later. */
export function prefetchPlaylists(options: FirstPlaylistsOptions): void {
  prefetched.set(options.tokens, fetchFirstPlaylists(options));
}

/** Returns what was fetched with this token source, once, or fetches it now. */
export function takeFirstPlaylists(options: FirstPlaylistsOptions): FirstPlaylists {
  const earlier = prefetched.get(options.tokens);
  prefetched.delete(options.tokens);
  return earlier ?? fetchFirstPlaylists(options);
}

const prefetched = new WeakMap<EngineOptions['tokens'], FirstPlaylists>();

function fetchFirstPlaylists(options: FirstPlaylistsOptions): FirstPlaylists {
  const { source, clock, signal, startPosition } = options;
  const placeholder = createTokenPlaceholder(source.origin);
  const url = manifestUrl({ origin: source.origin, id: placeholder.segment }, 'hls', {
    protocol: source.lowLatency ? 'llhls' : undefined,
    dvrEnabled: source.dvr || undefined,
  });
  const first = { manifestUrl: url, placeholder, accepted: { token: null } };
  if (source.hlsConfig?.xhrSetup || source.hlsConfig?.loader || hasCmcd(source))
    return { ...first, prefetch: undefined };
  const withToken = createPlaylistOptions(options, first);
  const prefetch = new Prefetch(url, {
    clock,
    signal,
    startPosition: decidesStart(source.hlsConfig) ? null : startPosition,
    requestPlaylist: (url, signal, isOptional) =>
      requestPlaylist(url, { ...withToken, signal, isOptional, fetch: takeOrFetch }),
    requestSegment: (url, signal, headersReceived) => requestSegment(url, { ...withToken, signal }, headersReceived),
  });
  return { ...first, prefetch };
}

/** Whether the page's options have a say in the first segments. */
const decidesStart = (config: Partial<HlsConfig> = {}): boolean =>
  Object.keys(config).some((name) => /level|abr|bitrate|bandwidth|loader|start/i.test(name));

export const createPlaylistOptions = (
  { tokens, settings }: Pick<EngineOptions, 'tokens' | 'settings'>,
  { accepted, placeholder }: Pick<FirstPlaylists, 'accepted' | 'placeholder'>,
): Omit<FetchOptions, 'signal'> => ({
  tokens,
  accepted,
  placeholder,
  credentials: settings.crossOrigin === 'use-credentials' ? 'include' : 'same-origin',
});
