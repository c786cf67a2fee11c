import { allowCountries, bindingSource, type Restrictions } from '@secure-stream/signer';
import { expect } from '@secure-stream/test-server/expect';
import type { Contract } from '../support/contract.js';
import { NOW, rejection, VIDEO } from '../support/fixtures.js';

const seconds = NOW / 1000;

export const bindings: Contract = {
  'returns tokens of one hour': async () => {
    const videoIds: string[] = [];
    const source = bindingSource({
      video: (id) => ({ generateToken: async () => (videoIds.push(id), 'from-the-binding') }),
    });
    expect(await source(VIDEO)).toStrictEqual({ token: 'from-the-binding', expiresIn: 3600 });
    expect(await source(VIDEO, { expiresIn: 3600, downloadable: false, accessRules: [] })).toMatchObject({
      expiresIn: 3600,
    });
    expect(videoIds).toStrictEqual([VIDEO, VIDEO]);
  },

  'rejects every restriction that it cannot apply': async () => {
    const source = bindingSource({ video: () => ({ generateToken: async () => 'from-the-binding' }) });
    const unsupported: Restrictions[] = [
      { expiresIn: 60 },
      { exp: seconds + 3600 },
      { nbf: seconds },
      { downloadable: true },
      { accessRules: [allowCountries('GB')] },
      { flags: { original: true } },
    ];
    for (const restrictions of unsupported) {
      const [field] = Object.keys(restrictions);
      expect(await rejection(source(VIDEO, restrictions))).toMatchObject({ reason: 'unsupported', field });
    }
  },

  'rejects a restriction whose value is missing': async () => {
    const source = bindingSource({ video: () => ({ generateToken: async () => 'from-the-binding' }) });
    for (const value of [undefined, null])
      expect(await rejection(source(VIDEO, { accessRules: value } as never))).toMatchObject({ reason: 'restriction' });
  },

  'maps errors by the name at the start of their message': async () => {
    const failing = (thrown: unknown) =>
      bindingSource({ video: () => ({ generateToken: () => Promise.reject(thrown) }) });
    for (const [name, reason] of [
      ['NotFoundError', 'service-not-found'],
      ['RateLimitedError', 'service-rate-limited'],
      ['ForbiddenError', 'service-denied'],
      ['InternalError', 'service-unreachable'],
    ] as const) {
      const here = Object.assign(new Error('No such video'), { name });
      const crossed = Object.assign(new Error(`${name}: No such video`), { remote: true });
      for (const error of [here, crossed]) expect(await rejection(failing(error)(VIDEO))).toMatchObject({ reason });
    }
    expect(await rejection(failing('NotFoundError')(VIDEO))).toMatchObject({ reason: 'service-unreachable' });
  },

  'throws without a binding': () => {
    expect(() => bindingSource(undefined as never)).toThrow(
      expect.objectContaining({ name: 'SignerError', field: 'binding' }),
    );
  },
};
