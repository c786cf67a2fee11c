import fc from 'fast-check';
import { beforeAll, expect, test } from 'vitest';
import { createOrigin, DEMO_VIDEO_ID, LIVE_INPUT_ID, type Origin } from '@secure-stream/origin';
import { FUZZ } from '@secure-stream/test-server/fuzz';
import { get } from '../support/sign.js';

const RUNS = FUZZ.numRuns;
const STREAM = '/client/v4/accounts/local/stream';
const SECRET = 'c2VjcmV0LW9mLXNvbWVib2R5LXRoYXQtbm9ib2R5LWlzLXRvLXNlZQ';

let origin: Origin;

beforeAll(() => {
  origin = createOrigin({ wait: async () => {} });
});

const now = Math.floor(Date.now() / 1000);
const number = fc.oneof(
  fc.constantFrom(0, -1, 0.5, 1e15, now, now + 60, now + 86_400, now + 86_460, 30, 1096),
  fc.double(),
  fc.integer(),
);
const text = fc.oneof(
  fc.constantFrom(
    '',
    DEMO_VIDEO_ID,
    SECRET,
    'off',
    'automatic',
    '*.example.com',
    'localhost:8080',
    '2027-06-01T00:00:00Z',
  ),
  fc.string({ maxLength: 12 }),
);
const anything = fc.oneof(number, text, fc.boolean(), fc.constant(null), fc.constant([]), fc.constant({}));
const rule = fc.record(
  {
    type: fc.oneof(fc.constantFrom('any', 'ip.src', 'ip.geoip.country'), anything),
    action: fc.oneof(fc.constantFrom('allow', 'block'), anything),
    ip: fc.oneof(fc.array(fc.oneof(fc.ipV4(), fc.ipV6(), text), { maxLength: 3 }), anything),
    country: fc.oneof(fc.array(fc.oneof(fc.constantFrom('GB', 'US'), text), { maxLength: 3 }), anything),
  },
  { requiredKeys: [] },
);
const recording = fc.record(
  {
    mode: text,
    requireSignedURLs: anything,
    allowedOrigins: fc.oneof(fc.array(text), anything),
    timeoutSeconds: number,
  },
  { requiredKeys: [] },
);
/** Fields of the API, with valid, almost valid and invalid values. */
const fields = {
  exp: fc.oneof(number, anything),
  nbf: fc.oneof(number, anything),
  downloadable: anything,
  accessRules: fc.oneof(fc.array(rule, { maxLength: 7 }), anything),
  flags: fc.oneof(fc.record({ original: anything }), anything),
  id: text,
  pem: fc.oneof(fc.constantFrom(SECRET, btoa(`-----BEGIN RSA PRIVATE KEY-----\n${SECRET}\n-----END RSA PRIVATE KEY-----`)), text), // prettier-ignore
  uid: fc.constantFrom(DEMO_VIDEO_ID, LIVE_INPUT_ID, ''),
  requireSignedURLs: anything,
  allowedOrigins: fc.oneof(fc.array(text, { maxLength: 3 }), anything),
  meta: anything,
  creator: anything,
  thumbnailTimestampPct: fc.oneof(number, anything),
  recording: fc.oneof(recording, anything),
  enabled: anything,
  deleteRecordingAfterDays: anything,
};
/** At most two of them, so that some calls are valid. */
const body = fc
  .subarray(Object.keys(fields) as (keyof typeof fields)[], { maxLength: 2 })
  .chain((names) => fc.record(Object.fromEntries(names.map((name) => [name, fields[name]]))));

const call = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(['POST', `/${DEMO_VIDEO_ID}/token`], ['POST', `/${LIVE_INPUT_ID}/token`]) },
  {
    weight: 3,
    arbitrary: fc.constantFrom(['POST', `/${DEMO_VIDEO_ID}`], ['PUT', `/live_inputs/${LIVE_INPUT_ID}`], ['POST', '/live_inputs']), // prettier-ignore
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom(['GET', '?limit=x'], ['GET', '?after=x&asc=true'], ['POST', `/${DEMO_VIDEO_ID}/downloads/audio`]), // prettier-ignore
  },
);

test('answers any request with the envelope, and enforces exactly what it granted', async () => {
  const statuses: Record<number, number> = {};
  await fc.assert(
    fc.asyncProperty(call, body, async ([method = '', path = ''], sent) => {
      const answer = await get(origin, STREAM + path, {
        method,
        headers: { Authorization: 'Bearer local' },
        ...(method === 'GET' ? {} : { body: JSON.stringify(sent) }),
      });
      statuses[answer.status] = (statuses[answer.status] ?? 0) + 1;
      const text = await answer.text();
      const { success, errors, result } = JSON.parse(text) as { success: boolean; errors: unknown[]; result: { token?: string } | null }; // prettier-ignore
      expect([200, 400]).toContain(answer.status);
      expect([success, errors.length]).toEqual(answer.status === 200 ? [true, 0] : [false, 1]);
      if (answer.status === 400) expect(text).not.toContain(SECRET);
      if (!result?.token) return;
      // The origin can read each issued token, although it may refuse it for its time, place or origin.
      const { headers } = await get(origin, `/${result.token}/manifest/video.m3u8`);
      expect(['not-yet-valid', 'blocked-by-rule', 'origin-not-allowed', 'key-unknown', null]).toContain(headers.get('X-Origin-Reason')); // prettier-ignore
    }),
    FUZZ,
  );
  expect(statuses[200]).toBeGreaterThan(RUNS / 10);
  expect(statuses[400]).toBeGreaterThan(RUNS / 10);
}, 120_000);
