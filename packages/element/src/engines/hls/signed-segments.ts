import { readClaims } from '@secure-stream/protocol';
import type { Fragment, LevelDetails, LoaderContext } from 'hls.js';
import { type Clock, StreamError, type TokenSource } from '@secure-stream/session/core';
import { isTokenRejection, rejectedTwice } from '../origin-errors.js';
import type { SegmentContext } from './attempt.js';
import type { PlaylistResponse } from './playlist-request.js';
import { signatureExpiry } from './segment-signature.js';

export interface SignedSegmentsOptions {
  /** The URL of a fragment's media playlist as it was requested: after a redirect, its base URL is another one. */
  findPlaylistUrl(frag: Fragment): string | undefined;
  request(url: string, frag: Fragment): Promise<PlaylistResponse>;
  parse(response: PlaylistResponse, frag: Fragment): LevelDetails;
  readonly tokens: Pick<TokenSource, 'current' | 'remainingLifetime'>;
  readonly clock: Pick<Clock, 'wall'>;
}

/**
 * Segments with a signature of their own (`/<uid>/video/…?p=…&s=…`) contain no token to replace. Before their signature expires, the media
 * playlist is fetched again for new URLs, while hls.js keeps requesting the old ones. A signature without an expiry counts as valid as long
 * as the token that its playlist was requested with.
 */
export class SignedSegments {
  readonly #options: SignedSegmentsOptions;
  readonly #playlists = new Map<string, Promise<FreshPlaylist>>();
  /** The token that each media playlist of hls.js was requested with. */
  readonly #tokens = new Map<string, string>();
  /** A signature was refused, whatever its expiry. */
  #wasRejected = false;

  constructor(options: SignedSegmentsOptions) {
    this.#options = options;
  }

  /** hls.js receives a media playlist that was requested with this token. */
  received({ url }: LoaderContext, token: string): void {
    this.#tokens.set(url, token);
  }

  /** Returns the URL from a playlist whose signatures have not expired. */
  async refreshUrl(context: LoaderContext): Promise<string> {
    const frag = getFragment(context);
    const playlist = frag && this.#options.findPlaylistUrl(frag);
    if (!playlist) return context.url;
    const known = await this.#load(playlist, frag, false);
    const freshUrl = known.findUrl(context);
    if (!freshUrl || !this.#isExpired(freshUrl, known.token)) return freshUrl ?? context.url;
    return (await this.#load(playlist, frag, true)).findUrl(context) ?? freshUrl;
  }

  /** Whether the URL has to be refreshed first: the signature that hls.js knows has expired. */
  needsRefresh(context: LoaderContext): boolean {
    const frag = getFragment(context);
    if (!frag) return false;
    return (
      this.#wasRejected || this.#isExpired(context.url, this.#tokens.get(this.#options.findPlaylistUrl(frag) ?? ''))
    );
  }

  /** @param token The token that the playlist was requested with, if known. */
  #isExpired(url: string, token: string | undefined): boolean {
    const expiry = signatureExpiry(url);
    const { tokens, clock } = this.#options;
    const current = tokens.current();
    if (expiry === 'unsigned' || expiry === Infinity || current === null) return false;
    if (expiry === 'unknown') return token !== undefined && token !== current;
    const tokenExpiry = readClaims(current)?.exp;
    // The viewer's clock may be wrong. The token's remaining lifetime is known without it, and the server's clock dates
    // both expiries.
    const left =
      tokenExpiry === undefined
        ? expiry - clock.wall() / 1000
        : tokens.remainingLifetime() / 1000 + expiry - tokenExpiry;
    return left <= 0;
  }

  /** Returns the URL that replaces a refused one. Rejects with a `StreamError` if there is none. */
  async replaceRejected(context: LoaderContext, rejectedUrl: string, status: number): Promise<string> {
    const frag = getFragment(context);
    const playlist = frag && this.#options.findPlaylistUrl(frag);
    if (!playlist) throw rejectedTwice(status);
    this.#wasRejected = true;
    // Requests that were refused with the same old URL share one fetch.
    for (const renew of [false, true]) {
      const url = (await this.#load(playlist, frag, renew)).findUrl(context);
      if (url && url !== rejectedUrl) return url;
    }
    throw new StreamError('token-rejected', {
      detail: `The origin responded with ${status} to a segment, and a fresh playlist has the same URL.`,
    });
  }

  async #load(playlist: string, frag: Fragment, renew: boolean): Promise<FreshPlaylist> {
    const cached = this.#playlists.get(playlist);
    const token = this.#options.tokens.current();
    if (cached) {
      const fresh = await cached;
      if (!renew && (token === null || fresh.token === token)) return fresh;
      // Another waiting request has replaced the playlist meanwhile.
      if (this.#playlists.get(playlist) !== cached) return this.#load(playlist, frag, false);
    }
    const loading = this.#options.request(playlist, frag).then((response) => {
      requireSuccess(response);
      return new FreshPlaylist(response, this.#options.parse(response, frag));
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

class FreshPlaylist {
  readonly token: string;
  readonly #details: LevelDetails;

  constructor(response: PlaylistResponse, details: LevelDetails) {
    this.token = response.token;
    this.#details = details;
  }

  findUrl(context: LoaderContext): string | undefined {
    const frag = getFragment(context);
    if (!frag) return undefined;
    if (frag.sn === 'initSegment')
      // A playlist may have several init segments; each keeps its path.
      return this.#details.fragments.find(({ initSegment }) => initSegment && isSamePath(initSegment.url, context.url))
        ?.initSegment?.url;
    const counterpart = this.#details.fragments.find(({ sn }) => sn === frag.sn);
    if ((context.type as string) === 'key') return counterpart?.decryptdata?.uri;
    return counterpart?.url;
  }
}

const getFragment = (context: LoaderContext): Fragment | undefined => {
  const { frag, part } = context as SegmentContext & { readonly part?: unknown };
  // Parts of a low-latency stream are requested within seconds after the playlist that signed them.
  return part ? undefined : frag;
};

const isSamePath = (first: string, second: string): boolean => new URL(first).pathname === new URL(second).pathname;
