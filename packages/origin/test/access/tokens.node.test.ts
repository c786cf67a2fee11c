import { exportJWK, generateKeyPair } from 'jose';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { KeyRing } from '../../src/access/keys.js';
import { TokenVerifier } from '../../src/access/tokens.js';
import { sign } from '../support/sign.js';

const makeJwk = async (kid: string) => {
  const { privateKey } = await generateKeyPair('RS256', { extractable: true });
  return btoa(JSON.stringify({ kid, ...(await exportJWK(privateKey)) }));
};

describe('TokenVerifier', () => {
  let keys: KeyRing;
  let verifier: TokenVerifier;
  let token: string;

  beforeEach(async () => {
    keys = new KeyRing([], Date.now);
    verifier = new TokenVerifier(keys);
    token = await sign(await keys.create());
  });

  test('verifies the signature of a token once', async () => {
    const find = vi.spyOn(keys, 'find');
    for (let request = 0; request < 3; request += 1) expect(await verifier.verify(token)).toMatchObject({ kid: expect.any(String) }); // prettier-ignore
    expect(find).toHaveBeenCalledTimes(1);
  });

  test('refuses a cached token after its key was revoked in between', async () => {
    const verified = await verifier.verify(token);
    expect(keys.revoke((verified as { kid: string }).kid)).toBe(true);
    expect(await verifier.verify(token)).toBe('key-revoked');
  });

  test('refuses a cached token after another key was added under the same id', async () => {
    const jwk = await makeJwk('one');
    keys.add(jwk);
    const own = await sign({ id: 'one', jwk });
    expect(await verifier.verify(own)).toMatchObject({ kid: 'one' });
    keys.add(await makeJwk('one'));
    expect(await verifier.verify(own)).toBe('signature-invalid');
  });

  test('caches a limited number of tokens, and drops the oldest', { timeout: 60_000 }, async () => {
    const [key, find] = [await keys.create(), vi.spyOn(keys, 'find')];
    await verifier.verify(token);
    for (let count = 0; count < 1000; count += 1) await verifier.verify(await sign(key, { jti: count }));
    const before = find.mock.calls.length;
    await verifier.verify(token);
    expect(find.mock.calls.length).toBe(before + 1);
  });
});
