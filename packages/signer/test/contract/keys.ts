import { importSigningKey, SignerError, signingKeySource, type KeyMaterial } from '@secure-stream/signer';
import { expect } from 'chai';
import type { JWK } from 'jose';
import type { Contract } from './contract.js';
import { key, privateJwk, rejection, SECRETS, VIDEO } from './fixtures.js';
import { quotes, written } from './secrets.js';

const id = 'an-id';
const pem = atob(key.pem);
const { n, e, kty, kid } = privateJwk;
const asBase64 = (jwk: object) => btoa(JSON.stringify(jwk));
const relabelled = (label: string) => pem.replaceAll('RSA PRIVATE KEY', label);

/** What is wrong, the key as somebody may paste it, and the reason that they are told. */
const wrong: readonly [what: string, material: () => unknown, reason: string][] = [
  ['nothing', () => undefined, 'key-missing'],
  ['an empty text, as of an unset variable', () => '', 'key-missing'],
  ['white space', () => ' \n', 'key-missing'],
  ['an object without a key', () => ({ id }), 'key-missing'],
  ['the id instead of the key', () => key.id, 'key-unreadable'],
  ['a sentence', () => 'the signing key of the company', 'key-unreadable'],
  ['a base64 JWK that lost its end', () => key.jwk.slice(0, 900), 'key-unreadable'],
  ['a JWK that lost its end', () => atob(key.jwk).slice(0, 700), 'key-unreadable'],
  ['a JWK whose prime is cut', () => ({ jwk: { ...privateJwk, p: privateJwk.p?.slice(0, 40) } }), 'key-unreadable'],
  ['a base64 PEM that lost its end', () => ({ id, pem: key.pem.slice(0, 1200) }), 'key-unreadable'],
  ['a PEM with a hole', () => ({ id, pem: pem.replace(/\n.{64}\n/, '\n') }), 'key-unreadable'],
  ['an encrypted PEM', () => ({ id, pem: relabelled('ENCRYPTED PRIVATE KEY') }), 'key-unreadable'],
  ['a JWK in a list', () => ({ jwk: btoa(JSON.stringify([privateJwk])) }), 'key-unreadable'],
  ['the public half as a JWK', () => asBase64({ kty, n, e, kid }), 'key-public-only'],
  ['the public half as a PEM', () => ({ id, pem: relabelled('PUBLIC KEY') }), 'key-public-only'],
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
      `${what} is ${reason}, and the error quotes nothing of it`,
      async () => {
        const error = await rejection(importSigningKey((await material()) as KeyMaterial));
        expect(error).to.include({ reason });
        expect(quotes(written(error), SECRETS)).to.equal(false);
      },
    ]),
  ),

  'a PKCS#8 PEM is taken too, as other tools write it': async () => {
    const imported = await importSigningKey({ id, pem: await pkcs8(rsa(2048)) });
    expect(imported).to.include({ id });
  },

  'a wrong key is told again with every token, not only with the first': async () => {
    const source = signingKeySource(key.jwk.slice(0, 900));
    expect(await rejection(source(VIDEO))).to.include({ reason: 'key-unreadable' });
    expect(await rejection(source(VIDEO))).to.include({ reason: 'key-unreadable' });
  },

  'every reason has a sentence, and the error says it': async () => {
    const error = new SignerError('key-missing', { field: 'key', because: 'it is not set' });
    expect(error).to.include({ name: 'SignerError', reason: 'key-missing', field: 'key' });
    expect(error.message).to.equal('No signing key was given. At key. Because it is not set.');
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
