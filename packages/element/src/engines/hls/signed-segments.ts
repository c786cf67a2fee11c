import type { Fragment, LevelDetails, LoaderContext } from 'hls.js';
import { isTokenRejection, rejectedTwice, StreamError } from '@secure-stream/session/core';
import type { PlaylistResponse } from './fetch-with-token.js';

/** `frag`: of a request for a segment. */
export type SegmentContext = LoaderContext & { readonly frag?: Fragment };

export interface SignedSegmentsOptions {
  /** The URL of a fragment's media playlist as it was requested: after a redirect, its base URL is another one. */
  findPlaylistUrl(frag: Fragment): string | undefined;
  request(url: string, frag: Fragment): Promise<PlaylistResponse>;
  parse(response: PlaylistResponse, frag: Fragment): LevelDetails;
}

/**
 * Segments with a signature of their own (`/<uid>/video/…?p=…&s=…`) contain no token to replace. After a refusal, the media playlist is
 * fetched again for new URLs, while hls.js keeps requesting the old ones. No observed signature has an expiry (docs/stream-facts.md,
 * "Segments"), so none is predicted.
 */
export class SignedSegments {
  readonly #options: SignedSegmentsOptions;
  /** The latest of each media playlist that was fetched again. */
  readonly #playlists = new Map<string, Promise<LevelDetails>>();

  constructor(options: SignedSegmentsOptions) {
    this.#options = options;
  }

  /** Returns the URL to request: that of hls.js, unless its playlist was fetched again. */
  latestUrl(context: LoaderContext): string | Promise<string> {
    if (this.#playlists.size === 0) return context.url;
    const frag = getFragment(context);
    const details = frag && this.#playlists.get(this.#options.findPlaylistUrl(frag) ?? '');
    // The rejection of a fetch is reported to the request that has started it.
    return details?.then((fresh) => findUrl(fresh, context) ?? context.url).catch(() => context.url) ?? context.url;
  }

  /** Returns the URL that replaces a refused one. Rejects with a `StreamError` if there is none. */
  async replaceRejected(context: LoaderContext, rejectedUrl: string, status: number): Promise<string> {
    const frag = getFragment(context);
    const playlist = frag && this.#options.findPlaylistUrl(frag);
    if (!playlist) throw rejectedTwice(status);
    // Requests that were refused with the same old URL share one fetch.
    const known = this.#playlists.get(playlist);
    const knownUrl = known && findUrl(await known, context);
    if (knownUrl && knownUrl !== rejectedUrl) return knownUrl;
    // Another waiting request may have replaced the playlist meanwhile.
    const latest = this.#playlists.get(playlist);
    const url = findUrl(await (latest && latest !== known ? latest : this.#load(playlist, frag)), context);
    if (url && url !== rejectedUrl) return url;
    throw new StreamError('token-rejected', {
      detail: `The origin responded with ${status} to a segment, and a fresh playlist has the same URL.`,
    });
  }

  #load(playlist: string, frag: Fragment): Promise<LevelDetails> {
    const loading = this.#options.request(playlist, frag).then((response) => {
      requireSuccess(response);
      return this.#options.parse(response, frag);
    });
    this.#playlists.set(playlist, loading);
    // A failed fetch is not cached, so that the next request tries again.
    loading.catch(() => this.#playlists.get(playlist) === loading && this.#playlists.delete(playlist));
    return loading;
  }
}

function requireSuccess({ status }: PlaylistResponse): void {
  if (isTokenRejection(status)) throw rejectedTwice(status);
  if (status >= 300)
    throw new StreamError('network', { detail: `The origin responded with ${status} to a media playlist request.` });
}

function findUrl({ fragments }: LevelDetails, context: LoaderContext): string | undefined {
  const frag = getFragment(context);
  if (!frag) return undefined;
  if (frag.sn === 'initSegment')
    // A playlist may have several init segments; each keeps its path.
    return fragments.find(({ initSegment }) => initSegment && isSamePath(initSegment.url, context.url))?.initSegment
      ?.url;
  const counterpart = fragments.find(({ sn }) => sn === frag.sn);
  return (context.type as string) === 'key' ? counterpart?.decryptdata?.uri : counterpart?.url;
}

const getFragment = (context: LoaderContext): Fragment | undefined => {
  const { frag, part } = context as SegmentContext & { readonly part?: unknown };
  // Parts of a low-latency stream are requested within seconds after the playlist that signed them.
  return part ? undefined : frag;
};

const isSamePath = (first: string, second: string): boolean => new URL(first).pathname === new URL(second).pathname;
