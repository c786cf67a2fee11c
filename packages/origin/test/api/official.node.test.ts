import Cloudflare from 'cloudflare';
import { beforeEach, describe, expect, test } from 'vitest';
import { createOrigin, DEMO_VIDEO_ID, LIVE_INPUT_ID, type Origin } from '@secure-stream/origin';
import { readClaims } from '@secure-stream/protocol';
import { BASE, get, sign } from '../support/sign.js';

// The service's own package with the base URL of the origin: its calls work, and the responses fit its types.
const account_id = '023e105f4ecef8ad9ca31a8372d0c353';
const PROTECTED = '/manifest/video.m3u8';

let origin: Origin;
let client: Cloudflare;

const clientOf = (of: Origin, apiToken = 'an-api-token') =>
  new Cloudflare({
    apiToken,
    baseURL: `${BASE}/client/v4`,
    maxRetries: 0,
    fetch: (url, init) => of.fetch(new Request(url, init)),
  });

beforeEach(() => {
  origin = createOrigin();
  client = clientOf(origin);
});

const statusOf = async (id: string, path = PROTECTED, init?: RequestInit) =>
  (await get(origin, `/${id}${path}`, init)).status;

describe('tokens', () => {
  test('issues a token for one hour, with string times, for an empty body', async () => {
    const { token = '' } = await client.stream.token.create(DEMO_VIDEO_ID, { account_id });
    expect(await statusOf(token)).toBe(200);
    const payload = JSON.parse(atob(token.split('.')[1]!)) as Record<string, unknown>;
    const now = Math.floor(origin.clock.now() / 1000);
    expect(payload).toEqual({
      sub: DEMO_VIDEO_ID,
      kid: expect.any(String),
      exp: expect.any(String),
      nbf: expect.any(String),
    });
    expect(Number(payload['exp']) - Number(payload['nbf'])).toBe(7200);
    expect(Math.abs(Number(payload['exp']) - now - 3600)).toBeLessThanOrEqual(1);
    origin.clock.jump(3_601_000);
    expect(await statusOf(token)).toBe(401);
  });

  test('writes every restriction of the body into the token and enforces it', async () => {
    const exp = Math.floor(origin.clock.now() / 1000) + 12 * 3600;
    const { token = '' } = await client.stream.token.create(DEMO_VIDEO_ID, {
      account_id,
      exp,
      nbf: exp - 13 * 3600,
      downloadable: true,
      accessRules: [{ type: 'ip.geoip.country', country: ['US', 'MX'], action: 'block' }],
      flags: { original: true },
    });
    expect(readClaims(token)).toMatchObject({ exp, nbf: exp - 13 * 3600, downloadable: true });
    expect(await statusOf(token, '/downloads/default.mp4')).toBe(302);
    expect(await statusOf(token)).toBe(200);
    expect(await statusOf(token, PROTECTED, { headers: { 'CF-IPCountry': 'US' } })).toBe(403);
  });

  test('allows downloads only on request', async () => {
    const { token = '' } = await client.stream.token.create(DEMO_VIDEO_ID, { account_id });
    expect(await statusOf(token, '/downloads/default.mp4')).toBe(403);
  });

  test('signs with the key in the request', async () => {
    const { id = '', pem = '' } = await client.stream.keys.create({ account_id });
    const { token = '' } = await client.stream.token.create(DEMO_VIDEO_ID, { account_id, id, pem });
    expect(readClaims(token)?.kid).toBe(id);
    expect(await statusOf(token)).toBe(200);
    origin.keys.revoke(id);
    expect(await statusOf(token)).toBe(401);
  });

  test('issues a token for a live input that opens its broadcast', async () => {
    const { token = '' } = await client.stream.token.create(LIVE_INPUT_ID, { account_id });
    expect(await statusOf(token)).toBe(204);
    origin.liveInputs.start(LIVE_INPUT_ID);
    origin.clock.jump(60_000);
    expect(await statusOf(token)).toBe(200);
  });

  test.each<[string, Record<string, unknown>]>([
    ['more than a day', { exp: 4_000_000_000 }],
    ['an expiry that has passed', { exp: 1 }],
    ['a text for an expiry', { exp: 'tomorrow' }],
    ['a start after its end', { nbf: 4_000_000_000 }],
    ['six rules', { accessRules: Array.from({ length: 6 }, () => ({ type: 'any', action: 'allow' })) }],
    ['an object for rules', { accessRules: {} }],
    ['a rule that is none', { accessRules: [{ type: 'ip.src', action: 'block', ip: ['300.1.1.1'] }] }],
    ['a word for downloadable', { downloadable: 'yes' }],
    ['an id without a pem', { id: 'f'.repeat(32) }],
    ['a pem without an id', { pem: btoa('-----BEGIN RSA PRIVATE KEY-----') }],
    ['a pem that is none', { id: 'f'.repeat(32), pem: 'bm90IGEga2V5' }],
  ])('%s is refused', async (_, body) => {
    await expect(client.stream.token.create(DEMO_VIDEO_ID, { account_id, ...body })).rejects.toMatchObject({
      status: 400,
    });
  });

  test('refuses a token for an unknown video', async () => {
    await expect(client.stream.token.create('f'.repeat(32), { account_id })).rejects.toMatchObject({ status: 404 });
  });
});

