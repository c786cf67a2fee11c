import { waitUntil } from '@secure-stream/test-server/wait';
import type { AcquireRequest, Viewing, ViewingStore } from '@secure-stream/signer';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { applyOperation, EMPTY_STATE, type ViewerState } from '../../src/viewings/viewer-state.js';
import type { ViewingOperation } from '../../src/viewings/viewing-store.js';

const HOUR_MS = 3_600_000;
let viewers = 0;

/** A viewer that no other test uses. */
export const nextViewer = () => `viewer ${(viewers += 1)} / ☕ %2e \0`;

export const acquireRequest = (playbackId: string, more: Partial<AcquireRequest> = {}): AcquireRequest => ({
  playbackId,
  videoId: 'video',
  countAs: playbackId,
  duration: HOUR_MS,
  tokenLifetime: more.duration ?? HOUR_MS,
  allowance: 1000,
  limit: 2,
  displaceOldest: false,
  takeover: false,
  ...more,
});

const ids = (viewings: readonly Viewing[]) => viewings.map(({ playbackId }) => playbackId);

/** The tests that every store passes. */
export function testStore(getStore: () => ViewingStore, { model = true } = {}): void {
  const acquire = (viewer: string, playbackId: string, more?: Partial<AcquireRequest>) =>
    getStore().acquire(viewer, acquireRequest(playbackId, more));
  const listed = async (viewer: string) => ids(await getStore().list(viewer));

  test('starts viewings up to the limit and refuses the next with a list', async () => {
    const viewer = nextViewer();
    expect(await acquire(viewer, 'a', { device: 'TV' })).toEqual({ outcome: 'started', displaced: [] });
    expect(await acquire(viewer, 'b')).toEqual({ outcome: 'started', displaced: [] });
    const refused = await acquire(viewer, 'c');
    expect(refused).toMatchObject({
      outcome: 'viewing-limit',
      viewings: [{ playbackId: 'a', device: 'TV' }, { playbackId: 'b' }],
    });
    expect(await listed(viewer)).toEqual(['a', 'b']);
  });

  test('keeps viewers apart', async () => {
    const [one, two] = [nextViewer(), nextViewer()];
    await acquire(one, 'a', { limit: 1 });
    expect(await acquire(two, 'b', { limit: 1 })).toMatchObject({ outcome: 'started' });
    expect(await listed(one)).toEqual(['a']);
    expect(await getStore().list(nextViewer())).toEqual([]);
  });

  test('renews a lease at the limit, and moves its expiry but not its start', async () => {
    const viewer = nextViewer();
    await acquire(viewer, 'a', { limit: 1 });
    const [before] = await getStore().list(viewer);
    expect(await acquire(viewer, 'a', { limit: 1, duration: 2 * HOUR_MS, videoId: 'other' })).toEqual({
      outcome: 'renewed',
    });
    const [after] = await getStore().list(viewer);
    expect(after).toMatchObject({ startedAt: before?.startedAt, videoId: 'other' });
    expect((after?.expiresAt ?? 0) - (before?.expiresAt ?? 0)).toBeGreaterThanOrEqual(HOUR_MS);
    expect(after?.expiresAt).toBeGreaterThan(after?.startedAt ?? Infinity);
  });

  test('lets a lease expire', async () => {
    const viewer = nextViewer();
    await acquire(viewer, 'a', { limit: 1, duration: 20 });
    await waitUntil(async () => (await listed(viewer)).length === 0);
    expect(await acquire(viewer, 'b', { limit: 1 })).toEqual({ outcome: 'started', displaced: [] });
  });

  test('frees the place of a released playback, which may start again', async () => {
    const viewer = nextViewer();
    await acquire(viewer, 'a', { limit: 1 });
    expect(ids(await getStore().release(viewer, 'a', true))).toEqual(['a']);
    expect(await getStore().release(viewer, 'a', true)).toEqual([]);
    expect(await acquire(viewer, 'b', { limit: 1 })).toMatchObject({ outcome: 'started' });
    expect(await acquire(viewer, 'a')).toMatchObject({ outcome: 'started' });
  });

  test('displaces the oldest viewing, which is refused until it takes over', async () => {
    const viewer = nextViewer();
    const displacing = { limit: 1, displaceOldest: true };
    await acquire(viewer, 'a', displacing);
    expect(await acquire(viewer, 'b', displacing)).toMatchObject({
      outcome: 'started',
      displaced: [{ playbackId: 'a' }],
    });
    expect(await acquire(viewer, 'a', displacing)).toEqual({ outcome: 'displaced' });
    expect(await acquire(viewer, 'b', displacing)).toEqual({ outcome: 'renewed' });
    const takeover = await acquire(viewer, 'a', { ...displacing, takeover: true });
    expect(takeover).toMatchObject({ outcome: 'started', displaced: [{ playbackId: 'b' }] });
    expect(await acquire(viewer, 'b', displacing)).toEqual({ outcome: 'displaced' });
    expect(await listed(viewer)).toEqual(['a']);
  });

  test('takes over at the limit although it refuses otherwise', async () => {
    const viewer = nextViewer();
    await acquire(viewer, 'a');
    await acquire(viewer, 'b');
    const takeover = await acquire(viewer, 'c', { takeover: true });
    expect(takeover).toMatchObject({ outcome: 'started', displaced: [{ playbackId: 'a' }] });
    expect(await listed(viewer)).toEqual(['b', 'c']);
  });

  test('revokes one playback or all of them, and a takeover does not bring them back', async () => {
    const viewer = nextViewer();
    for (const id of ['a', 'b', 'c']) await acquire(viewer, id, { limit: 3 });
    expect(ids(await getStore().revoke(viewer, 'b'))).toEqual(['b']);
    expect(await acquire(viewer, 'b', { takeover: true })).toEqual({ outcome: 'revoked' });
    expect(ids(await getStore().revoke(viewer))).toEqual(['a', 'c']);
    expect(await acquire(viewer, 'a')).toEqual({ outcome: 'revoked' });
    expect(await getStore().revoke(viewer)).toEqual([]);
    expect(await acquire(viewer, 'd')).toMatchObject({ outcome: 'started' });
  });

  test('counts an ended viewing until its token has expired, released or displaced', async () => {
    const viewer = nextViewer();
    const limits = { limit: 1, allowance: 1, takeover: true, tokenLifetime: 60_000 };
    await acquire(viewer, 'a', limits);
    await getStore().release(viewer, 'a', true);
    await acquire(viewer, 'b', limits);
    const refused = await acquire(viewer, 'c', limits);
    expect(refused).toMatchObject({ outcome: 'allowance-used', retryAfter: expect.any(Number) });
    expect(await listed(viewer)).toEqual(['b']);
    // What the viewer holds already may go on, and may return.
    expect(await acquire(viewer, 'b', limits)).toEqual({ outcome: 'renewed' });
    expect(await acquire(viewer, 'a', limits)).toMatchObject({ outcome: 'started' });
  });

  test('does not count a viewing that ended without a token, or whose token has expired', async () => {
    const viewer = nextViewer();
    const limits = { limit: 1, allowance: 0 };
    await acquire(viewer, 'a', limits);
    await getStore().release(viewer, 'a', false);
    await acquire(viewer, 'b', { ...limits, tokenLifetime: 50 });
    await getStore().release(viewer, 'b', true);
    await waitUntil(async () => (await acquire(viewer, 'c', limits)).outcome === 'started');
  });

  test('revokes what has ended too, and forgets no revoked playback for displaced ones', async () => {
    const viewer = nextViewer();
    await acquire(viewer, 'a');
    await getStore().release(viewer, 'a', true);
    expect(await getStore().revoke(viewer)).toEqual([]);
    for (let index = 0; index < 70; index += 1)
      await acquire(viewer, `playback-${index}`, { limit: 1, takeover: true, tokenLifetime: 1 });
    expect(await acquire(viewer, 'a', { takeover: true })).toEqual({ outcome: 'revoked' });
  });

  test('counts viewings with the same countAs once, and displaces them together', async () => {
    const viewer = nextViewer();
    for (const id of ['a', 'b', 'c']) {
      expect(await acquire(viewer, id, { limit: 1, countAs: 'page' })).toMatchObject({ outcome: 'started' });
    }
    expect(await acquire(viewer, 'd', { limit: 1 })).toMatchObject({ outcome: 'viewing-limit' });
    const takeover = await acquire(viewer, 'd', { limit: 1, takeover: true });
    expect(takeover).toMatchObject({ displaced: [{ playbackId: 'a' }, { playbackId: 'b' }, { playbackId: 'c' }] });
  });

  test('applies the limit to a lease that now counts as something else', async () => {
    const viewer = nextViewer();
    for (const id of ['a', 'b']) await acquire(viewer, id, { limit: 1, countAs: 'one', device: id });
    expect(await acquire(viewer, 'b', { limit: 1, countAs: 'two' })).toMatchObject({
      outcome: 'viewing-limit',
      viewings: [{ playbackId: 'a' }],
    });
    expect(await listed(viewer)).toEqual(['a', 'b']);
    const takeover = await acquire(viewer, 'b', { limit: 1, countAs: 'two', takeover: true });
    expect(takeover).toMatchObject({ outcome: 'started', displaced: [{ playbackId: 'a' }] });
    expect(await acquire(viewer, 'b', { limit: 1, countAs: 'three' })).toEqual({ outcome: 'started', displaced: [] });
    expect(await getStore().list(viewer)).toMatchObject([{ playbackId: 'b', device: 'b' }]);
  });

  test('bounds the leases of a viewer, although they count once', async () => {
    const viewer = nextViewer();
    for (let index = 0; index < 64; index += 1) await acquire(viewer, `playback-${index}`, { countAs: 'page' });
    expect(await acquire(viewer, 'one-more', { countAs: 'page' })).toMatchObject({ outcome: 'viewing-limit' });
    expect(await listed(viewer)).toHaveLength(64);
  });

  test('never exceeds the limit under 1,000 concurrent requests of one viewer', async () => {
    for (const displaceOldest of [false, true]) {
      const viewer = nextViewer();
      const results = await Promise.all(
        Array.from({ length: 1000 }, (_, index) =>
          acquire(viewer, `playback-${index}`, { displaceOldest, tokenLifetime: 0 }),
        ),
      );
      const started = results.filter(({ outcome }) => outcome === 'started');
      expect(started).toHaveLength(displaceOldest ? 1000 : 2);
      expect(await listed(viewer)).toHaveLength(2);
    }
  }, 120_000);

  if (!model) return;

  test('does the same as applyOperation for any sequence of operations', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(operation(), { maxLength: 12 }), async (operations) => {
        const viewer = nextViewer();
        let state: ViewerState = EMPTY_STATE;
        for (const [index, next] of operations.entries()) {
          if (Object.values(next).some((value) => typeof value === 'string' && !value.isWellFormed())) {
            await expect(execute(getStore(), viewer, next)).rejects.toThrow('must be well-formed Unicode');
            continue;
          }
          const expected = applyOperation(state, next, index);
          state = expected.state;
          expect(withoutTimes(await execute(getStore(), viewer, next)), JSON.stringify(operations)).toEqual(
            withoutTimes(expected.result),
          );
        }
      }),
      { numRuns: 60 },
    );
  }, 120_000);
}

