import { importJWK, type JWK } from 'jose';
import { SignerError } from './errors.js';
import { pkcs1ToPkcs8 } from './pkcs1.js';

/**
 * A signing key as the service's `/keys` hands it out: the base64 `jwk`, the base64 `pem` beside its `id`, or either of them already decoded.
 * The id stands in the JWK; a PEM has none, so it must be given.
 */
export type KeyMaterial =
  | string
  | { readonly id?: string | undefined; readonly jwk: string | JWK; readonly created?: string | undefined }
  | { readonly id: string; readonly pem: string; readonly created?: string | undefined };

/** A key that is ready to sign. Its private part cannot be read out again. */
export interface SigningKey {
  readonly id: string;
  readonly privateKey: CryptoKey;
  /** When the service made it, in milliseconds since 1970, where that was given. */
  readonly created: number | undefined;
}

/**
 * Imports a key, once; signing with the result costs no further parsing.
 * Throws a {@link SignerError} for a key that is unreadable, public only, not RSA, or has no id.
 */
export async function importSigningKey(material: KeyMaterial): Promise<SigningKey> {
  const { id, secret, created } = unpack(material);
  const jwk = typeof secret === 'string' ? parse(secret) : secret;
  const kid = id ?? (typeof jwk === 'string' ? undefined : jwk.kid);
  if (!kid) throw new SignerError('key-id-missing', { because: 'a PEM carries none: give { id, pem }' });
  const privateKey = await (typeof jwk === 'string' ? importPem(jwk) : importJwk(jwk));
  const algorithm = privateKey.algorithm as Partial<RsaHashedKeyAlgorithm>;
  if ((algorithm.modulusLength ?? 0) < 2048) throw new SignerError('key-not-rsa', { because: 'RS256 wants 2048 bits' });
  // Some platforms take a damaged key and fail with the first signature.
  await readable(() => crypto.subtle.sign(privateKey.algorithm, privateKey, new Uint8Array()));
  return { id: kid, privateKey, created };
}

function unpack(material: KeyMaterial): { id?: string | undefined; secret: string | JWK; created: number | undefined } {
  if (typeof material === 'string') return { secret: material, created: undefined };
  if (typeof material !== 'object' || material === null) throw new SignerError('key-missing');
  const created = material.created === undefined ? undefined : Date.parse(material.created) || undefined;
  const secret = 'pem' in material ? material.pem : material.jwk;
  if (!secret) throw new SignerError('key-missing');
  return { id: material.id, secret, created };
}

/** A JWK, or the text of a PEM. The service encodes both in plain base64, not in base64url. */
function parse(text: string, encoded = true): JWK | string {
  const secret = text.trim();
  if (!secret) throw new SignerError('key-missing');
  if (secret.startsWith('-----BEGIN ')) return secret;
  if (secret.startsWith('{')) return parseJson(secret);
  if (!encoded) throw new SignerError('key-unreadable');
  return parse(new TextDecoder().decode(decodeBase64(secret)), false);
}

function parseJson(text: string): JWK {
  try {
    return JSON.parse(text) as JWK;
  } catch {
    // The parser's own message quotes what it read, and that is the key.
    throw new SignerError('key-unreadable', { because: 'the JWK is not whole' });
  }
}

async function importJwk(jwk: JWK): Promise<CryptoKey> {
  if (jwk.kty !== 'RSA') throw new SignerError('key-not-rsa');
  if (!jwk.d) throw new SignerError('key-public-only');
  return readable(() => importJWK(jwk, 'RS256', { extractable: false }) as Promise<CryptoKey>);
}

async function importPem(pem: string): Promise<CryptoKey> {
  const [, label, body] = /^-----BEGIN ([A-Z ]+)-----\s*([^-]+)-----END \1-----\s*$/.exec(pem) ?? [];
  if (!label || !body) throw new SignerError('key-unreadable', { because: 'the PEM is not whole' });
  switch (label) {
    case 'RSA PRIVATE KEY':
      return importPkcs8(pkcs1ToPkcs8(decodeBase64(body)));
    case 'PRIVATE KEY':
      return importPkcs8(decodeBase64(body));
    case 'EC PRIVATE KEY':
      throw new SignerError('key-not-rsa');
    case 'PUBLIC KEY':
    case 'RSA PUBLIC KEY':
    case 'CERTIFICATE':
      throw new SignerError('key-public-only');
    default:
      throw new SignerError('key-unreadable', { because: 'the PEM is of another kind' });
  }
}

const importPkcs8 = (der: Uint8Array<ArrayBuffer>): Promise<CryptoKey> =>
  readable(() =>
    crypto.subtle.importKey('pkcs8', der, { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' }, false, ['sign']),
  );

/** Whatever the platform throws about a key may quote it; nothing of that goes further. */
async function readable<Result>(read: () => Promise<Result>): Promise<Result> {
  try {
    return await read();
  } catch {
    throw new SignerError('key-unreadable', { because: 'it is truncated, damaged or of another kind' });
  }
}

function decodeBase64(text: string): Uint8Array<ArrayBuffer> {
  try {
    const binary = atob(text.replace(/\s/g, '').replaceAll('-', '+').replaceAll('_', '/'));
    return Uint8Array.from(binary, (character) => character.charCodeAt(0));
  } catch {
    throw new SignerError('key-unreadable', { because: 'it is not base64' });
  }
}
