import { SignerError } from '@secure-stream/signer';
import { expect } from '@secure-stream/test-server/expect';
import { importJWK, compactVerify, decodeJwt, type JWK } from 'jose';
import key from '../vectors/key.json';
import tokens from '../vectors/tokens.json';

export { key, tokens };

export const VIDEO = '5d5bc37ffcf54c9b82e996823bffbb81';
/** The time of the vectors, in milliseconds since 1970. */
export const NOW = tokens.now;
export const now = () => NOW;

export const privateJwk = JSON.parse(atob(key.jwk)) as JWK & { kid: string };

/** Must never appear in an output: the key in each of its forms, and its private numbers. */
export const SECRETS: readonly string[] = [
  key.jwk,
  key.pem,
  atob(key.pem).split('\n').slice(1, -2).join(''),
  ...(['d', 'p', 'q', 'dp', 'dq', 'qi'] as const).map((name) => privateJwk[name] ?? ''),
];

/** Verifies the signature of a token and returns its claims. */
export async function verifiedClaims(token: string, { n, e, kty }: JWK = privateJwk): Promise<Record<string, unknown>> {
  await compactVerify(token, await importJWK({ n, e, kty } as JWK, 'RS256'));
  return decodeJwt(token);
}

/** Creates a key in the form in which the service returns it. */
export async function createKey(id: string): Promise<{ id: string; jwk: string }> {
  const algorithm = {
    name: 'RSASSA-PKCS1-v1_5',
    modulusLength: 2048,
    publicExponent: new Uint8Array([1, 0, 1]),
    hash: 'SHA-256',
  };
  const { privateKey } = await crypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
  const jwk = (await crypto.subtle.exportKey('jwk', privateKey)) as JWK;
  return { id, jwk: btoa(JSON.stringify({ ...jwk, kid: id })) };
}

export const post = (body: unknown, headers: Record<string, string> = {}, path = '/api/stream-token') =>
  new Request(`https://site.example${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });

export const get = (path: string, headers: Record<string, string> = {}) =>
  new Request(`https://site.example${path}`, { headers });

export async function rejection(promise: Promise<unknown>): Promise<SignerError> {
  try {
    await promise;
  } catch (error) {
    expect(error).toBeInstanceOf(SignerError);
    return error as SignerError;
  }
  throw new Error('A rejection was expected.');
}
