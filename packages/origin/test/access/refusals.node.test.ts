import { beforeAll, expect, test } from 'vitest';
import { createOrigin, type CreatedKey, DEMO_VIDEO_ID, type Origin, type OriginOptions } from '@secure-stream/origin';
import { get, sign, urisOf } from '../support/sign.js';

interface Restriction {
  readonly claims?: (now: number) => Readonly<Record<string, unknown>>;
  readonly options?: OriginOptions;
  /** Runs between the signing of the token and the request. */
  readonly between?: (origin: Origin, key: CreatedKey) => void;
  /** What the URL contains instead of the token. */
  readonly id?: (token: string) => string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** The clock is constant, except for `jump`. */
const NOW = Date.parse('2026-11-24T12:00:00Z');
const SITE = { Origin: 'https://site.example' };
const only =
  (...allowedOrigins: string[]) =>
  (origin: Origin) =>
    void origin.videos.edit(DEMO_VIDEO_ID, { allowedOrigins });
const rules =
  (...accessRules: unknown[]) =>
  () => ({ accessRules });
const block = { type: 'any', action: 'block' };
const from = (country: string) => ({ type: 'ip.geoip.country', action: 'allow', country: [country] });
const v4 = { type: 'ip.src', action: 'block', ip: ['198.51.100.0/24'] };
const v6 = { type: 'ip.src', action: 'block', ip: ['2001:db8::/32'] };

const RESTRICTIONS: Readonly<Record<string, Restriction>> = {
  'a good token': {},
  'no token': { id: () => DEMO_VIDEO_ID },
  'no token, unprotected video': {
    id: () => DEMO_VIDEO_ID,
    between: (origin) => void origin.videos.edit(DEMO_VIDEO_ID, { requireSignedURLs: false }),
  },
  'expired by one second': { claims: (now) => ({ exp: now - 1 }) },
  'expires in one second': { claims: (now) => ({ exp: now + 2 }), between: (origin) => origin.clock.jump(1000) },
  'valid in one second': { claims: (now) => ({ nbf: now + 1 }) },
  'valid since one second': { claims: (now) => ({ nbf: now + 1 }), between: (origin) => origin.clock.jump(1000) },
  'exp and nbf as strings': { claims: (now) => ({ exp: String(now + 60), nbf: String(now - 3600) }) },
  'no exp': { claims: () => ({ exp: undefined }) },
  'valid for two days': { claims: (now) => ({ exp: now + 172_800 }) },
  'valid for two days, strict': { claims: (now) => ({ exp: now + 172_800 }), options: { longTokens: 'refuse' } },
  'signature changed': { id: (token) => `${token.slice(0, -8)}AAAAAAAA` },
  'not a token': { id: () => 'not-a-token' },
  'key of another account': {
    claims: () => ({ kid: 'unknown' }),
    between: (origin, key) => origin.keys.revoke(key.id),
  },
  'key revoked after signing': { between: (origin, key) => void origin.keys.revoke(key.id) },
  'for another video': { claims: () => ({ sub: 'f'.repeat(32) }) },
  'no sub': { claims: () => ({ sub: undefined }) },
  'allowed country': { claims: rules(from('GB'), block) },
  'moved out of the country': { claims: rules(from('GB'), block), between: (origin) => void (origin.viewer = { ...origin.viewer, country: 'DE' }) }, // prettier-ignore
  'blocked IPv4': { claims: rules(v4), headers: { 'CF-Connecting-IP': '198.51.100.7' } },
  'blocked IPv4, IPv6 viewer': { claims: rules(v4), headers: { 'CF-Connecting-IP': '2001:db8::7' } },
  'blocked IPv6': { claims: rules(v6), headers: { 'CF-Connecting-IP': '2001:db8::7' } },
  'first match decides': { claims: rules(from('GB'), { ...from('GB'), action: 'block' }) },
  'no rule matches': { claims: rules({ ...from('US'), action: 'block' }) },
  'six rules': { claims: rules(...Array.from({ length: 6 }, () => from('GB'))) },
  'rules as an object': { claims: () => ({ accessRules: {} }) },
  'not downloadable': { claims: () => ({ downloadable: false }) },
  'on an allowed page': { between: only('site.example'), headers: SITE },
  'on another page': { between: only('other.example'), headers: SITE },
  'without an origin': { between: only('site.example') },
  'on a subdomain, by wildcard': { between: only('*.site.example'), headers: { Origin: 'https://a.b.site.example' } },
  'on the apex of a wildcard': { between: only('*.site.example'), headers: SITE },
  'the same, rules of 2021': { between: only('*.site.example'), headers: SITE, options: { originRules: '2021' } },
  'on localhost without its port': { between: only('localhost'), headers: { Origin: 'http://localhost:3000' } },
  'on localhost with its port': { between: only('localhost:3000'), headers: { Origin: 'http://localhost:3000' } },
};

/** The path of each kind of request after the id. */
let kinds: Readonly<Record<string, string>>;

beforeAll(async () => {
  const origin = createOrigin();
  const token = await sign(await origin.keys.create());
  const master = `/${token}/manifest/video.m3u8`;
  const [, playlist = ''] = urisOf(await (await get(origin, master)).text(), master);
  kinds = {
    multivariant: 'manifest/video.m3u8',
    playlist: playlist.replace(/^\/[^/]*\//, ''),
    init: 'video/240/init.mp4',
    segment: 'video/240/seg_3.mp4',
    caption: 'text/en.vtt',
    thumbnail: 'thumbnails/thumbnail.jpg?height=20',
    download: 'downloads/default.mp4',
    frame: 'iframe',
    lifecycle: 'lifecycle',
  };
});

async function answersTo({ claims, options, between, id, headers = {} }: Restriction): Promise<string[]> {
  const origin = createOrigin({ now: () => NOW, ...options });
  const key = await origin.keys.create();
  const now = NOW / 1000;
  const { kid, ...others } = { kid: key.id, ...claims?.(now) };
  const signer = kid === key.id ? key : await createOrigin().keys.create();
  const token = await sign(signer, { downloadable: true, ...others }, now * 1000);
  between?.(origin, key);
  const answers: string[] = [];
  for (const path of Object.values(kinds)) {
    const { status, headers: got } = await get(origin, `/${id?.(token) ?? token}/${path}`, { headers });
    answers.push(got.has('X-Origin-Reason') ? `${status} ${got.get('X-Origin-Reason')}` : status < 400 ? '✓' : `${status}`); // prettier-ignore
  }
  return answers;
}

test(
  'enforces each restriction on each kind of request: the table in docs/origin-refusals.md',
  { timeout: 120_000 },
  async () => {
    const rows: string[][] = [];
    for (const [name, restriction] of Object.entries(RESTRICTIONS))
      rows.push([name, ...(await answersTo(restriction))]);
    const table = tableOf(['', ...Object.keys(kinds)], rows);
    process.stdout.write(`${table}\n`);
    await expect(`${HEAD}\n${table}\n`).toMatchFileSnapshot('../../../../docs/origin-refusals.md');
  },
);

const HEAD = `# What the origin refuses

Generated by \`packages/origin/test/access/refusals.node.test.ts\`: how the origin responds to each kind of request under each restriction. ✓ is a success.
Apart from 401 for a missing token, the statuses of the service are unknown. \`OriginOptions.refusals\` changes them.
`;

/** A Markdown table in the format of Prettier. */
function tableOf(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = head.map((_, column) => Math.max(3, ...[head, ...rows].map((row) => row[column]?.length ?? 0)));
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`;
  return [line(head), line(widths.map((width) => '-'.repeat(width))), ...rows.map(line)].join('\n');
}
