import {
  checkRestrictions,
  inspectToken,
  limitViewings,
  memoryStore,
  refuse,
  SignerError,
  signToken,
  tokenApiSource,
  type SigningKey,
} from '@secure-stream/signer';
import { expect } from '@secure-stream/test-server/expect';
import { createEndpoint } from './endpoint/token-endpoint.contract.js';
import type { Contract } from './support/contract.js';
import { tokens, VIDEO } from './support/fixtures.js';

const NO_NUMBERS: readonly unknown[] = [NaN, Infinity, -Infinity, -400, '30', null];
/** Not for a number of which no timer depends. */
const TOO_LARGE = 2 ** 31;

/** Every number that a public function takes. `others`: further values that are out of its range. */
const OPTIONS: readonly [name: string, pass: (value: never) => unknown, others: readonly number[]][] = [
  ['perViewer of limitViewings', (perViewer) => limitViewings({ perViewer }), [0, 1.5, 65]],
  ['allowance of limitViewings', (allowance) => limitViewings({ perViewer: 1, allowance }), [1.5, 65]],
  ['grace of limitViewings', (grace) => limitViewings({ perViewer: 1, grace }), [86_401]],
  ['storeTimeout of limitViewings', (storeTimeout) => limitViewings({ perViewer: 1, storeTimeout }), [0, TOO_LARGE]],
  ['maxViewers of memoryStore', (maxViewers) => memoryStore({ maxViewers }), [0, 1.5]],
  ['timeout of createTokenEndpoint', (timeout) => createEndpoint({ timeout }), [0, TOO_LARGE]],
  ['cors.maxAge of createTokenEndpoint', (maxAge) => createEndpoint({ cors: { origins: [], maxAge } }), [1.5]],
  ['restrictions.expiresIn', (expiresIn) => createEndpoint({ restrictions: { expiresIn } }), [0, 86_401]],
  [
    'timeout of tokenApiSource',
    (timeout) => tokenApiSource({ accountId: 'a', apiToken: 'b', timeout }),
    [0, TOO_LARGE],
  ],
  ['retryAfter of refuse', (retryAfter) => refuse(429, { retryAfter }), [2 ** 31 + 1]],
];

/** Clocks have no range. */
const CLOCKS: readonly [name: string, pass: (now: () => number) => unknown][] = [
  ['checkRestrictions', (now) => checkRestrictions({}, now())],
  ['inspectToken', (now) => inspectToken(tokens.vectors[0]?.token ?? '', now())],
  ['signToken', (now) => signToken({} as SigningKey, { sub: VIDEO }, { now })],
  ['memoryStore', async (now) => memoryStore({ now }).list('ada')],
];

const isConfigError = (error: unknown) =>
  error instanceof SignerError && ['config', 'restriction'].includes(error.reason);

export const numberOptions: Contract = {
  ...Object.fromEntries(
    OPTIONS.map(([name, pass, others]) => [
      `refuses any ${name} that is not a finite number in its range`,
      () => {
        for (const value of [...NO_NUMBERS, ...others]) {
          let error: unknown;
          try {
            pass(value as never);
          } catch (thrown) {
            error = thrown;
          }
          expect(isConfigError(error), `${name}: ${String(value)}`).toBe(true);
        }
      },
    ]),
  ),

  ...Object.fromEntries(
    CLOCKS.map(([name, pass]) => [
      `refuses a time of ${name} that is not a finite number`,
      async () => {
        for (const value of [NaN, Infinity, '0']) {
          const error: unknown = await Promise.resolve()
            .then(() => pass(() => value as number))
            .then(
              () => undefined,
              (thrown: unknown) => thrown,
            );
          expect(isConfigError(error), `${name}: ${String(value)}`).toBe(true);
        }
      },
    ]),
  ),
};
