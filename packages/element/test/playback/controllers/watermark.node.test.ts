import { beforeEach, expect, test, vi } from 'vitest';
import type { StreamError } from '../../../../session/src/stream-error.js';
import { showWatermark, type WatermarkControllerOptions } from '../../../src/playback/controllers/watermark.js';
import type { WatermarkOptions } from '../../../src/watermark/layer.js';
import { FakeClock, flushPromises } from '../../../../session/test/support/fake-clock.ts';

/** What the layer was told, in order. */
const drawn: string[] = [];
let failures = 0;
let latest: WatermarkOptions;

vi.mock('../../../src/watermark/layer.js', () => ({
  createWatermarkLayer(options: WatermarkOptions) {
    if (failures-- > 0) throw new TypeError('attachShadow is not a function');
    latest = options;
    drawn.push(`draw ${options.text}`);
    return { setText: (text: string) => drawn.push(`set ${text}`), remove: () => drawn.push('remove') };
  },
}));
vi.mock('../../../src/watermark/inline-only.js', () => ({ keepInline: () => drawn.push('inline') }));

beforeEach(() => {
  drawn.length = 0;
  failures = 0;
});

function start({ requireWatermark = false, mediaContainer = {} } = {}) {
  const lifetime = new AbortController();
  const errors: StreamError[] = [];
  const counts: number[] = [];
  let token: unknown = null;
  const controller = showWatermark({
    token: () => token as ReturnType<WatermarkControllerOptions['token']>,
    isRequired: requireWatermark,
    mediaContainer: mediaContainer as HTMLElement,
    clock: new FakeClock(),
    signal: lifetime.signal,
    requestUpdate: () => update(),
    stop: (error: StreamError) => errors.push(error),
  });
  const update = () => {
    for (const event of controller()?.events ?? []) counts.push((event as Event & { count: number }).count);
  };
  return {
    errors,
    counts,
    lifetime,
    async setToken(value: string | null, watermark?: unknown) {
      token = value && { value, grant: { watermark } };
      update();
      await flushPromises();
    },
  };
}

test('showWatermark draws the text of each token, and keeps it while there is none', async () => {
  const playback = start();
  await playback.setToken(null);
  await playback.setToken('one', { text: 'ada' });
  await playback.setToken(null);
  await playback.setToken('two', { text: 'grace' });
  await playback.setToken('three');
  await playback.setToken('four', { text: 'ada' });
  expect(drawn).toEqual(['draw ada', 'set grace', 'remove', 'draw ada']);
  expect(playback.errors).toEqual([]);
});

test.each([undefined, null, {}, { text: '' }, { text: 7 }])('showWatermark draws nothing for %j', async (watermark) => {
  const playback = start();
  await playback.setToken('one', watermark);
  expect([drawn, playback.errors]).toEqual([[], []]);
  const strict = start({ requireWatermark: true });
  await strict.setToken('one', watermark);
  expect([drawn, strict.errors.map(({ reason }) => reason)]).toEqual([[], ['config']]);
});

test('showWatermark draws nothing in a playback that ended, and nothing that was withdrawn, while its code was loading', async () => {
  const ended = start();
  const loading = ended.setToken('one', { text: 'ada' });
  ended.lifetime.abort();
  await loading;
  const withdrawn = start();
  void withdrawn.setToken('one', { text: 'ada' });
  await withdrawn.setToken('two');
  expect(drawn).toEqual([]);
});

test('showWatermark tries again with the next token after a failure, and not before', async () => {
  const playback = start();
  failures = 1;
  await playback.setToken('one', { text: 'ada' });
  await playback.setToken('one', { text: 'ada' });
  expect(drawn).toEqual([]);
  await playback.setToken('two', { text: 'ada' });
  expect([drawn, playback.errors]).toEqual([['draw ada'], []]);
});

test('showWatermark ends playback after a failure if a watermark is required', async () => {
  const playback = start({ requireWatermark: true });
  failures = 1;
  await playback.setToken('one', { text: 'ada' });
  expect(playback.errors.map(({ reason }) => reason)).toEqual(['revoked']);
});

test('showWatermark reports tampering, and ends playback from the third time on if a watermark is required', async () => {
  const optional = start();
  await optional.setToken('one', { text: 'ada' });
  for (let left = 4; left > 0; left -= 1) latest.onTamper();
  await flushPromises();
  expect([optional.counts, optional.errors]).toEqual([[1, 2, 3, 4], []]);

  const mediaContainer = {};
  const first = start({ requireWatermark: true, mediaContainer });
  await first.setToken('one', { text: 'ada' });
  for (let left = 2; left > 0; left -= 1) latest.onTamper();
  await flushPromises();
  expect([first.counts, first.errors]).toEqual([[1, 2], []]);
  // A retry is another playback in the same container.
  const second = start({ requireWatermark: true, mediaContainer });
  await second.setToken('one', { text: 'ada' });
  latest.onTamper();
  await flushPromises();
  expect([second.counts, second.errors.map(({ reason }) => reason)]).toEqual([[3], ['revoked']]);
});
