import { expect } from '@secure-stream/test-server/expect';
import { nextEvent, waitUntil } from '@secure-stream/test-server/wait';
import type { SecureStreamElement } from '@secure-stream/element';
import { testServer } from '@secure-stream/test-server/client';
import { mount, startPlaying } from '../support/mount.ts';
import { NATIVE_HLS_ONLY, testExcept } from '../support/test-except.ts';

const DURATION_S = 96;

const listRanges = ({ length, start, end }: TimeRanges) =>
  Array.from({ length }, (_, index) => [start(index), end(index)] as const);

const isNear = (value: number | undefined, expected: number) => Math.abs(value! - expected) < 0.5;

/** Plays some seconds from a position on, and pauses. Returns where playback was. */
async function watch(element: SecureStreamElement, from: number, seconds: number): Promise<readonly [number, number]> {
  element.currentTime = from;
  await waitUntil(() => !element.seeking);
  await element.play();
  await waitUntil(() => element.currentTime > from + seconds);
  const paused = nextEvent(element, 'pause');
  element.pause();
  await paused;
  return [from, element.currentTime];
}

suite('progress', () => {
  teardown(() => document.body.replaceChildren());

  for (const engine of ['hls', 'native', 'iframe'] as const)
    testExcept(
      engine === 'native' ? NATIVE_HLS_ONLY : {},
      `reports to the site what was played, and not what was sought over: ${engine}`,
      async () => {
        const { progressEndpoint, ...fixture } = await testServer.open({ progress: {} });
        const element = mount(
          { progressEndpoint, ...fixture },
          { engine, progressEndpoint, sdkSrc: `${fixture.origin}/embed/sdk.latest.js` },
        );
        await startPlaying(element);
        const first = await watch(element, 0, 1);
        const second = await watch(element, 40, 1);
        await waitUntil(
          async () => (await testServer.listProgress())[0]?.ranges.length === 2,
          'two ranges at the site',
        );
        const [progress] = await testServer.listProgress();
        for (const ranges of [progress!.ranges, listRanges(element.watchedRanges)])
          for (const [index, expected] of [first, second].entries()) {
            expect(isNear(ranges[index]?.[0], expected[0])).toBe(true);
            expect(isNear(ranges[index]?.[1], expected[1])).toBe(true);
          }
        expect(isNear(progress!.position, second[1])).toBe(true);
        expect(Math.abs(element.completion - progress!.completion)).toBeLessThan(0.5 / DURATION_S);
      },
    );

  test('dispatches its events, keeps what was watched across a retry, and reports nothing without an endpoint', async () => {
    const fixture = await testServer.open({ progress: {} });
    const element = mount(fixture, { completionThreshold: 1.5 / DURATION_S });
    const completed: number[] = [];
    element.addEventListener('watchcomplete', () => completed.push(element.completion));
    const progressed = nextEvent(element, 'watchprogress');
    await startPlaying(element);
    await progressed;
    await watch(element, 0, 1);
    element.retry();
    await waitUntil(() => element.readyState >= 2);
    await watch(element, 20, 1);
    expect(completed).toHaveLength(1);
    expect(completed[0]! * DURATION_S).toBeGreaterThan(1.4);
    expect(listRanges(element.watchedRanges)).toHaveLength(2);
    expect(await testServer.listReports()).toStrictEqual([]);
  });

  test('sends what the site could not get with a later page of the viewer', async () => {
    const fixture = await testServer.open({ progress: {} });
    const { progressEndpoint } = fixture;
    const element = mount(fixture, { progressEndpoint });
    await startPlaying(element);
    await testServer.setBehavior('unavailable');
    await watch(element, 10, 1);
    await waitUntil(async () => (await testServer.listReports()).length > 0);
    element.remove();
    await waitUntil(async () => (await testServer.listReleases()).length > 0);
    expect(await testServer.listProgress()).toMatchObject([{ ranges: [] }]);
    await testServer.setBehavior('ok');
    mount(fixture, { progressEndpoint, preload: 'auto' });
    await waitUntil(
      async () => (await testServer.listProgress())[0]!.ranges.length > 0,
      'the ranges of the first player',
    );
    const [progress] = await testServer.listProgress();
    expect(progress!.ranges.some(([start, end]) => isNear(start, 10) && end > 10.5)).toBe(true);
  });

  test('reports when a player that plays is removed', async () => {
    const fixture = await testServer.open({ progress: {} });
    const element = mount(fixture, { progressEndpoint: fixture.progressEndpoint });
    await startPlaying(element);
    await waitUntil(() => element.currentTime > 1);
    element.remove();
    await waitUntil(async () => (await testServer.listProgress())[0]!.ranges.length > 0, 'the last report');
    expect((await testServer.listProgress())[0]!.ranges[0]![1]).toBeGreaterThan(0.7);
  });
});
