import type { ProgressStore, ViewingStore } from '@secure-stream/signer';
import { expect, test } from 'vitest';
import { acquireRequest, nextViewer } from '../viewings/store-suite.js';

type Operation = Parameters<ProgressStore['applyProgress']>[2];
type Report = Extract<Operation, { type: 'report' }>;

/** A report for a video of ten minutes, which the wall clock of the test cannot bound. */
const reportOf = (
  sequence: number,
  ranges: Report['report']['ranges'],
  rules: Partial<Report['rules']> = {},
): Report => ({
  type: 'report',
  report: { playbackId: 'p', sequence, position: ranges.at(-1)?.[1] ?? 0, ranges },
  rules: { duration: 600, maxSpeed: 1e9, noSkip: false, threshold: 0.95, ...rules },
});

/** The tests that every store passes. */
export function testProgress(getStore: () => ProgressStore & ViewingStore): void {
  const apply = (viewer: string, operation: Operation) => getStore().applyProgress(viewer, 'v', operation);
  async function granted(): Promise<string> {
    const viewer = nextViewer();
    expect(await apply(viewer, { type: 'grant', playbackId: 'p' })).toBeNull();
    return viewer;
  }

  test('merges the ranges of a granted playback, and keeps them by viewer and video', async () => {
    const viewer = await granted();
    expect(await apply(viewer, reportOf(1, [[0, 10]]))).toMatchObject({ outcome: 'reported', accepted: 10 });
    expect(
      await apply(
        viewer,
        reportOf(2, [
          [10, 20],
          [100, 110],
        ]),
      ),
    ).toMatchObject({ accepted: 20, hasCompleted: false });
    expect(await getStore().listRecords(viewer)).toMatchObject({
      v: {
        ranges: [
          [0, 20],
          [100, 110],
        ],
        position: 110,
        completedAt: null,
      },
    });
    expect(await getStore().listRecords(nextViewer())).toEqual({});
  });

  test('counts a report once, however often it is repeated', async () => {
    const viewer = await granted();
    await Promise.all(Array.from({ length: 10 }, () => apply(viewer, reportOf(1, [[0, 10]]))));
    expect(await apply(viewer, reportOf(0, [[50, 60]]))).toMatchObject({ outcome: 'reported', accepted: 0 });
    expect(await getStore().listRecords(viewer)).toMatchObject({ v: { ranges: [[0, 10]], credited: 10 } });
  });

  test('loses none of many reports at once', async () => {
    const viewer = nextViewer();
    const playbacks = Array.from({ length: 8 }, (_, index) => `p${index}`);
    await Promise.all(playbacks.map((playbackId) => apply(viewer, { type: 'grant', playbackId })));
    await Promise.all(
      playbacks.map((playbackId, index) => {
        const { report, ...operation } = reportOf(1, [[index * 10, index * 10 + 10]]);
        return apply(viewer, { ...operation, report: { ...report, playbackId } });
      }),
    );
    expect(await getStore().listRecords(viewer)).toMatchObject({ v: { ranges: [[0, 80]], credited: 80 } });
  });

  test('refuses a playback without a token, and one that was revoked', async () => {
    const viewer = nextViewer();
    expect(await apply(viewer, reportOf(1, [[0, 10]]))).toEqual({ outcome: 'unknown-playback' });
    await apply(viewer, { type: 'grant', playbackId: 'p' });
    await getStore().acquire(viewer, acquireRequest('p'));
    expect(await getStore().revoke(viewer)).toHaveLength(1);
    expect(await apply(viewer, reportOf(1, [[0, 10]]))).toEqual({ outcome: 'unknown-playback' });
  });

  test('completes a video in one of many reports, and again only if it was taken back', async () => {
    const viewer = await granted();
    const results = await Promise.all([1, 2, 3, 4].map((sequence) => apply(viewer, reportOf(sequence, [[0, 580]]))));
    expect(results.filter((result) => result?.outcome === 'reported' && result.hasCompleted)).toHaveLength(1);
    await apply(viewer, { type: 'reopen' });
    expect(await apply(viewer, reportOf(9, [[580, 581]]))).toMatchObject({ hasCompleted: true });
  });

  test('bounds what is claimed by the wall clock, by the video, and by what was watched', async () => {
    const viewer = await granted();
    // A token was issued a moment ago: a second and what has passed, twice as fast.
    expect(await apply(viewer, reportOf(1, [[0, 600]], { maxSpeed: 2 }))).toMatchObject({
      claimed: 600,
      accepted: expect.toSatisfy((seconds: number) => seconds >= 2 && seconds < 60),
    });
    const other = await granted();
    expect(await apply(other, reportOf(1, [[500, 9000]]))).toMatchObject({ accepted: 100 });
    const third = await granted();
    const noSkip = { noSkip: true };
    expect(
      await apply(
        third,
        reportOf(
          1,
          [
            [0, 20],
            [300, 400],
          ],
          noSkip,
        ),
      ),
    ).toMatchObject({ accepted: 20 });
    expect(await apply(third, reportOf(2, [[20.5, 30]], noSkip))).toMatchObject({ accepted: 9.5 });
  });

  test('forgets a viewer', async () => {
    const viewer = await granted();
    await getStore().acquire(viewer, acquireRequest('p'));
    await getStore().forgetViewer(viewer);
    expect(await getStore().listRecords(viewer)).toEqual({});
    expect(await getStore().list(viewer)).toEqual([]);
  });
}
