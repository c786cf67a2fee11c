import { importSigningKey, signingKeySource } from '@secure-stream/signer';
import { readClaims } from '@secure-stream/protocol';
import { expect } from '@secure-stream/test-server/expect';
import type { Contract } from '../support/contract.js';
import { createKey, key, now, NOW, rejection, verifiedClaims, VIDEO } from '../support/fixtures.js';

export const keySource: Contract = {
  'returns the lifetime that it signed': async () => {
    const { token, expiresIn } = await signingKeySource(key.jwk, { now })(VIDEO, { expiresIn: 20 });
    expect(expiresIn).toBe(20);
    expect((await verifiedClaims(token))['exp']).toBe(NOW / 1000 + 20);
  },

  'signs with the newest key, whatever the order': async () => {
    const [old, young] = await Promise.all([createKey('old'), createKey('young')]);
    const dated = [
      { ...old, created: '2026-01-01T00:00:00Z' },
      { ...young, created: '2026-11-01T00:00:00.123456789Z' },
    ];
    for (const keys of [dated, dated.toReversed()]) {
      expect(readClaims((await signingKeySource(keys)(VIDEO)).token)?.kid).toBe('young');
    }
  },

  'signs with the first of several keys without dates': async () => {
    const imported = await importSigningKey(key.jwk);
    const { token } = await signingKeySource([imported, await createKey('other')])(VIDEO);
    expect(readClaims(token)?.kid).toBe(key.id);
  },

  'leaves tokens of the old key valid after a rotation': async () => {
    const before = await signingKeySource(key.jwk, { now })(VIDEO);
    await signingKeySource([await createKey('new'), key.jwk], { now })(VIDEO);
    expect((await verifiedClaims(before.token))['kid']).toBe(key.id);
  },

  'rejects an empty list of keys': async () => {
    expect(await rejection(signingKeySource([])(VIDEO))).toMatchObject({ reason: 'key-missing' });
  },
};
