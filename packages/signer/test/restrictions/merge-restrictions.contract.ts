import type { AccessRule } from '@secure-stream/protocol';
import {
  allowCountries,
  blockCountries,
  blockEverythingElse,
  checkRestrictions,
  createTokenEndpoint,
  type RestrictionOverrides,
  type Restrictions,
} from '@secure-stream/signer';
import { expect } from '@secure-stream/test-server/expect';
import fc from 'fast-check';
import type { Contract } from '../support/contract.js';
import { key, NOW, now, post, verifiedClaims, VIDEO } from '../support/fixtures.js';

const seconds = NOW / 1000;
const uk = [allowCountries('GB'), blockEverythingElse()];
const COUNTRIES = ['GB', 'FR', 'US'];

/** What `authorize` returns, beside restrictions of an endpoint, and the expected claims beyond `sub` and `kid`. `null`: no token. */
const merges: readonly [what: string, defaults: Restrictions, overrides: unknown, claims: object | null][] = [
  ['undefined rules', { accessRules: uk }, { accessRules: undefined }, null],
  ['undefined rules where the endpoint has none', {}, { accessRules: undefined }, null],
  ['null rules', { accessRules: uk }, { accessRules: null }, null],
  ['a null lifetime', { expiresIn: 60 }, { expiresIn: null }, null],
  ['an undefined lifetime', { expiresIn: 60 }, { expiresIn: undefined }, null],
  ['a longer lifetime', { expiresIn: 60 }, { expiresIn: 7200 }, { exp: seconds + 60 }],
  ['a later expiry', { expiresIn: 60 }, { exp: seconds + 600 }, { exp: seconds + 60 }],
  ['an earlier start', { nbf: seconds + 5 }, { nbf: seconds - 60 }, { exp: seconds + 3600, nbf: seconds + 5 }],
  ['a download that the endpoint forbids', { downloadable: false }, { downloadable: true }, { exp: seconds + 3600 }],
  [
    'flags that the endpoint forbids',
    { flags: { original: false } },
    { flags: { original: true } },
    { exp: seconds + 3600 },
  ],
  ['other rules', { accessRules: uk }, { accessRules: [] }, null],
  ['the same rules', { accessRules: uk }, { accessRules: uk }, { exp: seconds + 3600, accessRules: uk }],
  ['rules where the endpoint has none', {}, { accessRules: uk }, { exp: seconds + 3600, accessRules: uk }],
  [
    'a download where the endpoint says nothing',
    {},
    { downloadable: true },
    { exp: seconds + 3600, downloadable: true },
  ],
  ['the override of the rules', { accessRules: uk }, { override: ['accessRules'] }, { exp: seconds + 3600 }],
  [
    'the override of the rules and new rules',
    { accessRules: uk, expiresIn: 60 },
    { override: ['accessRules'], accessRules: [blockCountries('FR')] },
    { exp: seconds + 60, accessRules: [blockCountries('FR')] },
  ],
  ['the override of the expiry', { expiresIn: 60 }, { override: ['exp'], expiresIn: 600 }, { exp: seconds + 600 }],
  [
    'the override of the rules and undefined rules',
    { accessRules: uk },
    { override: ['accessRules'], accessRules: undefined },
    null,
  ],
  [
    'the override of the expiry and an undefined lifetime',
    { expiresIn: 60 },
    { override: ['exp'], expiresIn: undefined },
    null,
  ],
  ['an undefined override', { accessRules: uk }, { override: undefined }, null],
  ['the override of an unknown field', {}, { override: ['rules'] }, null],
  ['an override that is not an array', { accessRules: uk }, { override: 'accessRules' }, null],
  ['both forms of the expiry', {}, { expiresIn: 60, exp: seconds + 60 }, null],
  ['a lifetime as a string', { expiresIn: 60 }, { expiresIn: '7200' }, null],
  ['a lifetime of NaN', { expiresIn: 60 }, { expiresIn: NaN }, null],
  ['a download permission as a string', { downloadable: false }, { downloadable: 'yes' }, null],
];