describe('keys', () => {
  test('creates a key, lists it without its secret, and invalidates its tokens when it is deleted', async () => {
    const { id = '', jwk = '', pem = '', created = '' } = await client.stream.keys.create({ account_id });
    expect(atob(pem)).toMatch(/^-----BEGIN RSA PRIVATE KEY-----/);
    const token = await sign({ id, jwk });
    expect(await statusOf(token)).toBe(200);
    const { result } = await client.stream.keys.get({ account_id });
    expect(result).toEqual([{ id, created }]);
    expect(await client.stream.keys.delete(id, { account_id })).toBe('Revoked');
    expect(await statusOf(token)).toBe(401);
    expect((await client.stream.keys.get({ account_id })).result).toEqual([]);
    await expect(client.stream.keys.delete(id, { account_id })).rejects.toMatchObject({ status: 404 });
  });

  test('neither lists nor deletes the service’s own key', async () => {
    const { token = '' } = await client.stream.token.create(DEMO_VIDEO_ID, { account_id });
    expect((await client.stream.keys.get({ account_id })).result).toEqual([]);
    const { kid = '' } = readClaims(token)!;
    await expect(client.stream.keys.delete(kid, { account_id })).rejects.toMatchObject({ status: 404 });
    expect(await statusOf(token)).toBe(200);
  });
});

