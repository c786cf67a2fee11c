import type { Fragment, LevelDetails, LoaderContext } from 'hls.js';
import { StreamError } from '../catalogue/errors.js';
import { refusedAgain } from './hls-errors.js';
import type { TextAnswer } from './hls-request.js';

export interface SignedSegmentsOptions {
  /** The address of the media playlist that a fragment stands in, as it was asked for: after a redirect its base is another. */
  playlistOf(frag: Fragment): string | undefined;
  request(address: string, frag: Fragment): Promise<TextAnswer>;
  parse(answer: TextAnswer, frag: Fragment): LevelDetails;
  /** The token of the moment, or `null`. */
  current(): string | null;
}

/**
 * Segments that carry a signature of their own (`/<uid>/video/…?p=…&s=…`) have no token to replace. When one is refused, the
 * media playlist is fetched anew, and this knows the new addresses; hls.js goes on asking for the old ones.
 */
export class SignedSegments {
  readonly #options: SignedSegmentsOptions;
  readonly #fresh = new Map<string, Promise<FreshPlaylist>>();
  #diesWithToken = false;

  constructor(options: SignedSegmentsOptions) {
    this.#options = options;
  }

  /** The address as a playlist of the present token has it. */
  async addressOf(context: LoaderContext): Promise<string> {
    const frag = fragmentOf(context);
    const playlist = frag && this.#options.playlistOf(frag);
    if (!playlist) return context.url;
    const fresh = await this.#load(playlist, frag, false);
    return fresh.addressOf(context) ?? context.url;
  }

  /** Whether `addressOf` has to be asked before the request is sent: signatures were seen to die. */
  concerns(context: LoaderContext): boolean {
    return this.#diesWithToken && fragmentOf(context) !== undefined;
  }

  /** The address that took the place of `refused`. Rejects with a `StreamError` when there is none. */
  async replace(context: LoaderContext, refused: string, status: number): Promise<string> {
    const frag = fragmentOf(context);
    const playlist = frag && this.#options.playlistOf(frag);
    if (!playlist) throw refusedAgain(status);
    this.#diesWithToken = true;
    // Whoever was refused with the same old address shares one fetch.
    for (const renew of [false, true]) {
      const address = (await this.#load(playlist, frag, renew)).addressOf(context);
      if (address && address !== refused) return address;
    }
    throw new StreamError('token-rejected', {
      detail: `The origin answered ${status} to a segment, and a fresh playlist has the same.`,
    });
  }

  async #load(playlist: string, frag: Fragment, renew: boolean): Promise<FreshPlaylist> {
    const known = this.#fresh.get(playlist);
    const token = this.#options.current();
    if (known) {
      const fresh = await known;
      if (!renew && (token === null || fresh.token === token)) return fresh;
      // Another one who waited has replaced it meanwhile.
      if (this.#fresh.get(playlist) !== known) return this.#load(playlist, frag, false);
    }
    const asked = this.#options
      .request(playlist, frag)
      .then((answer) => new FreshPlaylist(answer, this.#options.parse(answer, frag)));
    this.#fresh.set(playlist, asked);
    // A fetch that failed is not kept, or it would have failed for ever.
    asked.catch(() => this.#fresh.get(playlist) === asked && this.#fresh.delete(playlist));
    return asked;
  }
}

class FreshPlaylist {
  readonly token: string;
  readonly #details: LevelDetails;

  constructor(answer: TextAnswer, details: LevelDetails) {
    this.token = answer.token;
    this.#details = details;
  }

  addressOf(context: LoaderContext): string | undefined {
    const frag = fragmentOf(context);
    if (!frag) return undefined;
    if (frag.sn === 'initSegment')
      // A playlist may have several; they keep their place in it.
      return this.#details.fragments.find(({ initSegment }) => initSegment && samePath(initSegment.url, context.url))
        ?.initSegment?.url;
    const twin = this.#details.fragments.find(({ sn }) => sn === frag.sn);
    if ((context.type as string) === 'key') return twin?.decryptdata?.uri;
    return twin?.url;
  }
}

const fragmentOf = (context: LoaderContext): Fragment | undefined => {
  const { frag, part } = context as LoaderContext & { readonly frag?: Fragment; readonly part?: unknown };
  // The parts of a low-latency stream are asked for within seconds of the playlist that signed them.
  return part ? undefined : frag;
};

const samePath = (one: string, other: string): boolean => new URL(one).pathname === new URL(other).pathname;
