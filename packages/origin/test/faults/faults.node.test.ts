import { afterEach, beforeEach, expect, test } from 'vitest';
import {
  act,
  corrupt,
  createOrigin,
  type CreatedKey,
  cut,
  deny,
  drop,
  fail,
  hang,
  type Origin,
  throttle,
} from '@secure-stream/origin';
import { serve, type Served } from '@secure-stream/origin/node';
import { get, sign } from '../support/sign.js';

const SEGMENT = 'video/144/seg_2.mp4';

let origin: Origin;
let key: CreatedKey;
let token: string;
let served: Served;

beforeEach(async () => {
  origin = createOrigin({ seed: 7 });
  key = await origin.keys.create();
  token = await sign(key);
  served = await serve(origin);
});

afterEach(() => served.close());

const ask = (path = SEGMENT, init?: RequestInit) => fetch(`${served.url}/${token}/${path}`, init);
const bytesOf = async (path = SEGMENT) => new Uint8Array(await (await ask(path)).arrayBuffer());

test('cuts a body in the middle, and sends the next one completely', async () => {
  const whole = (await bytesOf()).byteLength;
  origin.faults.next('segment', cut(0.5));
  const answer = await ask();
  expect(answer.headers.get('Content-Length')).toBe(String(whole));
  let received = 0;
  await expect(
    (async () => {
      for await (const piece of answer.body!) received += piece.byteLength;
    })(),
  ).rejects.toThrow();
  expect(received).toBe(Math.floor(whole / 2));
  expect((await bytesOf()).byteLength).toBe(whole);
});

test('corrupts some bytes of a body, the same ones each time, and keeps its length', async () => {
  const whole = await bytesOf();
  origin.faults.next('segment', corrupt(0.1), 2);
  const [first, second] = [await bytesOf(), await bytesOf()];
  expect(first.byteLength).toBe(whole.byteLength);
  const changed = first.filter((byte, at) => byte !== whole[at]).length / whole.byteLength;
  expect(changed).toBeGreaterThan(0.08);
  expect(changed).toBeLessThan(0.12);
  expect(second).toEqual(first);
});

test('leaves the start of a corrupt body intact when asked to', async () => {
  const whole = await bytesOf();
  origin.faults.next('segment', corrupt(0.5, 0.25));
  const received = await bytesOf();
  const quarter = Math.floor(whole.byteLength / 4);
  expect(received.subarray(0, quarter)).toEqual(whole.subarray(0, quarter));
  expect(received).not.toEqual(whole);
});

test('plans a fault for one path only', async () => {
  origin.faults.plan({ target: 'segment', path: 'seg_2', fault: fail(500) });
  const statuses = [(await ask()).status, (await ask('video/144/seg_3.mp4')).status];
  expect(statuses).toEqual([500, 200]);
});

test('closes the connection of a dropped request without an answer', async () => {
  origin.faults.next('segment', drop());
  await expect(ask()).rejects.toThrow();
  expect((await ask()).status).toBe(200);
  expect(origin.requests.entries[0]).toMatchObject({ fault: 'drop', status: 0 });
});

test('releases a hanging request when it is aborted, and when the faults are cleared', async () => {
  let arrived = 0;
  origin.faults.always('segment', act(() => void (arrived += 1))); // prettier-ignore
  origin.faults.always('segment', hang());
  const patience = new AbortController();
  const given = ask(SEGMENT, { signal: patience.signal });
  await expect.poll(() => arrived, { timeout: 10_000 }).toBe(1);
  patience.abort();
  await expect(given).rejects.toThrow('abort');
  await expect.poll(() => origin.requests.entries.length, { timeout: 10_000 }).toBe(1);
  const hanging = ask();
  await expect.poll(() => arrived, { timeout: 10_000 }).toBe(2);
  expect(origin.requests.entries).toHaveLength(1);
  origin.faults.clear();
  expect((await hanging).status).toBe(200);
});

test('sends a throttled body in chunks at its rate', async () => {
  const waits: number[] = [];
  const slow = createOrigin({ keys: [key.jwk], wait: async (milliseconds) => void waits.push(milliseconds) });
  slow.faults.next('segment', throttle(10_000));
  const { byteLength } = await (await get(slow, `/${token}/video/360/seg_2.mp4`)).arrayBuffer();
  expect(waits.length).toBeGreaterThan(2);
  expect(waits.reduce((sum, one) => sum + one, 0)).toBeCloseTo((byteLength / 10_000) * 1000, 3);
});

test('applies latency and bandwidth of the network to every answer', async () => {
  const waits: number[] = [];
  const slow = createOrigin({ keys: [key.jwk], wait: async (milliseconds) => void waits.push(milliseconds) });
  slow.faults.network = { latency: 40, bandwidth: 100_000 };
  const { byteLength } = await (await get(slow, `/${token}/${SEGMENT}`)).arrayBuffer();
  expect(waits[0]).toBe(40);
  expect(waits.slice(1).reduce((sum, one) => sum + one, 0)).toBeCloseTo(byteLength / 100, 3);
});

/** Which of 200 requests are refused. */
async function refusals(seed: number): Promise<string> {
  const own = createOrigin({ keys: [key.jwk], seed });
  own.faults.plan({ target: 'segment', fault: deny('expired'), share: 0.25 });
  let seen = '';
  for (let request = 0; request < 200; request += 1) seen += (await get(own, `/${token}/${SEGMENT}`)).ok ? '.' : 'x';
  return seen;
}

test('injects a fault into a random share of the requests, the same ones for the same seed', async () => {
  const [first, again, other] = [await refusals(7), await refusals(7), await refusals(8)];
  expect(again).toBe(first);
  expect(other).not.toBe(first);
  expect(first.replaceAll('.', '').length).toBeGreaterThan(30);
  expect(first.replaceAll('.', '').length).toBeLessThan(70);
});

test('starts and ends a timed fault by the origin’s clock', async () => {
  const now = origin.clock.now();
  origin.faults.plan({ target: '*', fault: fail(503), from: now + 60_000, until: now + 120_000 });
  const statuses: number[] = [];
  for (let minute = 0; minute < 3; minute += 1) {
    statuses.push((await ask()).status);
    origin.clock.jump(60_000);
  }
  expect(statuses).toEqual([200, 503, 200]);
});

test('revokes a key from act() when the third segment is requested', async () => {
  let segments = 0;
  origin.faults.always('segment', act((it) => void (++segments === 3 && it.keys.revoke(key.id)))); // prettier-ignore
  const statuses: number[] = [];
  for (let request = 0; request < 4; request += 1) statuses.push((await ask()).status);
  expect(statuses).toEqual([200, 200, 401, 401]);
});

test('moves the clock from act()', async () => {
  origin.faults.next('segment', act((it) => it.clock.jump(7_200_000))); // prettier-ignore
  expect((await ask('video/240/init.mp4')).status).toBe(200);
  expect((await ask()).headers.get('X-Origin-Reason')).toBe('expired');
});

test('does not inject a fault that was removed', async () => {
  const undo = origin.faults.always('*', fail(500));
  expect((await ask()).status).toBe(500);
  undo();
  expect((await ask()).status).toBe(200);
});
