import { exportJWK, generateKeyPair } from 'jose';

/** A signing key in the format of the service. */
export async function makeKey(id = 'contract-key'): Promise<{ id: string; jwk: string }> {
  const { privateKey } = await generateKeyPair('RS256', { extractable: true });
  const jwk = { use: 'sig', kid: id, alg: 'RS256', ...(await exportJWK(privateKey)) };
  return { id, jwk: btoa(JSON.stringify(jwk)) };
}
