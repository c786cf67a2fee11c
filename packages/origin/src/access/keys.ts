import { exportJWK, exportPKCS8, generateKeyPair, importJWK, type JWK } from 'jose';
import { pkcs1FromPkcs8 } from './pkcs1.js';

/** A signing key as the service hands it out, once: `jwk` and `pem` are in standard base64, and the PEM is PKCS#1. */
export interface CreatedKey {
  readonly id: string;
  readonly jwk: string;
  readonly pem: string;
  /** ISO 8601. */
  readonly created: string;
}

export interface KeySummary {
  readonly id: string;
  readonly created: string;
}

/** A key that is ready to sign. */
export interface Issuer {
  readonly id: string;
  readonly privateKey: CryptoKey;
}

export type KeyLookup =
  { readonly status: 'active'; readonly publicKey: CryptoKey } | { readonly status: 'unknown' | 'revoked' };

interface StoredKey extends KeySummary {
  readonly status: 'active' | 'revoked';
  /** The service's own. */
  readonly own?: true;
  readonly publicKey: () => Promise<CryptoKey>;
}

/** The account's signing keys. Revoking one ends every token that it has signed. */
export class KeyRing {
  readonly #keys = new Map<string, StoredKey>();
  readonly #now: () => number;
  /** The service's own key, with which the API signs tokens. It is in no list, cannot be revoked, and is made when it is first needed. */
  readonly issuer: () => Promise<Issuer> = once(async () => {
    const { privateKey, publicKey } = await generateKeyPair('RS256');
    const id = newId();
    this.#keys.set(id, { id, created: '', status: 'active', own: true, publicKey: async () => publicKey });
    return { id, privateKey };
  });

  /** @param given Keys that exist from the start: JWKs in base64, as `create()` and the service return them. */
  constructor(given: readonly string[], now: () => number) {
    this.#now = now;
    for (const jwk of given) this.add(jwk);
  }

  async create(): Promise<CreatedKey> {
    const { privateKey } = await generateKeyPair('RS256', { extractable: true });
    const id = newId();
    const key: JWK = { use: 'sig', kid: id, alg: 'RS256', ...(await exportJWK(privateKey)) };
    const jwk = btoa(JSON.stringify(key));
    const pem = btoa(pkcs1FromPkcs8(await exportPKCS8(privateKey)));
    return { id, jwk, pem, created: this.add(jwk).created };
  }

  /** Takes in a key that was made elsewhere. Throws a `TypeError` when it is no RSA JWK in base64 with a `kid`. */
  add(jwk: string): KeySummary {
    const { kid, kty, n, e } = parseJwk(jwk);
    if (!kid || kty !== 'RSA' || !n || !e) throw new TypeError('a base64 RSA JWK with a kid is expected');
    const publicKey = once(async () => (await importJWK({ kty, n, e, alg: 'RS256' }, 'RS256')) as CryptoKey);
    const stored: StoredKey = { id: kid, created: new Date(this.#now()).toISOString(), status: 'active', publicKey };
    this.#keys.set(kid, stored);
    return { id: kid, created: stored.created };
  }

  /** `false` when there is no such key, or it is revoked already. */
  revoke(id: string): boolean {
    const key = this.#keys.get(id);
    if (key?.status !== 'active' || key.own) return false;
    this.#keys.set(id, { ...key, status: 'revoked' });
    return true;
  }

  /** The keys that are not revoked. Their private halves were shown once and are not kept. */
  get list(): readonly KeySummary[] {
    return [...this.#keys.values()]
      .filter(({ status, own }) => status === 'active' && !own)
      .map(({ id, created }) => ({ id, created }));
  }

  async find(id: string): Promise<KeyLookup> {
    const key = this.#keys.get(id);
    if (!key) return { status: 'unknown' };
    return key.status === 'revoked' ? { status: 'revoked' } : { status: 'active', publicKey: await key.publicKey() };
  }

  statusOf(id: string): KeyLookup['status'] {
    return this.#keys.get(id)?.status ?? 'unknown';
  }
}

const newId = () => crypto.randomUUID().replaceAll('-', '');

function parseJwk(text: string): JWK {
  try {
    return JSON.parse(atob(text)) as JWK;
  } catch {
    // The cause would quote a private key.
    throw new TypeError('a base64 RSA JWK with a kid is expected');
  }
}

function once<Value>(make: () => Promise<Value>): () => Promise<Value> {
  let made: Promise<Value> | undefined;
  return () => (made ??= make());
}