describe('videos', () => {
  test('copies a video, with the media of the first one', async () => {
    const { uid = '', readyToStream } = await client.stream.copy.create({
      account_id,
      url: 'https://files.example/lesson.mp4',
      requireSignedURLs: true,
    });
    expect(readyToStream).toBe(true);
    expect([await statusOf(uid), await statusOf(await sign(await origin.keys.create(), { sub: uid }))]).toEqual([
      401, 200,
    ]);
    const copying = client.stream.copy.create({ account_id, url: 'lesson.mp4' });
    await expect(copying).rejects.toMatchObject({ status: 400 });
  });

  test('returns, edits and deletes a video, with effect on the next request', async () => {
    const video = await client.stream.get(DEMO_VIDEO_ID, { account_id });
    expect(video).toMatchObject({
      uid: DEMO_VIDEO_ID,
      requireSignedURLs: true,
      readyToStream: true,
      status: { state: 'ready' },
    });
    expect(video.duration).toBeCloseTo(96, 0);
    expect(video.input).toEqual({ width: 640, height: 360 });
    expect(video.playback?.hls).toBe(`${BASE}/${DEMO_VIDEO_ID}/manifest/video.m3u8`);

    expect(await statusOf(DEMO_VIDEO_ID)).toBe(401);
    origin.clock.jump(1000);
    const open = await client.stream.edit(DEMO_VIDEO_ID, { account_id, uid: DEMO_VIDEO_ID, requireSignedURLs: false, meta: { name: 'Open' } }); // prettier-ignore
    expect(open).toMatchObject({ requireSignedURLs: false, meta: { name: 'Open' } });
    expect(Date.parse(open.modified!)).toBeGreaterThan(Date.parse(open.created!));
    expect(await statusOf(DEMO_VIDEO_ID)).toBe(200);

    await client.stream.edit(DEMO_VIDEO_ID, { account_id, allowedOrigins: ['example.com'] });
    expect(await statusOf(DEMO_VIDEO_ID, PROTECTED, { headers: { Origin: 'https://example.com' } })).toBe(200);
    expect(await statusOf(DEMO_VIDEO_ID, PROTECTED, { headers: { Origin: 'https://other.test' } })).toBe(403);

    await client.stream.delete(DEMO_VIDEO_ID, { account_id });
    expect(await statusOf(DEMO_VIDEO_ID)).toBe(404);
    await expect(client.stream.get(DEMO_VIDEO_ID, { account_id })).rejects.toMatchObject({ status: 404 });
  });

  test('sets and clears a scheduled deletion', async () => {
    const scheduledDeletion = new Date(origin.clock.now() + 40 * 86_400_000).toISOString();
    expect(await client.stream.edit(DEMO_VIDEO_ID, { account_id, scheduledDeletion })).toMatchObject({
      scheduledDeletion,
    });
    const none = { account_id, scheduledDeletion: null as unknown as string };
    expect(await client.stream.edit(DEMO_VIDEO_ID, none)).toMatchObject({ scheduledDeletion: null });
    await client.stream.edit(DEMO_VIDEO_ID, { account_id, scheduledDeletion });
    origin.clock.jump(40 * 86_400_000);
    expect((await client.stream.list({ account_id })).result).toEqual([]);
  });

  test('takes the default thumbnail at thumbnailTimestampPct', async () => {
    await client.stream.edit(DEMO_VIDEO_ID, { account_id, requireSignedURLs: false });
    const still = async (query: string) => new Uint8Array(await (await get(origin, `/${DEMO_VIDEO_ID}/thumbnails/thumbnail.jpg${query}`)).arrayBuffer()); // prettier-ignore
    const first = await still('');
    await client.stream.edit(DEMO_VIDEO_ID, { account_id, thumbnailTimestampPct: 0.5 });
    expect(await still('')).toEqual(await still('?time=48s'));
    expect(await still('')).not.toEqual(first);
    expect(await still('?time=0s')).toEqual(first);
  });

  test.each<[string, Record<string, unknown>]>([
    ['a path among the origins', { allowedOrigins: ['example.com/path'] }],
    ['a scheme among the origins', { allowedOrigins: ['https://example.com'] }],
    ['a text for the origins', { allowedOrigins: 'example.com' }],
    ['a text for a switch', { requireSignedURLs: 'true' }],
    ['the uid of another video', { uid: 'f'.repeat(32) }],
    ['a deletion tomorrow', { scheduledDeletion: new Date(Date.now() + 86_400_000).toISOString() }],
    ['a share that is more than the whole', { thumbnailTimestampPct: 1.5 }],
    ['a list for the meta', { meta: [] }],
  ])('%s is refused, and nothing is changed', async (_, body) => {
    const before = await client.stream.get(DEMO_VIDEO_ID, { account_id });
    await expect(client.stream.edit(DEMO_VIDEO_ID, { account_id, ...body })).rejects.toMatchObject({ status: 400 });
    expect(await client.stream.get(DEMO_VIDEO_ID, { account_id })).toEqual(before);
  });

  test('filters the list by name, status, live input, age and number', async () => {
    const { media } = origin.videos.get(DEMO_VIDEO_ID)!;
    origin.clock.jump(5000);
    origin.videos.add({ uid: 'a'.repeat(32), media, meta: { name: 'Second' }, creator: 'ada' });
    origin.liveInputs.start(LIVE_INPUT_ID);
    const names = async (query: Partial<Cloudflare.Stream.StreamListParams>) =>
      (await client.stream.list({ account_id, ...query })).result.map(({ meta }) => (meta as { name: string }).name);
    expect(await names({ asc: true })).toEqual(['Demo video', 'Second', 'Demo live stream']);
    expect(await names({ search: 'SECO' })).toEqual(['Second']);
    expect(await names({ creator: 'ada' })).toEqual(['Second']);
    expect(await names({ live_input_id: LIVE_INPUT_ID })).toEqual(['Demo live stream']);
    expect(await names({ status: 'live-inprogress' })).toEqual(['Demo live stream']);
    expect(await names({ asc: true, limit: 1 })).toEqual(['Demo video']);
    await expect(client.stream.list({ account_id, limit: 5000 })).rejects.toMatchObject({ status: 400 });
  });

  test('creates, lists and removes a download', async () => {
    origin.videos.edit(DEMO_VIDEO_ID, { downloadable: false, requireSignedURLs: false });
    expect(await client.stream.downloads.get(DEMO_VIDEO_ID, { account_id })).toEqual({});
    expect(await statusOf(DEMO_VIDEO_ID, '/downloads/default.mp4')).toBe(404);
    const made = await client.stream.downloads.create(DEMO_VIDEO_ID, { account_id });
    expect(made.default).toEqual({
      status: 'ready',
      percentComplete: 100,
      url: `${BASE}/${DEMO_VIDEO_ID}/downloads/default.mp4`,
    });
    expect(await client.stream.downloads.get(DEMO_VIDEO_ID, { account_id })).toEqual(made);
    expect(await statusOf(DEMO_VIDEO_ID, '/downloads/default.mp4')).toBe(302);
    await client.stream.downloads.delete(DEMO_VIDEO_ID, { account_id });
    expect(await statusOf(DEMO_VIDEO_ID, '/downloads/default.mp4')).toBe(404);
  });

  test('lists captions, and returns embed code with the frame', async () => {
    const captions = await client.stream.captions.get(DEMO_VIDEO_ID, { account_id });
    expect(captions.result.map(({ language }) => language)).toEqual(['en', 'de']);
    expect(await client.stream.embed.get(DEMO_VIDEO_ID, { account_id })).toContain(
      `src="${BASE}/${DEMO_VIDEO_ID}/iframe"`,
    );
  });
});

