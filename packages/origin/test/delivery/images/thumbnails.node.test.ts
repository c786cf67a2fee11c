import { decode } from 'jpeg-js';
import { beforeAll, expect, test } from 'vitest';
import { createOrigin, LIVE_INPUT_ID, type Origin } from '@secure-stream/origin';
import { get, sign } from '../../support/sign.js';

let origin: Origin;
let token: string;
let liveToken: string;

beforeAll(async () => {
  origin = createOrigin();
  const key = await origin.keys.create();
  token = await sign(key);
  liveToken = await sign(key, { sub: LIVE_INPUT_ID });
});

async function thumbnail(query = '', id = token) {
  const answer = await get(origin, `/${id}/thumbnails/thumbnail.jpg${query}`);
  expect(answer.headers.get('Content-Type')).toBe('image/jpeg');
  return decode(await answer.bytes(), { useTArray: true });
}

/** Red, green and blue at a point, given in shares of the width and height. */
function colourAt({ data, width, height }: Awaited<ReturnType<typeof thumbnail>>, x: number, y: number): number[] {
  const at = (Math.floor(y * (height - 1)) * width + Math.floor(x * (width - 1))) * 4;
  return [...data.subarray(at, at + 3)];
}

test.each([
  ['', 640, 360],
  ['?height=180', 320, 180],
  ['?width=160', 160, 90],
  ['?width=200&height=200', 200, 200],
  ['?width=200&height=200&fit=clip', 200, 113],
  ['?width=200&height=200&fit=scale', 200, 200],
  ['?width=200&height=200&fit=fill', 200, 200],
  ['?width=9&height=nothing', 640, 360],
])('renders a thumbnail with %s at %i by %i', async (query, width, height) => {
  expect(await thumbnail(query)).toMatchObject({ width, height });
});

test('adds black bars with fit=fill, and none with fit=crop', async () => {
  const filled = await thumbnail('?width=200&height=200&fit=fill&time=30s');
  const cropped = await thumbnail('?width=200&height=200&fit=crop&time=30s');
  expect(Math.max(...colourAt(filled, 0.5, 0.02))).toBeLessThan(20);
  expect(Math.max(...colourAt(cropped, 0.5, 0.02))).toBeGreaterThan(60);
});

test('shows the requested second', async () => {
  for (let time = 0; time < 96; time += 7) {
    const picture = await thumbnail(`?time=${time}s&height=180`);
    // The video shows the number of each frame in 12 blocks along its lower edge, the most significant bit on the left.
    const bits = Array.from({ length: 12 }, (_, bit) => colourAt(picture, (bit + 0.5) / 12, 0.96)[0]! > 128);
    expect(bits.reduce((number, bit) => number * 2 + Number(bit), 0)).toBe(time * 24);
  }
});

test('accepts a time as 62, 62s or 1m2s, and shows the last still after the end', async () => {
  const at = async (time: string) => (await thumbnail(`?time=${time}&height=90`)).data;
  expect(await at('1m2s')).toEqual(await at('62'));
  expect(await at('62s')).toEqual(await at('62'));
  expect(await at('5h')).toEqual(await at('95s'));
  expect(await at('soon')).toEqual(await at('0'));
});

test('renders an animated thumbnail with the stills and the duration of the request', async () => {
  const answer = await get(origin, `/${token}/thumbnails/thumbnail.gif?time=10s&duration=6s&fps=4&height=90`);
  expect(answer.headers.get('Content-Type')).toBe('image/gif');
  const bytes = Buffer.from(await answer.bytes());
  expect(bytes.subarray(0, 6).toString()).toBe('GIF89a');
  expect([bytes.readUInt16LE(6), bytes.readUInt16LE(8)]).toEqual([160, 90]);
  // Each frame starts with a graphic control extension, which has the delay in hundredths of a second.
  const delays: number[] = [];
  for (let at = bytes.indexOf('21f904', 0, 'hex'); at >= 0; at = bytes.indexOf('21f904', at + 1, 'hex')) {
    if (bytes[at + 7] === 0) delays.push(bytes.readUInt16LE(at + 4));
  }
  expect(delays).toEqual([100, 100, 100, 100, 100, 100]);
});

test('shows the current time of a broadcast', async () => {
  origin.liveInputs.start(LIVE_INPUT_ID);
  origin.clock.jump(20_000);
  const first = await thumbnail('?height=90', liveToken);
  origin.clock.jump(20_000);
  expect((await thumbnail('?height=90', liveToken)).data).not.toEqual(first.data);
  origin.liveInputs.stop(LIVE_INPUT_ID);
});
