import { afterEach, expect, test, vi } from 'vitest';
import { act, createOrigin, DEMO_VIDEO_ID } from '@secure-stream/origin';
import { RequestLog, type RequestEntry } from '../src/request-log.js';
import { get } from './support/sign.js';

afterEach(() => {
  vi.restoreAllMocks();
});

test('answers with 500 and logs the error when a fault’s act() throws', async () => {
  const origin = createOrigin();
  origin.faults.next('multivariant', act(() => {
    throw new TypeError(`broken script ${'t'.repeat(80)}`);
  })); // prettier-ignore
  const response = await get(origin, `/${DEMO_VIDEO_ID}/manifest/video.m3u8`);
  expect(response.status).toBe(500);
  expect(response.headers.get('Access-Control-Allow-Origin')).toBe('*');
  expect(origin.requests.entries).toMatchObject([{ status: 500, fault: 'act', error: 'broken script -' }]);
});

test('waits for an act() that returns a promise, and handles its rejection', async () => {
  const origin = createOrigin();
  origin.faults.next(
    'multivariant',
    act(async () => Promise.reject(new Error('too late'))),
  );
  expect((await get(origin, `/${DEMO_VIDEO_ID}/manifest/video.m3u8`)).status).toBe(500);
  expect(origin.requests.entries).toMatchObject([{ error: 'too late' }]);
});

test('reports a listener that throws once, and answers the request', async () => {
  const report = vi.spyOn(console, 'error').mockImplementation(() => {});
  const origin = createOrigin();
  let calls = 0;
  origin.requests.subscribe(() => {
    calls += 1;
    throw new Error('a bug of the listener');
  });
  for (let request = 0; request < 3; request += 1) {
    expect((await get(origin, `/${DEMO_VIDEO_ID}/lifecycle`)).status).toBe(401);
  }
  expect([calls, report.mock.calls.length, origin.requests.entries.length]).toEqual([1, 1, 3]);
});

const ENTRY: RequestEntry = {
  time: 0,
  method: 'GET',
  kind: 'unknown',
  video: null,
  path: '/',
  token: null,
  status: 404,
  reason: null,
  warning: null,
  fault: null,
  error: null,
  bytes: 9,
};

test('keeps the first 2 kB of a path and of an error, which a request chooses', async () => {
  const origin = createOrigin();
  const segment = '/0123456789';
  await get(origin, segment.repeat(1000));
  origin.faults.next('multivariant', act(() => {
    throw new TypeError('a b '.repeat(1000));
  })); // prettier-ignore
  await get(origin, `/${DEMO_VIDEO_ID}/manifest/video.m3u8`);
  const [unknown, failed] = origin.requests.entries;
  expect(unknown?.path).toHaveLength(2048);
  expect(unknown?.path.startsWith(segment)).toBe(true);
  expect(failed?.error).toHaveLength(2048);
});

test('drops the oldest entries beyond 16 MB, and beyond 20,000', () => {
  const long = new RequestLog();
  for (let time = 0; time < 30_000; time += 1) long.add({ ...ENTRY, time, path: `/${'a'.repeat(2047)}` });
  const paths = long.entries.reduce((sum, { path }) => sum + path.length, 0);
  expect(paths).toBeLessThan(16 * 1024 * 1024);
  expect(paths).toBeGreaterThan(6 * 1024 * 1024);
  expect(long.entries.at(-1)?.time).toBe(29_999);

  const short = new RequestLog();
  for (let time = 0; time < 30_000; time += 1) short.add({ ...ENTRY, time });
  expect(short.entries).toHaveLength(20_000);
  short.clear();
  short.add(ENTRY);
  expect(short.entries).toHaveLength(1);
});
