import { readClaims } from '@secure-stream/protocol';
import type { Fragment, LevelDetails, LoaderContext } from 'hls.js';
import { StreamError } from '../../errors/stream-error.js';
import { isTokenRejection, rejectedTwice } from '../origin-errors.js';
import type { Clock } from '../../clock.js';
import type { TokenSource } from '../engine.js';
import type { PlaylistResponse } from './playlist-request.js';
import { signatureExpiry } from './segment-signature.js';

export interface SignedSegmentsOptions {
  /** The address of the media playlist that a fragment stands in, as it was asked for: after a redirect its base is another. */
  findPlaylistUrl(frag: Fragment): string | undefined;
  request(url: string, frag: Fragment): Promise<PlaylistResponse>;
  parse(response: PlaylistResponse, frag: Fragment): LevelDetails;
  readonly tokens: Pick<TokenSource, 'current' | 'remainingLifetime'>;
  readonly clock: Pick<Clock, 'wall'>;
}

/**
 * Segments that carry a signature of their own (`/<uid>/video/…?p=…&s=…`) have no token to replace. Before their signature expires the
 * media playlist is fetched anew, and this knows the new URLs; hls.js goes on asking for the old ones. A signature that does not tell when
 * it expires is taken to expire with the token that its playlist was requested with.
 */
export class SignedSegments {
  readonly #options: SignedSegmentsOptions;
  readonly #playlists = new Map<string, Promise<FreshPlaylist>>();
  /** Which token each media playlist that hls.js knows was requested with. */
  readonly #tokens = new Map<string, string>();
  /** A signature was refused, whatever it tells of its expiry. */
  #wasRejected = false;

  constructor(options: SignedSegmentsOptions) {
    this.#options = options;
  }

  /** hls.js is given a media playlist, which was requested with this token. */
  received({ url }: LoaderContext, token: string): void {
    this.#tokens.set(url, token);
  }

  /** The URL as a playlist has it whose signatures have not expired. */
  async refreshUrl(context: LoaderContext): Promise<string> {
    const frag = getFragment(context);
    const playlist = frag && this.#options.findPlaylistUrl(frag);
    if (!playlist) return context.url;
    const known = await this.#load(playlist, frag, false);
    const address = known.findUrl(context);
    if (!address || !this.#isExpired(address, known.token)) return address ?? context.url;
    return (await this.#load(playlist, frag, true)).findUrl(context) ?? address;
  }

  /** Whether `addressOf` has to be asked before the request is sent: the signature that hls.js knows has expired. */
  needsRefresh(context: LoaderContext): boolean {
    const frag = getFragment(context);
    if (!frag) return false;
    return (
      this.#wasRejected || this.#isExpired(context.url, this.#tokens.get(this.#options.findPlaylistUrl(frag) ?? ''))
    );
  }

  /** @param token What the playlist was requested with, if that is known. */
  #isExpired(url: string, token: string | undefined): boolean {
    const expiry = signatureExpiry(url);
    const { tokens, clock } = this.#options;
    const current = tokens.current();
    if (expiry === 'unsigned' || expiry === Infinity || current === null) return false;
    if (expiry === 'unknown') return token !== undefined && token !== current;
    const tokenExpiry = readClaims(current)?.exp;
    // The viewer's clock may be wrong. How long the token is valid is known without it, and both are dated by the server.
    const left =
      tokenExpiry === undefined
        ? expiry - clock.wall() / 1000
        : tokens.remainingLifetime() / 1000 + expiry - tokenExpiry;
    return left <= 0;
  }

  /** The address that took the place of `refused`. Rejects with a `StreamError` when there is none. */
  async replaceRejected(context: LoaderContext, rejectedUrl: string, status: number): Promise<string> {
    const frag = getFragment(context);
    const playlist = frag && this.#options.findPlaylistUrl(frag);
    if (!playlist) throw rejectedTwice(status);
    this.#wasRejected = true;
    // Whoever was refused with the same old address shares one fetch.
    for (const renew of [false, true]) {
      const url = (await this.#load(playlist, frag, renew)).findUrl(context);
      if (url && url !== rejectedUrl) return url;
    }
    throw new StreamError('token-rejected', {
      detail: `The origin answered ${status} to a segment, and a fresh playlist has the same.`,
    });
  }

  async #load(playlist: string, frag: Fragment, renew: boolean): Promise<FreshPlaylist> {
    const cached = this.#playlists.get(playlist);
    const token = this.#options.tokens.current();
    if (cached) {
      const fresh = await cached;
      if (!renew && (token === null || fresh.token === token)) return fresh;
      // Another one who waited has replaced it meanwhile.
      if (this.#playlists.get(playlist) !== cached) return this.#load(playlist, frag, false);
    }
    const loading = this.#options.request(playlist, frag).then((response) => {
      requireSuccess(response);
      return new FreshPlaylist(response, this.#options.parse(response, frag));
    });
    this.#playlists.set(playlist, loading);
    // A fetch that failed is not kept, or it would have failed for ever.
    loading.catch(() => this.#playlists.get(playlist) === loading && this.#playlists.delete(playlist));
    return loading;
  }
}

function requireSuccess({ status }: PlaylistResponse): void {
  if (isTokenRejection(status)) throw rejectedTwice(status);
  if (status >= 300) throw new StreamError('network', { detail: `The origin answered ${status} to a media playlist.` });
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
      // A playlist may have several; they keep their place in it.
      return this.#details.fragments.find(({ initSegment }) => initSegment && isSamePath(initSegment.url, context.url))
        ?.initSegment?.url;
    const counterpart = this.#details.fragments.find(({ sn }) => sn === frag.sn);
    if ((context.type as string) === 'key') return counterpart?.decryptdata?.uri;
    return counterpart?.url;
  }
}

const getFragment = (context: LoaderContext): Fragment | undefined => {
  const { frag, part } = context as LoaderContext & { readonly frag?: Fragment; readonly part?: unknown };
  // The parts of a low-latency stream are asked for within seconds of the playlist that signed them.
  return part ? undefined : frag;
};

const isSamePath = (first: string, second: string): boolean => new URL(first).pathname === new URL(second).pathname;
