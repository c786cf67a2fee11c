import { importSigningKey, signToken, type TokenClaims } from '@secure-stream/signer';
import { readClaims } from '@secure-stream/protocol';
import { expect } from '@secure-stream/test-server/expect';
import { decodeProtectedHeader } from 'jose';
import fc from 'fast-check';
import type { Contract } from './support/contract.js';
import { key, now, NOW, privateJwk, tokens, verifiedClaims, VIDEO } from './support/fixtures.js';

const forms = {
  'the base64 JWK of the service': key.jwk,
  'the base64 JWK with its id': { id: key.id, jwk: key.jwk },
  'a JWK as JSON': atob(key.jwk),
  'a JWK as an object': { jwk: privateJwk },
  'the base64 PEM of the service, which is PKCS#1': { id: key.id, pem: key.pem },
  'a PEM as text': { id: key.id, pem: atob(key.pem) },
  'a base64 JWK with line breaks': key.jwk.replace(/.{76}/g, '$&\r\n'),
  'the response of the keys API': key,
};

export const signing: Contract = {
  ...Object.fromEntries(
    Object.entries(forms).map(([form, material]) => [
      `accepts a key as ${form}`,
      async () => {
        const [vector] = tokens.vectors;
        expect(await signToken(await importSigningKey(material), { sub: VIDEO }, { now })).toBe(vector?.token);
      },
    ]),
  ),

  ...Object.fromEntries(
    tokens.vectors.map(({ name, claims, payload, token }) => [
      `signs the same token as node:crypto for ${name}`,
      async () => {
        const signed = await signToken(await importSigningKey(key.jwk), claims as TokenClaims, { now });
        expect(await verifiedClaims(signed)).toStrictEqual(payload);
        expect(signed).toBe(token);
      },
    ]),
  ),

  'writes the key id into header and payload': async () => {
    const token = await signToken(await importSigningKey(key.jwk), { sub: VIDEO });
    expect(decodeProtectedHeader(token)).toStrictEqual({ alg: 'RS256', kid: key.id });
    expect(readClaims(token)?.kid).toBe(key.id);
  },

  'signs the same token as the Worker in Cloudflare’s documentation': async () => {
    const accessRules = [
      { type: 'ip.geoip.country', action: 'allow', country: ['GB'] },
      { type: 'any', action: 'block' },
    ] as const;
    const claims = { sub: VIDEO, expiresIn: 3600, accessRules };
    const ours = await signToken(await importSigningKey(key.jwk), claims, { now });
    expect(ours).toBe(await signAsDocumented(key.id, VIDEO, NOW / 1000 + 3600, accessRules));
  },

  'uses a key that is not extractable': async () => {
    const { privateKey } = await importSigningKey(key.jwk);
    expect(privateKey.extractable).toBe(false);
  },

  'never signs a token that expires before the requested lifetime': () =>
    fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 86_399 }), fc.nat(999_999), async (expiresIn, offset) => {
        const token = await signToken(
          await importSigningKey(key.jwk),
          { sub: VIDEO, expiresIn },
          { now: () => NOW + offset },
        );
        const exp = readClaims(token)?.exp ?? 0;
        expect(Number.isInteger(exp)).toBe(true);
        const lifetime = exp - (NOW + offset) / 1000;
        expect(lifetime).toBeGreaterThanOrEqual(expiresIn);
        expect(lifetime).toBeLessThan(expiresIn + 1);
      }),
      { numRuns: 40 },
    ),
};

/** From "Securing your Stream", step 2, with the expiry as a parameter. */
async function signAsDocumented(keyID: string, videoID: string, exp: number, accessRules: unknown): Promise<string> {
  const encoder = new TextEncoder();
  const headers = { alg: 'RS256', kid: keyID };
  const data = { sub: videoID, kid: keyID, exp, accessRules };
  const token = `${objectToBase64url(headers)}.${objectToBase64url(data)}`;
  const algorithm = { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' };
  const privateKey = await crypto.subtle.importKey('jwk', JSON.parse(atob(key.jwk)) as JsonWebKey, algorithm, false, [
    'sign',
  ]);
  const signature = await crypto.subtle.sign({ name: 'RSASSA-PKCS1-v1_5' }, privateKey, encoder.encode(token));
  return `${token}.${arrayBufferToBase64Url(signature)}`;

  function arrayBufferToBase64Url(buffer: ArrayBuffer | Uint8Array): string {
    return btoa(String.fromCharCode(...new Uint8Array(buffer)))
      .replace(/=/g, '')
      .replace(/\+/g, '-')
      .replace(/\//g, '_');
  }
  function objectToBase64url(payload: object): string {
    return arrayBufferToBase64Url(encoder.encode(JSON.stringify(payload)));
  }
}
