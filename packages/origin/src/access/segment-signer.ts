import type { RefusalReason } from './refusals.js';

/** How access to segments is granted: by the token in their URL, or by a signature of their own. Which the service uses is unknown. */
export interface SegmentAccess {
  /** Default `token`: the stricter one, and the harder one for a player (docs/stream-facts.md, "Segments"). */
  readonly segments: 'token' | 'signature';
  /** Seconds that a signature is valid, or `token` for the expiry of the playlist's token. Default: no expiry, as in all samples. */
  readonly segmentLifetime?: number | 'token' | undefined;
}

/**
 * The content of `p`: the fields of the service's samples (docs/stream-facts.md, "Segments") and an optional `exp`, which no sample has.
 * A grant covers a folder instead of one segment, because DASH uses one URL template for all segments.
 */
export interface SegmentGrant {
  readonly type: 'init' | 'segment' | 'file' | 'download';
  readonly videoID: string;
  /** The folder, such as `video/240`, or the file name of a download. */
  readonly track: string;
  /** Seconds since 1970. */
  readonly exp?: number;
}

/** Creates and checks the `?p=…&s=…` of signed segment URLs: JSON in base64url, and its HMAC-SHA-256. */
export class SegmentSigner {
  #key: Promise<CryptoKey> | undefined;

  /** Returns the query string, without `?`. */
  async sign(grant: SegmentGrant): Promise<string> {
    const p = base64url(new TextEncoder().encode(JSON.stringify(grant)));
    const signature = await crypto.subtle.sign('HMAC', await this.#secret(), new TextEncoder().encode(p));
    return `p=${p}&s=${base64url(new Uint8Array(signature))}`;
  }

  /** @param now Milliseconds since 1970. */
  async check(
    query: URLSearchParams,
    requested: Omit<SegmentGrant, 'exp'>,
    now: number,
  ): Promise<RefusalReason | null> {
    const grant = await this.#read(query.get('p') ?? '', query.get('s') ?? '');
    const { type, videoID, track, exp = Infinity } = grant ?? {};
    if (type !== requested.type || videoID !== requested.videoID || track !== requested.track)
      return 'segment-signature-invalid';
    return exp * 1000 <= now ? 'segment-signature-expired' : null;
  }

  async #read(p: string, s: string): Promise<SegmentGrant | null> {
    const signature = fromBase64url(s);
    const key = await this.#secret();
    const isValid = signature && (await crypto.subtle.verify('HMAC', key, signature, new TextEncoder().encode(p)));
    const json = isValid ? fromBase64url(p) : null;
    return json && (JSON.parse(new TextDecoder().decode(json)) as SegmentGrant);
  }

  #secret(): Promise<CryptoKey> {
    this.#key ??= crypto.subtle.generateKey({ name: 'HMAC', hash: 'SHA-256' }, false, ['sign', 'verify']);
    return this.#key;
  }
}

const base64url = (bytes: Uint8Array): string =>
  btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');

function fromBase64url(text: string): Uint8Array<ArrayBuffer> | null {
  try {
    return Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (one) => one.charCodeAt(0));
  } catch {
    return null;
  }
}
