import { afterEach, expect, test, vi } from 'vitest';
import { act, createOrigin, DEMO_VIDEO_ID } from '@secure-stream/origin';
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