export const mergedRestrictions: Contract = {
  ...Object.fromEntries(
    merges.map(([what, defaults, overrides, claims]) => [
      `${claims ? 'merges' : 'issues no token for'} ${what}`,
      async () => expect(await issuedClaims(defaults, overrides as RestrictionOverrides)).toStrictEqual(claims),
    ]),
  ),

  'never issues claims that are wider than the defaults, for any overrides without the word override': () =>
    fc.assert(
      fc.asyncProperty(restrictions(), overrides(), async (defaults, own) => {
        const claims = await issuedClaims(defaults, own);
        if (claims) expectNarrower(claims, defaults);
      }),
      { numRuns: 300 },
    ),

  'drops exactly the defaults that override names': () =>
    fc.assert(
      fc.asyncProperty(
        restrictions(),
        fc.uniqueArray(fc.constantFrom('expiresIn', 'nbf', 'downloadable', 'accessRules', 'flags')),
        async (defaults, names) => {
          const claims = await issuedClaims(defaults, { override: names });
          const dropped = [...names, ...(names.includes('expiresIn') ? ['exp'] : [])];
          const left = Object.entries(defaults).filter(([name]) => !dropped.includes(name));
          expect(claims).toStrictEqual({ ...checkRestrictions(Object.fromEntries(left), NOW) });
        },
      ),
      { numRuns: 100 },
    ),
};

/** The claims of the token that an endpoint issues, without `sub` and `kid`, or `null` if it responds with 500. */
async function issuedClaims(
  defaults: Restrictions,
  own: RestrictionOverrides,
): Promise<Record<string, unknown> | null> {
  const endpoint = createTokenEndpoint({ key: key.jwk, now, restrictions: defaults, authorize: () => own });
  const response = await endpoint(post({ videoId: VIDEO }));
  if (response.status === 500) return null;
  const { token } = (await response.json()) as { token: string };
  const { sub, kid, ...claims } = await verifiedClaims(token);
  expect({ sub, kid }).toStrictEqual({ sub: VIDEO, kid: key.id });
  return claims;
}

/** A default that is not set limits nothing, except the lifetime, which `authorize` then chooses. */
function expectNarrower(claims: Record<string, unknown>, defaults: Restrictions): void {
  const base = checkRestrictions(defaults, NOW);
  if (defaults.expiresIn !== undefined || defaults.exp !== undefined) {
    expect(Number(claims['exp'])).toBeLessThanOrEqual(base.exp);
  }
  if (base.nbf !== undefined) expect(Number(claims['nbf'])).toBeGreaterThanOrEqual(base.nbf);
  if (defaults.downloadable === false) expect(claims).not.toHaveProperty('downloadable');
  if (defaults.flags?.original === false) expect(claims).not.toHaveProperty('flags');
  if (!defaults.accessRules) return;
  const rules = (claims['accessRules'] ?? []) as readonly AccessRule[];
  for (const country of COUNTRIES) {
    if (isAllowed(rules, country)) expect(isAllowed(defaults.accessRules, country)).toBe(true);
  }
}

/** As the service evaluates rules: the first match decides, and no match allows. */
function isAllowed(rules: readonly AccessRule[], country: string): boolean {
  const match = rules.find((rule) => rule.type === 'any' || ('country' in rule && rule.country.includes(country)));
  return match?.action !== 'block';
}

function rules(): fc.Arbitrary<AccessRule[]> {
  const country = fc.uniqueArray(fc.constantFrom(...COUNTRIES), { minLength: 1 });
  const action = fc.constantFrom('allow' as const, 'block' as const);
  const rule = fc.oneof(
    fc.record({ type: fc.constant('ip.geoip.country' as const), action, country }),
    fc.record({ type: fc.constant('any' as const), action }),
  );
  return fc.array(rule, { maxLength: 4 });
}

function restrictions(): fc.Arbitrary<Restrictions> {
  const lifetime = fc.double({ min: 1, max: 80_000, noNaN: true });
  const expiry = fc.oneof(
    fc.constant({}),
    lifetime.map((expiresIn) => ({ expiresIn })),
    lifetime.map((left) => ({ exp: seconds + 1 + left })),
  );
  const rest = fc.record(
    {
      nbf: fc.double({ min: seconds - 1000, max: seconds, noNaN: true }),
      downloadable: fc.boolean(),
      accessRules: rules(),
      flags: fc.record({ original: fc.boolean() }),
    },
    { requiredKeys: [] },
  );
  return fc.tuple(expiry, rest).map(([when, others]) => ({ ...when, ...others }));
}

/** Valid overrides, with values that are missing, null or of another type here and there. */
function overrides(): fc.Arbitrary<RestrictionOverrides> {
  const names = ['expiresIn', 'exp', 'nbf', 'downloadable', 'accessRules', 'flags'];
  const mistakes = fc.dictionary(
    fc.constantFrom(...names),
    fc.oneof(fc.constant(undefined), fc.constant(undefined), fc.constantFrom<unknown>(null, '', 0, [], {}, 'x', true)),
    { maxKeys: 2, noNullPrototype: true },
  );
  return fc.tuple(restrictions(), mistakes).map(([own, wrong]) => ({ ...own, ...wrong }));
}
