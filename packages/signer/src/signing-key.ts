import { importJWK, type JWK } from 'jose';
import { SignerError } from './errors.js';

/**
 * A signing key as the service's `/keys` returns it: the base64 `jwk`, the base64 `pem` with its `id`, or either of them decoded.
 * A JWK contains its id. A PEM does not, so it needs one.
 */
export type KeyMaterial =
  | string
  | { readonly id?: string | undefined; readonly jwk: string | JWK; readonly created?: string | undefined }
  | { readonly id: string; readonly pem: string; readonly created?: string | undefined };

/** An imported key. It is not extractable. */
export interface SigningKey {
  readonly id: string;
  readonly privateKey: CryptoKey;
  /** When the service created the key, in milliseconds since 1970, if known. */
  readonly created: number | undefined;
}

/**
 * Imports a key for signing.
 * Throws a {@link SignerError} for a key that cannot be read, is a public key, is not an RSA key, or has no id.
 */
export async function importSigningKey(material: KeyMaterial): Promise<SigningKey> {
  const { id, secret, created } = unpackMaterial(material);
  const jwk = typeof secret === 'string' ? parseKey(secret) : secret;
  const kid = id ?? (typeof jwk === 'string' ? undefined : jwk.kid);
  if (!kid) throw new SignerError('key-id-missing', { detail: 'a PEM contains no id, pass { id, pem }' });
  const privateKey = await (typeof jwk === 'string' ? importPem(jwk) : importJwk(jwk));
  const algorithm = privateKey.algorithm as Partial<RsaHashedKeyAlgorithm>;
  if ((algorithm.modulusLength ?? 0) < 2048)
    throw new SignerError('key-not-rsa', { detail: 'RS256 needs at least 2048 bits' });
  // Some platforms import a damaged key and fail at the first signature.
  await withSafeErrors(() => crypto.subtle.sign(privateKey.algorithm, privateKey, new Uint8Array()));
  return { id: kid, privateKey, created };
}

function unpackMaterial(material: KeyMaterial): {
  id?: string | undefined;
  secret: string | JWK;
  created: number | undefined;
} {
  if (typeof material === 'string') return { secret: material, created: undefined };
  if (typeof material !== 'object' || material === null) throw new SignerError('key-missing');
  const created = material.created === undefined ? undefined : Date.parse(material.created) || undefined;
  const secret = 'pem' in material ? material.pem : material.jwk;
  if (!secret) throw new SignerError('key-missing');
  return { id: material.id, secret, created };
}

/**
 * Parses a JWK or returns the text of a PEM. The service encodes both in base64, not in base64url.
 * Throws a {@link SignerError} if the text is neither.
 */
export function parseKey(text: string, encoded = true): JWK | string {
  const secret = text.trim();
  if (!secret) throw new SignerError('key-missing');
  if (secret.startsWith('-----BEGIN ')) return secret;
  if (secret.startsWith('{')) return parseJson(secret);
  if (!encoded) throw new SignerError('key-unreadable');
  return parseKey(new TextDecoder().decode(decodeBase64(secret)), false);
}

function parseJson(text: string): JWK {
  try {
    return JSON.parse(text) as JWK;
  } catch {
    // The error of the parser quotes its input, which is the key.
    throw new SignerError('key-unreadable', { detail: 'the JWK is truncated' });
  }
}

async function importJwk(jwk: JWK): Promise<CryptoKey> {
  if (jwk.kty !== 'RSA') throw new SignerError('key-not-rsa');
  if (!jwk.d) throw new SignerError('key-public-only');
  return withSafeErrors(() => importJWK(jwk, 'RS256', { extractable: false }) as Promise<CryptoKey>);
}

async function importPem(pem: string): Promise<CryptoKey> {
  const [, label, body] = /^-----BEGIN ([A-Z ]+)-----([^-]+)-----END \1-----\s*$/.exec(pem) ?? [];
  if (!label || !body) throw new SignerError('key-unreadable', { detail: 'the PEM is truncated' });
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
      throw new SignerError('key-unreadable', { detail: 'the PEM has an unknown label' });
  }
}

const importPkcs8 = (der: Uint8Array<ArrayBuffer>): Promise<CryptoKey> =>
  withSafeErrors(() =>
    crypto.subtle.importKey('pkcs8', der, { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' }, false, ['sign']),
  );

/** Replaces the error of the platform, which may quote the key. */
async function withSafeErrors<Result>(read: () => Promise<Result>): Promise<Result> {
  try {
    return await read();
  } catch {
    throw new SignerError('key-unreadable', { detail: 'the key is truncated, damaged or of another type' });
  }
}

function decodeBase64(text: string): Uint8Array<ArrayBuffer> {
  try {
    const binary = atob(text.replace(/\s/g, '').replaceAll('-', '+').replaceAll('_', '/'));
    return Uint8Array.from(binary, (character) => character.charCodeAt(0));
  } catch {
    throw new SignerError('key-unreadable', { detail: 'the key is not base64' });
  }
}

/** Version 0 and the algorithm identifier of rsaEncryption in DER (RFC 8017, A.1). */
const RSA_ENCRYPTION = [
  0x02, 0x01, 0x00, 0x30, 0x0d, 0x06, 0x09, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, 0x01, 0x05, 0x00,
];

/**
 * Wraps a PKCS#1 RSA private key in PKCS#8. The service's `pem` is PKCS#1; WebCrypto and jose read only PKCS#8.
 */
function pkcs1ToPkcs8(pkcs1: Uint8Array): Uint8Array<ArrayBuffer> {
  return encodeElement(0x30, [...RSA_ENCRYPTION, ...encodeElement(0x04, pkcs1)]);
}

/** A DER element: tag, length, contents (X.690, 8.1.3). */
function encodeElement(tag: number, contents: ArrayLike<number>): Uint8Array<ArrayBuffer> {
  const { length } = contents;
  const size = length < 0x80 ? [length] : length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
  return Uint8Array.from([tag, ...size, ...Array.from(contents)]);
}
