import { manifestUrl } from '@secure-stream/protocol';
import type { HlsConfig } from 'hls.js';
import type { EngineOptions } from '../engine.js';
import type { AcceptedToken } from '@secure-stream/session/core';
import { createTokenPlaceholder, type TokenPlaceholder } from '@secure-stream/session/hls';
import { takeOrFetch } from './early-response.js';
import { requestPlaylist, requestSegment, type FetchOptions } from './fetch-with-token.js';
import { Prefetch } from './prefetch.js';

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
  if (source.hlsConfig?.xhrSetup || source.hlsConfig?.loader) return { ...first, prefetch: undefined };
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
