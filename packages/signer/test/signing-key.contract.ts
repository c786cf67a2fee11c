import { importSigningKey, SignerError, signingKeySource, type KeyMaterial } from '@secure-stream/signer';
import { expect } from '@secure-stream/test-server/expect';
import type { JWK } from 'jose';
import type { Contract } from './support/contract.js';
import { key, privateJwk, rejection, SECRETS, VIDEO } from './support/fixtures.js';
import { containsSecret, serialize } from './support/secrets.js';

const id = 'an-id';
const pem = atob(key.pem);
const { n, e, kty, kid } = privateJwk;
const asBase64 = (jwk: object) => btoa(JSON.stringify(jwk));
const relabelled = (label: string) => pem.replaceAll('RSA PRIVATE KEY', label);

/** What is wrong, the key, and the reason of the error. */
const wrong: readonly [what: string, material: () => unknown, reason: string][] = [
  ['nothing', () => undefined, 'key-missing'],
  ['an empty string', () => '', 'key-missing'],
  ['white space', () => ' \n', 'key-missing'],
  ['an object without a key', () => ({ id }), 'key-missing'],
  ['a key id', () => key.id, 'key-unreadable'],
  ['a sentence', () => 'the signing key of the company', 'key-unreadable'],
  ['a truncated base64 JWK', () => key.jwk.slice(0, 900), 'key-unreadable'],
  ['a truncated JWK', () => atob(key.jwk).slice(0, 700), 'key-unreadable'],
  ['a JWK with a truncated prime', () => ({ jwk: { ...privateJwk, p: privateJwk.p?.slice(0, 40) } }), 'key-unreadable'],
  ['a truncated base64 PEM', () => ({ id, pem: key.pem.slice(0, 1200) }), 'key-unreadable'],
  ['a PEM with a missing line', () => ({ id, pem: pem.replace(/\n.{64}\n/, '\n') }), 'key-unreadable'],
  ['an encrypted PEM', () => ({ id, pem: relabelled('ENCRYPTED PRIVATE KEY') }), 'key-unreadable'],
  ['an array with a JWK', () => ({ jwk: btoa(JSON.stringify([privateJwk])) }), 'key-unreadable'],
  ['a public key as a JWK', () => asBase64({ kty, n, e, kid }), 'key-public-only'],
  ['a public key as a PEM', () => ({ id, pem: relabelled('PUBLIC KEY') }), 'key-public-only'],
  ['a certificate', () => ({ id, pem: relabelled('CERTIFICATE') }), 'key-public-only'],
  ['an EC key as a JWK', async () => ({ id, jwk: await exported('jwk', EC) }), 'key-not-rsa'],
  ['an EC key as a PEM', () => ({ id, pem: relabelled('EC PRIVATE KEY') }), 'key-not-rsa'],
  ['an EC key as PKCS#8', async () => ({ id, pem: await pkcs8(EC) }), 'key-unreadable'],
  ['a shared secret', () => ({ jwk: { kty: 'oct', k: 'c2VjcmV0', kid } }), 'key-not-rsa'],
  ['an RSA key of 1024 bits', async () => ({ id, jwk: await exported('jwk', rsa(1024)) }), 'key-not-rsa'],
  ['a JWK without an id', () => ({ jwk: { ...privateJwk, kid: undefined } }), 'key-id-missing'],
  ['a PEM without an id', () => key.pem, 'key-id-missing'],
];

export const keys: Contract = {
  ...Object.fromEntries(
    wrong.map(([what, material, reason]) => [
      `rejects ${what} with ${reason}, without quoting it`,
      async () => {
        const error = await rejection(importSigningKey((await material()) as KeyMaterial));
        expect(error).toMatchObject({ reason });
        expect(containsSecret(serialize(error), SECRETS)).toBe(false);
      },
    ]),
  ),

  'accepts a PKCS#8 PEM, as other tools write it': async () => {
    const imported = await importSigningKey({ id, pem: await pkcs8(rsa(2048)) });
    expect(imported).toMatchObject({ id });
  },

  'reports an invalid key for every token, not only for the first': async () => {
    const source = signingKeySource(key.jwk.slice(0, 900));
    expect(await rejection(source(VIDEO))).toMatchObject({ reason: 'key-unreadable' });
    expect(await rejection(source(VIDEO))).toMatchObject({ reason: 'key-unreadable' });
  },

  'throws errors with a sentence for the reason, the field and the detail': async () => {
    const error = new SignerError('key-missing', { field: 'key', detail: 'is not set' });
    expect(error).toMatchObject({ name: 'SignerError', reason: 'key-missing', field: 'key' });
    expect(error.message).toBe('No signing key was given: key is not set.');
  },
};

const EC = { name: 'ECDSA', namedCurve: 'P-256' };
const rsa = (modulusLength: number) => ({
  name: 'RSASSA-PKCS1-v1_5',
  modulusLength,
  publicExponent: new Uint8Array([1, 0, 1]),
  hash: 'SHA-256',
});

async function exported(format: 'jwk', algorithm: object): Promise<JWK>;
async function exported(format: 'pkcs8', algorithm: object): Promise<ArrayBuffer>;
async function exported(format: 'jwk' | 'pkcs8', algorithm: object): Promise<unknown> {
  const generated = await crypto.subtle.generateKey(algorithm as EcKeyGenParams, true, ['sign', 'verify']);
  return crypto.subtle.exportKey(format as 'jwk', generated.privateKey);
}

async function pkcs8(algorithm: object): Promise<string> {
  const body = btoa(String.fromCharCode(...new Uint8Array(await exported('pkcs8', algorithm))));
  return `-----BEGIN PRIVATE KEY-----\n${body}\n-----END PRIVATE KEY-----\n`;
}
