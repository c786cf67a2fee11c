import {
  createProgressEndpoint,
  createTokenEndpoint,
  limitViewings,
  memoryStore,
  type Completion,
  type ProgressEndpointOptions,
  type SuspiciousReport,
  type VideoProgress,
} from '@secure-stream/signer';
import { describe, expect, test } from 'vitest';
import { get, key, NOW, post, VIDEO } from '../support/fixtures.js';

const DURATION_S = 600;
const OTHER_VIDEO = 'a'.repeat(32);
const idOf = (name: string | number) => `playback-of-device-${name}`;

/** A site with a video of ten minutes and a viewer. */
function createSite(options: Partial<ProgressEndpointOptions> = {}) {
  let now = NOW;
  const store = memoryStore({ now: () => now });
  const suspicious: SuspiciousReport[] = [];
  const errors: unknown[] = [];
  const progress = createProgressEndpoint({
    store,
    authorize: () => ({ viewer: 'ada', duration: DURATION_S }),
    onSuspicious: (report) => suspicious.push(report),
    onError: (error) => errors.push(error),
    ...options,
  });
  const viewings = limitViewings({ perViewer: 64, allowance: 64, store });
  const tokens = createTokenEndpoint({
    key: key.jwk,
    now: () => now,
    viewings,
    progress,
    authorize: () => ({ viewer: 'ada' }),
    onError: (error) => errors.push(error),
  });
  let sequence = 0;
  const send = (fields: object) => progress(post({ sequence: (sequence += 1), position: 0, ranges: [], ...fields }));
  return {
    progress,
    viewings,
    suspicious,
    errors,
    send,
    advance: (seconds: number) => (now += seconds * 1000),
    play: (playbackId: string, videoId = VIDEO) => tokens(post({ videoId, playbackId })),
    async report(playbackId: string, fields: object, videoId = VIDEO): Promise<VideoProgress | number> {
      const response = await send({ videoId, playbackId, ...fields });
      return response.status === 200 ? ((await response.json()) as VideoProgress) : response.status;
    },
    completion: async () => (await progress.listProgress('ada'))[0]?.completion ?? 0,
  };
}

test('an honest viewer completes a video once, and reads how far they have come', async () => {
  const completions: Completion[] = [];
  const site = createSite({ onComplete: (completion) => void completions.push(completion) });
  await site.play(idOf('a'));
  for (let second = 0; second < DURATION_S; second += 10) {
    site.advance(10);
    await site.report(idOf('a'), { position: second + 10, ranges: [[second, second + 10]] });
  }
  expect(completions).toEqual([{ viewer: 'ada', videoId: VIDEO, completedAt: NOW + 570_000 }]);
  expect(site.suspicious).toEqual([]);
  const response = await site.progress(get(`/progress?videoId=${VIDEO}`));
  expect(await response.json()).toMatchObject({ completion: 1, position: 600, ranges: [[0, 600]] });
  expect(response.headers.get('cache-control')).toBe('no-store');
});

/** Each plays for a minute of wall-clock time. */
const cheats: Record<string, (site: ReturnType<typeof createSite>) => Promise<unknown>> = {
  'reports all of it at once': (site) => site.report(idOf('a'), { ranges: [[0, DURATION_S]] }),
  'repeats a report': async (site) => {
    for (let index = 0; index < 100; index += 1) await site.report(idOf('a'), { sequence: 1, ranges: [[0, 9]] });
  },
  'reports with sixteen times the speed': async (site) => {
    for (let index = 0; index < 60; index += 1)
      await site.report(idOf('a'), { speed: 16, ranges: [[index * 16, index * 16 + 16]] });
  },
  'reports from many playbacks at once': async (site) => {
    for (let index = 0; index < 10; index += 1) {
      await site.play(idOf(index));
      await site.report(idOf(index), { ranges: [[index * 60, index * 60 + 60]] });
    }
  },
  'reports for a playback that got no token': (site) => site.report(idOf('b'), { ranges: [[0, DURATION_S]] }),
  'reports for a video that this playback got no token for': async (site) =>
    site.report(idOf('a'), { ranges: [[0, DURATION_S]] }, OTHER_VIDEO),
  'reports after its viewing was ended': async (site) => {
    await site.viewings.revokeViewer('ada');
    await site.report(idOf('a'), { ranges: [[0, DURATION_S]] });
  },
};

test.each(Object.entries(cheats))(
  'a modified player that %s gets no more than the wall clock allows',
  async (name, cheat) => {
    const site = createSite();
    await site.play(idOf('a'));
    site.advance(60);
    await cheat(site);
    const completion = await site.completion();
    console.log(`${name}: ${(completion * 100).toFixed(1)} % after a tenth of the video's duration`);
    // A minute twice as fast, and a second for rounding.
    expect(completion).toBeLessThanOrEqual((61 * 2) / DURATION_S);
  },
);

