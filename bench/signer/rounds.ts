import { importSigningKey, signingKeySource } from '@secure-stream/signer';

const VIDEO = '5d5bc37ffcf54c9b82e996823bffbb81';
const RS256 = { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' };
/** How many signatures are under way at once, as on a server with many viewers. */
const CONCURRENCY = 16;

export type Kind = 'bare' | 'signer';

/** Two ways of signing with a new key: WebCrypto over prepared bytes, and complete tokens. */
export async function createRounds(): Promise<Record<Kind, (count: number) => Promise<void>>> {
  const algorithm = { ...RS256, modulusLength: 2048, publicExponent: new Uint8Array([1, 0, 1]) };
  const { privateKey } = await crypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
  const jwk = { ...(await crypto.subtle.exportKey('jwk', privateKey)), kid: 'bench' };
  const source = signingKeySource(await importSigningKey({ jwk: JSON.stringify(jwk) }));
  const { token } = await source(VIDEO);
  const bytes = new TextEncoder().encode(token.slice(0, token.lastIndexOf('.')));
  const bareKey = await crypto.subtle.importKey('jwk', { ...jwk, key_ops: ['sign'] }, RS256, false, ['sign']);
  return {
    bare: (count) => repeat(count, () => crypto.subtle.sign(RS256, bareKey, bytes)),
    signer: (count) => repeat(count, () => source(VIDEO)),
  };
}

async function repeat(count: number, sign: () => Promise<unknown>): Promise<void> {
  let left = count;
  const lane = async () => {
    while (left > 0) {
      left -= 1;
      await sign();
    }
  };
  await Promise.all(Array.from({ length: CONCURRENCY }, lane));
}