function execute(store: ViewingStore, viewer: string, operation: ViewingOperation): Promise<unknown> {
  switch (operation.type) {
    case 'acquire':
      return store.acquire(viewer, operation);
    case 'release':
      return store.release(viewer, operation.playbackId, operation.gotToken);
    case 'revoke':
      return store.revoke(viewer, operation.playbackId);
    case 'list':
      return store.list(viewer);
  }
}

function operation(): fc.Arbitrary<ViewingOperation> {
  const playbackId = fc.constantFrom('a', 'b', 'c', 'd');
  const odd = ['\0', '\0\0', 'x'.repeat(10_000), '\ud800', 'TV \udc00'];
  const acquire = fc
    .record({
      playbackId,
      countAs: fc.oneof({ weight: 3, arbitrary: fc.constantFrom('a', 'b', 'x') }, fc.constantFrom(...odd)),
      device: fc.constantFrom(undefined, undefined, 'TV', 'Küche ☕', ...odd),
      limit: fc.constantFrom(1, 2, 3),
      allowance: fc.constantFrom(0, 1, 2),
      displaceOldest: fc.boolean(),
      takeover: fc.boolean(),
    })
    .map((fields) => ({ type: 'acquire' as const, ...acquireRequest(fields.playbackId, fields) }));
  return fc.oneof(
    { weight: 6, arbitrary: acquire },
    {
      weight: 1,
      arbitrary: fc.record({ type: fc.constant('release' as const), playbackId, gotToken: fc.boolean() }),
    },
    {
      weight: 1,
      arbitrary: fc.option(playbackId, { nil: undefined }).map((id) => ({ type: 'revoke' as const, playbackId: id })),
    },
    { weight: 1, arbitrary: fc.constant({ type: 'list' as const }) },
  );
}

const withoutTimes = (result: unknown): unknown =>
  JSON.parse(JSON.stringify(result), (name, value: unknown) =>
    ['startedAt', 'expiresAt', 'retryAfter'].includes(name) ? 0 : value,
  );
