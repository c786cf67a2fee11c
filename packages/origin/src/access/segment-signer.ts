import type { RefusalReason } from './refusals.js';

/**
 * What `p` says: the fields that the service's own samples have (stream-facts §2.3), and `exp`, which none of them has and which only
 * stands here when the origin is told so. It is for a whole folder, not for one segment, as DASH's templates need it.
 */
export interface SegmentGrant {
  readonly type: 'init' | 'segment' | 'file' | 'download';
  readonly videoID: string;
  /** The folder, such as `video/240`, or the file of a download. */
  readonly track: string;
  /** Seconds since 1970. */
  readonly exp?: number;
}

/** Makes and reads the `?p=…&s=…` of segments that carry their own signature: base64url JSON, and its HMAC-SHA-256. */
export class SegmentSigner {
  #key: Promise<CryptoKey> | undefined;

  /** What stands behind the `?`. */
  async sign(grant: SegmentGrant): Promise<string> {
    const p = base64url(new TextEncoder().encode(JSON.stringify(grant)));
    const signature = await crypto.subtle.sign('HMAC', await this.#secret(), new TextEncoder().encode(p));
    return `p=${p}&s=${base64url(new Uint8Array(signature))}`;
  }

  /** @param now Milliseconds since 1970. */
  async check(query: URLSearchParams, asked: Omit<SegmentGrant, 'exp'>, now: number): Promise<RefusalReason | null> {
    const grant = await this.#read(query.get('p') ?? '', query.get('s') ?? '');
    const { type, videoID, track, exp = Infinity } = grant ?? {};
    if (type !== asked.type || videoID !== asked.videoID || track !== asked.track) return 'segment-signature-invalid';
    return exp * 1000 <= now ? 'segment-signature-expired' : null;
  }

  async #read(p: string, s: string): Promise<SegmentGrant | null> {
    const signature = fromBase64url(s);
    const key = await this.#secret();
    const genuine = signature && (await crypto.subtle.verify('HMAC', key, signature, new TextEncoder().encode(p)));
    const json = genuine ? fromBase64url(p) : null;
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
