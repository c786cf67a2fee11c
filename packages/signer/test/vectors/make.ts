import { createPrivateKey, createSign, generateKeyPairSync } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';

/**
 * Writes the vectors that are committed in this folder. `node:crypto` signs payloads that are written by hand, without any code of the signer.
 * RS256 is deterministic: the same key and payload give the same token everywhere. The key is used only in these tests.
 * Run with `npx tsx packages/signer/test/vectors/make.ts`; it keeps an existing key.
 */
const folder = new URL('.', import.meta.url);
const keyFile = new URL('key.json', folder);
const id = '8f926b2b01f383510025a78a4dcbf6a';
const now = 1_795_000_000_000;
const sub = '5d5bc37ffcf54c9b82e996823bffbb81';

if (!existsSync(keyFile)) {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const base64 = (text: string) => Buffer.from(text).toString('base64');
  const jwk = { use: 'sig', kty: 'RSA', kid: id, alg: 'RS256', ...privateKey.export({ format: 'jwk' }) };
  const pem = base64(privateKey.export({ type: 'pkcs1', format: 'pem' }) as string);
  const key = { id, pem, jwk: base64(JSON.stringify(jwk)), created: '2026-11-18T10:00:00.000000000Z' };
  writeFileSync(keyFile, `${JSON.stringify(key, null, 2)}\n`);
}

const { pem } = JSON.parse(readFileSync(keyFile, 'utf8')) as { pem: string };
const key = createPrivateKey(Buffer.from(pem, 'base64'));
const seconds = now / 1000;
const rules = [
  { type: 'ip.geoip.country', action: 'allow', country: ['US', 'MX'] },
  { type: 'ip.src', action: 'allow', ip: ['93.184.216.0/24', '2400:cb00::/32'] },
  { type: 'any', action: 'block' },
];

const vectors = [
  { name: 'a video id only', claims: { sub }, payload: { sub, kid: id, exp: seconds + 3600 } },
  { name: 'twenty seconds', claims: { sub, expiresIn: 20 }, payload: { sub, kid: id, exp: seconds + 20 } },
  {
    name: 'the longest lifetime',
    claims: { sub, expiresIn: 86_400 },
    payload: { sub, kid: id, exp: seconds + 86_400 },
  },
  {
    name: 'timestamps with fractions',
    claims: { sub, exp: seconds + 60.9, nbf: seconds - 3600.5 },
    payload: { sub, kid: id, exp: seconds + 60, nbf: seconds - 3601 },
  },
  {
    name: 'a download and the original file',
    claims: { sub, downloadable: true, flags: { original: true } },
    payload: { sub, kid: id, exp: seconds + 3600, downloadable: true, flags: { original: true } },
  },
  {
    name: 'the second example of Cloudflare’s documentation',
    claims: { sub, accessRules: rules },
    payload: { sub, kid: id, exp: seconds + 3600, accessRules: rules },
  },
].map(({ name, claims, payload }) => ({ name, claims, payload, token: sign(payload) }));

writeFileSync(new URL('tokens.json', folder), `${JSON.stringify({ now, vectors }, null, 2)}\n`);

function sign(payload: object): string {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const input = `${part({ alg: 'RS256', kid: id })}.${part(payload)}`;
  return `${input}.${createSign('RSA-SHA256').update(input).sign(key).toString('base64url')}`;
}