test('tells of a report that claims more than is possible', async () => {
  const site = createSite();
  await site.play(idOf('a'));
  site.advance(59);
  await site.report(idOf('a'), { ranges: [[0, DURATION_S]] });
  expect(site.suspicious).toEqual([
    { viewer: 'ada', videoId: VIDEO, playbackId: idOf('a'), claimed: DURATION_S, accepted: 120 },
  ]);
});

test('counts what an honest player reports again after each retry()', async () => {
  const site = createSite();
  await site.play(idOf('a'));
  for (let second = 60; second <= DURATION_S; second += 60) {
    site.advance(60);
    await site.report(idOf('a'), { position: second, ranges: [[0, second]] });
  }
  expect([await site.completion(), site.suspicious]).toEqual([1, []]);
});

describe('completion', () => {
  test('is told again if the site could not handle it', async () => {
    let calls = 0;
    const site = createSite({
      threshold: 0.1,
      onComplete: () => {
        if ((calls += 1) === 1) throw new Error('the database is down');
      },
    });
    await site.play(idOf('a'));
    site.advance(60);
    for (let second = 60; second < 90; second += 10) await site.report(idOf('a'), { ranges: [[0, second]] });
    expect(calls).toBe(2);
    expect(site.errors.map(String)).toEqual(['Error: the database is down']);
  });

  test('with noSkip counts what follows on what was watched', async () => {
    const site = createSite({ noSkip: true });
    await site.play(idOf('a'));
    site.advance(300);
    expect(
      await site.report(idOf('a'), {
        ranges: [
          [0, 100],
          [300, 400],
        ],
      }),
    ).toMatchObject({ ranges: [[0, 100]] });
  });
});

describe('the endpoint', () => {
  const report = { videoId: VIDEO, playbackId: idOf('a') };
  test.each([
    ['without a playback', { videoId: VIDEO }],
    ['with a position that is not a number', { ...report, position: '1' }],
    ['with a negative sequence', { ...report, sequence: -1 }],
    ['with a sequence that is not whole', { ...report, sequence: 1.5 }],
    ['with a range that ends before it starts', { ...report, ranges: [[2, 1]] }],
    ['with a range of three numbers', { ...report, ranges: [[1, 2, 3]] }],
    ['with too many ranges', { ...report, ranges: Array.from({ length: 101 }, (_, index) => [index, index + 0.5]) }],
  ])('refuses a report %s', async (_how, fields) => {
    const site = createSite();
    await site.play(idOf('a'));
    const response = await site.send(fields);
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ detail: expect.stringContaining('A report has a videoId') });
  });

  test.each([
    [403, { authorize: () => false as const }],
    [500, { authorize: () => ({ viewer: 'ada', duration: Number.NaN }) }],
    [500, { authorize: () => ({ viewer: '', duration: 1 }) }],
  ])('responds with %i to what authorize returns', async (status, options) => {
    const site = createSite(options);
    expect((await site.send(report)).status).toBe(status);
  });

  test('responds with 503 while the store fails, and issues tokens all the same', async () => {
    const fail = () => Promise.reject(new Error('redis://user:secret@host is down'));
    const errors: unknown[] = [];
    const progress = createProgressEndpoint({
      store: { applyProgress: fail, listRecords: fail, forgetViewer: fail },
      authorize: () => ({ viewer: 'ada', duration: 1 }),
    });
    const tokens = createTokenEndpoint({
      key: key.jwk,
      progress,
      authorize: () => ({ viewer: 'ada' }),
      onError: (error, { during }) => errors.push(during),
    });
    const response = await tokens(post({ videoId: VIDEO, playbackId: idOf('a') }));
    expect(response.status).toBe(200);
    expect(errors).toEqual(['progress']);
    expect((await progress(post({ ...report, sequence: 1, position: 0, ranges: [] }))).status).toBe(500);
  });

  test('refuses pages of other origins, links and images', async () => {
    const { progress } = createSite();
    for (const headers of [
      { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' },
      { 'sec-fetch-site': 'same-origin', 'sec-fetch-dest': 'image' },
      { 'sec-fetch-site': 'none', 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'document' },
    ])
      expect((await progress(get(`/progress?videoId=${VIDEO}`, headers as Record<string, string>))).status).toBe(403);
  });

  test('forgets a viewer', async () => {
    const site = createSite();
    await site.play(idOf('a'));
    await site.report(idOf('a'), { ranges: [[0, 1]] });
    await site.progress.forgetViewer('ada');
    expect(await site.progress.listProgress('ada')).toEqual([]);
  });

  test.each([
    ['authorize', { authorize: undefined }],
    ['store', { store: undefined }],
    ['maxSpeed', { maxSpeed: Number.NaN }],
    ['threshold', { threshold: 0 }],
  ])('does not start with an invalid %s', (field, options) => {
    expect(() => createSite(options as never)).toThrow(expect.objectContaining({ reason: 'config', field }));
  });
});
