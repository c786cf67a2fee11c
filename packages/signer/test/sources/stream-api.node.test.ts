import type { StreamBinding } from '@cloudflare/workers-types';
import {
  bindingSource,
  tokenApiSource,
  type CheckedRestrictions,
  type KeyMaterial,
  type Restrictions,
  type SigningKeys,
  type StreamTokenBinding,
} from '@secure-stream/signer';
import Cloudflare from 'cloudflare';
import { describe, expect, expectTypeOf, test } from 'vitest';
import { createKey, listKeys, revokeKey, type ListedKey } from '../../src/cli/keys.js';
import { createStreamApi } from '../../src/sources/stream-api.js';
import { NOW, now, VIDEO } from '../support/fixtures.js';

const accountId = '023e105f4ecef8ad9ca31a8372d0c353';
const apiToken = 'Sn3lZJTBX6kkg7OdcBUAxOO963GEIyGQqnFTOFYY';
const exp = NOW / 1000 + 60;
const accessRules = [{ type: 'ip.geoip.country', action: 'allow', country: ['GB'] }] as const;
const KEY = { id: 'k1', created: '2026-11-24T10:00:00Z', jwk: 'e30=', pem: 'LS0=' };

/** Each call and its counterpart in the official `cloudflare` package, which must send the same request. */
const calls: Readonly<Record<string, Call>> = {
  'asking for a token': {
    answer: { token: 'a-token' },
    ours: ({ fetch }) =>
      tokenApiSource({ accountId, apiToken, fetch, now })(VIDEO, {
        expiresIn: 60,
        nbf: exp - 120,
        downloadable: true,
        accessRules,
        flags: { original: true },
      }),
    theirs: (client) =>
      client.stream.token.create(VIDEO, {
        account_id: accountId,
        exp,
        nbf: exp - 120,
        downloadable: true,
        accessRules: [{ type: 'ip.geoip.country', action: 'allow', country: ['GB'] }],
        flags: { original: true },
      }),
  },
  'creating a key': {
    answer: KEY,
    ours: (options) => createKey(createStreamApi(options)),
    theirs: (client) => client.stream.keys.create({ account_id: accountId }),
  },
  'listing the keys': {
    answer: [KEY],
    ours: (options) => listKeys(createStreamApi(options)),
    theirs: async (client) => client.stream.keys.get({ account_id: accountId }),
  },
  'revoking a key': {
    answer: 'Revoked',
    ours: (options) => revokeKey(createStreamApi(options), 'k1'),
    theirs: (client) => client.stream.keys.delete('k1', { account_id: accountId }),
  },
  'protecting a video': {
    answer: {},
    ours: (options) =>
      createStreamApi(options)('POST', `/${VIDEO}`, {
        uid: VIDEO,
        requireSignedURLs: true,
        allowedOrigins: ['example.com'],
      }),
    theirs: (client) =>
      client.stream.edit(VIDEO, {
        account_id: accountId,
        uid: VIDEO,
        requireSignedURLs: true,
        allowedOrigins: ['example.com'],
      }),
  },
};

interface Call {
  readonly answer: unknown;
  readonly ours: (options: {
    accountId: string;
    apiToken: string;
    fetch: (request: Request) => Promise<Response>;
  }) => Promise<unknown>;
  readonly theirs: (client: Cloudflare) => Promise<unknown>;
}

test.each(Object.entries(calls))('%s sends the same request as the cloudflare package', async (_what, call) => {
  const sent: unknown[] = [];
  const fetch = async (request: Request) => {
    const body = await request.text();
    const { pathname, origin, search } = new URL(request.url);
    const authorization = request.headers.get('authorization');
    // The cloudflare package sends a content type without a body.
    const type = body ? request.headers.get('content-type') : null;
    const parsed: unknown = body ? JSON.parse(body) : null;
    sent.push({ method: request.method, origin, pathname, search, authorization, type, body: parsed });
    return Response.json({ success: true, errors: [], messages: [], result: call.answer });
  };
  await call.ours({ accountId, apiToken, fetch });
  await call.theirs(new Cloudflare({ apiToken, fetch: (input, init) => fetch(new Request(input, init)) }));
  expect(sent).toHaveLength(2);
  expect(sent[0]).toEqual(sent[1]);
});

describe('types', () => {
  test('CheckedRestrictions fits the token parameters of the cloudflare package', () => {
    type TokenParameters = Omit<Cloudflare.Stream.TokenCreateParams, 'account_id' | 'id' | 'pem'>;
    expectTypeOf<keyof CheckedRestrictions>().toEqualTypeOf<keyof TokenParameters>();
    expectTypeOf<Mutable<CheckedRestrictions>>().toExtend<TokenParameters>();
    expectTypeOf<Exclude<keyof Restrictions, 'expiresIn'>>().toEqualTypeOf<keyof TokenParameters>();
  });

  test('a key of the cloudflare package fits KeyMaterial', () => {
    expectTypeOf<Required<Cloudflare.Stream.Keys>>().toExtend<KeyMaterial>();
    expectTypeOf<Required<Cloudflare.Stream.Keys>[]>().toExtend<SigningKeys>();
    expectTypeOf<ListedKey>().toExtend<Cloudflare.Stream.KeyGetResponse>();
  });

  test('the Stream binding of a Worker fits StreamTokenBinding', () => {
    expectTypeOf<StreamBinding>().toExtend<StreamTokenBinding>();
    expectTypeOf<StreamBinding>().toExtend<Parameters<typeof bindingSource>[0]>();
  });
});

type Mutable<Value> = Value extends object ? { -readonly [Name in keyof Value]: Mutable<Value[Name]> } : Value;
