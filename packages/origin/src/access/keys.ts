import { exportJWK, exportPKCS8, generateKeyPair, importJWK, type JWK } from 'jose';

/** A signing key as the service returns it, once: `jwk` and `pem` are in standard base64, and the PEM is PKCS#1. */
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

/** An imported key that signs tokens. */
export interface IssuerKey {
  readonly id: string;
  readonly privateKey: CryptoKey;
}

export type KeyLookup =
  { readonly status: 'active'; readonly publicKey: CryptoKey } | { readonly status: 'unknown' | 'revoked' };

/** A key in the form in which a state file keeps it. Contains a private key only for the service's own key. */
export interface KeyRecord {
  readonly id: string;
  readonly created: string;
  readonly status: 'active' | 'revoked';
  readonly jwk: JWK;
  readonly isIssuer: boolean;
}

interface StoredKey extends KeySummary {
  readonly status: 'active' | 'revoked';
  readonly jwk: JWK;
  /** The service's own key, with which `/token` signs. */
  readonly isIssuer?: true;
  readonly publicKey: () => Promise<CryptoKey>;
}

/** The account's signing keys. Revoking a key invalidates every token that it has signed. */
export class KeyRing {
  readonly #keys = new Map<string, StoredKey>();
  readonly #now: () => number;
  /** The service's own key, with which the API signs tokens. It is not listed, cannot be revoked, and is created on first use. */
  readonly issuer: () => Promise<IssuerKey> = once(async () => {
    const restored = [...this.#keys.values()].find(({ isIssuer }) => isIssuer);
    if (restored) return { id: restored.id, privateKey: (await importJWK(restored.jwk, 'RS256')) as CryptoKey };
    const { privateKey } = await generateKeyPair('RS256', { extractable: true });
    const id = newId();
    const jwk = await exportJWK(privateKey);
    this.#keys.set(id, { id, created: '', status: 'active', isIssuer: true, jwk, publicKey: publicKeyOf(jwk) });
    return { id, privateKey };
  });

  /** @param jwks Keys that exist from the start, in base64, as `create()` and the service return them. */
  constructor(jwks: readonly string[], now: () => number) {
    this.#now = now;
    for (const jwk of jwks) this.add(jwk);
  }

  async create(): Promise<CreatedKey> {
    const { privateKey } = await generateKeyPair('RS256', { extractable: true });
    const id = newId();
    const key: JWK = { use: 'sig', kid: id, alg: 'RS256', ...(await exportJWK(privateKey)) };
    const jwk = btoa(JSON.stringify(key));
    const pem = btoa(pkcs1FromPkcs8(await exportPKCS8(privateKey)));
    return { id, jwk, pem, created: this.add(jwk).created };
  }

  /** Adds a key that was created elsewhere. Throws a `TypeError` unless it is an RSA JWK in base64 with a `kid`. */
  add(jwk: string): KeySummary {
    const { kid, kty, n, e } = parseJwk(jwk);
    if (!kid || kty !== 'RSA' || !n || !e) throw new TypeError('expected an RSA JWK with a kid, in base64');
    const publicJwk = { kty, n, e };
    const created = new Date(this.#now()).toISOString();
    const publicKey = publicKeyOf(publicJwk);
    this.#keys.set(kid, { id: kid, created, status: 'active', jwk: publicJwk, publicKey });
    return { id: kid, created };
  }

  /** Returns `false` if the key is unknown or already revoked. */
  revoke(id: string): boolean {
    const key = this.#keys.get(id);
    if (key?.status !== 'active' || key.isIssuer) return false;
    this.#keys.set(id, { ...key, status: 'revoked' });
    return true;
  }

  /** The keys that are not revoked. Private keys are returned once by `create()` and not stored. */
  get list(): readonly KeySummary[] {
    return [...this.#keys.values()]
      .filter(({ status, isIssuer }) => status === 'active' && !isIssuer)
      .map(({ id, created }) => ({ id, created }));
  }

  async find(id: string): Promise<KeyLookup> {
    const key = this.#keys.get(id);
    if (!key) return { status: 'unknown' };
    return key.status === 'revoked' ? { status: 'revoked' } : { status: 'active', publicKey: await key.publicKey() };
  }

  /** All keys, also revoked ones, for {@link restore}. */
  get records(): readonly KeyRecord[] {
    return [...this.#keys.values()].map(({ id, created, status, jwk, isIssuer = false }) => ({
      id,
      created,
      status,
      jwk,
      isIssuer,
    }));
  }

  /** Adds keys of an earlier run. Keys that are present stay unchanged, unless they were revoked. */
  restore(records: readonly KeyRecord[]): void {
    for (const { isIssuer, ...record } of records) {
      if (this.#keys.has(record.id) && record.status === 'active') continue;
      const key = { ...record, publicKey: publicKeyOf(record.jwk) };
      this.#keys.set(record.id, isIssuer ? { ...key, isIssuer } : key);
    }
  }

  /** An object that changes when another key is added under the same id. */
  identityOf(id: string): object | undefined {
    return this.#keys.get(id)?.publicKey;
  }

  statusOf(id: string): KeyLookup['status'] {
    return this.#keys.get(id)?.status ?? 'unknown';
  }
}

const publicKeyOf = ({ n, e }: JWK) =>
  once(async () => {
    const key = await importJWK({ kty: 'RSA', ...(n && { n }), ...(e && { e }), alg: 'RS256' }, 'RS256');
    // Only a symmetric key is bytes.
    if (key instanceof Uint8Array) throw new TypeError('An RSA key was expected.');
    return key;
  });

const newId = () => crypto.randomUUID().replaceAll('-', '');

function parseJwk(text: string): JWK {
  try {
    return JSON.parse(atob(text)) as JWK;
  } catch {
    // No `cause`: the parser's message would quote a private key.
    throw new TypeError('expected an RSA JWK with a kid, in base64');
  }
}

/** Creates a value on the first call only. */
function once<Value>(create: () => Promise<Value>): () => Promise<Value> {
  let value: Promise<Value> | undefined;
  return () => (value ??= create());
}

/** Converts the PKCS#8 PEM of an RSA key to PKCS#1 (`BEGIN RSA PRIVATE KEY`), the form that the service returns. */
function pkcs1FromPkcs8(pem: string): string {
  const der = Uint8Array.from(atob(pem.replace(/-----[^-]+-----|\s/g, '')), (character) => character.charCodeAt(0));
  // PrivateKeyInfo (RFC 5208) is a sequence of version, algorithm and an octet string, which is the PKCS#1 key.
  const outer = contentOf(der, 0);
  const version = contentOf(der, outer.start);
  const algorithm = contentOf(der, version.end);
  const key = contentOf(der, algorithm.end);
  const base64 = btoa(String.fromCharCode(...der.subarray(key.start, key.end)));
  const lines = base64.match(/.{1,64}/g) ?? [];
  return ['-----BEGIN RSA PRIVATE KEY-----', ...lines, '-----END RSA PRIVATE KEY-----', ''].join('\n');
}

/** The position of a DER value's content. */
function contentOf(der: Uint8Array, at: number): { start: number; end: number } {
  const first = der[at + 1] ?? 0;
  const extra = first < 0x80 ? 0 : first & 0x7f;
  const start = at + 2 + extra;
  const length = extra ? der.subarray(at + 2, start).reduce((sum, byte) => sum * 256 + byte, 0) : first;
  return { start, end: start + length };
}