describe('live inputs', () => {
  test('creates, changes, lists and deletes a live input, and applies its settings', async () => {
    const made = await client.stream.liveInputs.create({
      account_id,
      meta: { name: 'Stage' },
      recording: { mode: 'automatic', requireSignedURLs: true, timeoutSeconds: 10 },
    });
    expect(made).toMatchObject({ meta: { name: 'Stage' }, enabled: true, status: null });
    expect(made.recording).toMatchObject({ requireSignedURLs: true, timeoutSeconds: 10, allowedOrigins: null });
    const uid = made.uid!;
    origin.liveInputs.start(uid);
    origin.clock.jump(60_000);
    expect(await statusOf(uid)).toBe(401);
    await client.stream.liveInputs.update(uid, { account_id, recording: { requireSignedURLs: false } });
    expect(await statusOf(uid)).toBe(200);
    expect(await client.stream.liveInputs.get(uid, { account_id })).toMatchObject({ status: 'connected', meta: { name: 'Stage' } }); // prettier-ignore
    const { liveInputs = [], total } = await client.stream.liveInputs.list({ account_id });
    expect([liveInputs.map((input) => input.uid).includes(uid), total]).toEqual([true, 2]);
    await client.stream.liveInputs.delete(uid, { account_id });
    await expect(client.stream.liveInputs.get(uid, { account_id })).rejects.toMatchObject({ status: 404 });
  });

  test.each<[string, object]>([
    ['another mode', { recording: { mode: 'sometimes' } }],
    ['a negative timeout', { recording: { timeoutSeconds: -1 } }],
    ['an origin with a path', { recording: { allowedOrigins: ['a.test/b'] } }],
    ['a day to keep it', { deleteRecordingAfterDays: 1 }],
  ])('%s is refused', async (_, body) => {
    await expect(client.stream.liveInputs.create({ account_id, ...body })).rejects.toMatchObject({ status: 400 });
  });
});

describe('credentials', () => {
  test('accepts known tokens only, for reading or editing', async () => {
    origin = createOrigin({ api: { tokens: { reader: 'read', editor: 'edit' } } });
    const as = (token: string) => clientOf(origin, token).stream;
    await expect(as('stranger').get(DEMO_VIDEO_ID, { account_id })).rejects.toMatchObject({ status: 401 });
    expect(await as('reader').get(DEMO_VIDEO_ID, { account_id })).toMatchObject({ uid: DEMO_VIDEO_ID });
    await expect(as('reader').token.create(DEMO_VIDEO_ID, { account_id })).rejects.toMatchObject({ status: 403 });
    expect(await as('editor').token.create(DEMO_VIDEO_ID, { account_id })).toEqual({ token: expect.any(String) });
  });

  test('refuses another account', async () => {
    origin = createOrigin({ api: { accountId: account_id } });
    const { stream } = clientOf(origin);
    expect(await stream.get(DEMO_VIDEO_ID, { account_id })).toMatchObject({ uid: DEMO_VIDEO_ID });
    await expect(stream.get(DEMO_VIDEO_ID, { account_id: 'f'.repeat(32) })).rejects.toMatchObject({ status: 403 });
  });

  test('limits each caller’s rate and sends Retry-After', async () => {
    const now = Date.now();
    origin = createOrigin({ api: { rateLimit: { requests: 2, seconds: 300 } }, now: () => now });
    const { stream } = clientOf(origin);
    for (let call = 0; call < 2; call += 1) await stream.token.create(DEMO_VIDEO_ID, { account_id });
    const refused = (await stream.token.create(DEMO_VIDEO_ID, { account_id }).catch((error: unknown) => error)) as InstanceType<typeof Cloudflare.APIError>; // prettier-ignore
    expect([refused.status, refused.headers?.get('Retry-After')]).toEqual([429, '300']);
    await clientOf(origin, 'another').stream.get(DEMO_VIDEO_ID, { account_id });
    origin.clock.jump(301_000);
    await stream.token.create(DEMO_VIDEO_ID, { account_id });
  });
});
