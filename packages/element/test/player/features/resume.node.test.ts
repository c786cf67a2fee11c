import { createProgressEndpoint, memoryStore } from '@secure-stream/signer';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import {
  attach,
  decideResume,
  decideStorage,
  isChosen,
  isDue,
  createPositions,
} from '../../../src/player/features/resume.js';
import { FakePlayer } from '../../support/fake-player.js';
import { createStoredValue } from '../../../src/player/features/stored-value.js';

const settle = () => new Promise((resolve) => setImmediate(resolve));

/** A store that records its calls. */
function createStore(positions: Record<string, number> = {}) {
  const calls: string[] = [];
  return {
    calls,
    get: (videoId: string) => positions[videoId],
    set: (videoId: string, seconds: number) => void calls.push(`set ${videoId} ${seconds}`),
    delete: (videoId: string) => void calls.push(`delete ${videoId}`),
  };
}

async function start(positions: Record<string, number> = {}, settings: Partial<FakePlayer> = {}) {
  const player = Object.assign(new FakePlayer(), settings);
  const store = createStore(positions);
  const page = new EventTarget();
  const lifetime = new AbortController();
  attach(player.asFeaturePlayer, lifetime.signal, store, page);
  await settle();
  return { player, store, page, lifetime };
}

describe('resume', () => {
  test('continues at the stored position, and for the next video at its own', async () => {
    const { player } = await start({ a: 40, b: 50 });
    expect(player.currentTime).toBe(40);
    player.openVideo('b');
    await settle();
    expect(player.currentTime).toBe(50);
    player.openVideo('c');
    await settle();
    expect(player.currentTime).toBe(0);
  });

  test('seeks again when an engine that loaded later started elsewhere', async () => {
    const { player } = await start({ a: 40 }, { readyState: 0 });
    player.currentTime = 0;
    player.emit('loadedmetadata');
    expect(player.currentTime).toBe(40);
  });

  test.each([
    ['start-time', { startTime: 5 }, 0],
    ['currentTime before anything is loaded', { currentTime: 30, readyState: 0 }, 30],
    ['playback that is well under way', { currentTime: 12, played: { length: 1 } }, 12],
    ['a live stream', { live: true }, 0],
  ])('leaves %s as it is', async (_name, settings, expected) => {
    const { player } = await start({ a: 40 }, settings);
    expect(player.currentTime).toBe(expected);
  });

  test('lets the page win that seeks while its store is asked, and drops an answer for the previous video', async () => {
    const player = new FakePlayer();
    const answers: ((seconds: number) => void)[] = [];
    player.resumeStore = { ...createStore(), get: () => new Promise((resolve) => answers.push(resolve)) };
    attach(player.asFeaturePlayer, new AbortController().signal, createStore(), new EventTarget());
    Object.assign(player, { currentTime: 3, played: { length: 1 } });
    player.emit('seeking');
    answers[0]!(40);
    await settle();
    expect(player.currentTime).toBe(3);
    player.openVideo('b');
    player.openVideo('c');
    answers[1]!(50);
    await settle();
    expect(player.currentTime).toBe(0);
  });

  test('stores after each five seconds of playback, at a pause, and when the page or the player is left', async () => {
    const { player, store, page, lifetime } = await start();
    for (const time of [4, 9, 11, 14.5, 16.5, 17]) player.playTo(time);
    player.emit('pause');
    player.currentTime = 19;
    page.dispatchEvent(new Event('pagehide'));
    player.currentTime = 20;
    lifetime.abort();
    player.playTo(40);
    expect(store.calls).toEqual(['set a 14.5', 'set a 17', 'set a 19', 'set a 20']);
  });

  test('deletes the position near the end, and stores none of a live stream', async () => {
    const { player, store } = await start();
    player.playTo(95);
    expect(store.calls).toEqual(['delete a']);
    player.streamType = 'live';
    player.playTo(50);
    player.emit('pause');
    expect(store.calls).toHaveLength(1);
  });

  test('stores nothing of one video for another', async () => {
    const { player, store } = await start();
    player.playTo(20);
    player.videoId = 'b';
    player.playTo(50);
    player.openVideo('b');
    await settle();
    expect(store.calls).toEqual(['set a 20']);
  });

  test.each([
    [
      'throws',
      () => {
        throw new Error('no');
      },
    ],
    ['rejects', () => Promise.reject(new Error('no'))],
    ['returns nonsense', () => 'soon'],
  ])('plays on with a store of the page that %s', async (_name, fail) => {
    const { player } = await start({ a: 40 }, { resumeStore: { get: fail, set: fail, delete: fail } });
    expect(player.currentTime).toBe(0);
    player.playTo(50);
    player.playTo(95);
    await settle();
    expect(player.paused).toBe(false);
  });
});

describe('decideStorage', () => {
  test.each([
    // Seconds, duration, live, decision.
    [0, 100, false, 'keep'],
    [9.9, 100, false, 'keep'],
    [10, 100, false, 'store'],
    [89.9, 100, false, 'store'],
    [90, 100, false, 'delete'],
    [100, 100, false, 'delete'],
    // The last 5 % of an hour are three minutes.
    [3419, 3600, false, 'store'],
    [3420, 3600, false, 'delete'],
    // A short video is always near its end.
    [0, 10, false, 'delete'],
    [15, 20, false, 'delete'],
    [50, NaN, false, 'keep'],
    [50, Infinity, false, 'keep'],
    [50, 100, true, 'keep'],
    [95, 100, true, 'keep'],
  ])('at %d s of %d s, live: %s, decides to %s', (currentTime, duration, isLive, decision) => {
    expect(decideStorage({ currentTime, duration, isLive })).toBe(decision);
  });
});

test('isDue is true five seconds away from the last position, in both directions', () => {
  expect([10, 14.9, 15, 20, 5, 5.1].map((time) => isDue(time, 10))).toEqual([false, false, true, true, true, false]);
});

test('isChosen ignores what an engine moves, and what plays in the first seconds', () => {
  expect([0, 0.9, 1, 20].map((time) => isChosen(time, false))).toEqual([false, false, true, true]);
  expect([0, 5, 9.9, 10].map((time) => isChosen(time, true))).toEqual([false, false, false, true]);
});

describe('decideResume', () => {
  const input = { stored: 40, startTime: undefined, isLinked: false, isLive: false };

  test('returns the stored position', () => {
    expect(decideResume(input)).toBe(40);
    expect(decideResume({ ...input, startTime: null })).toBe(40);
    expect(decideResume({ ...input, startTime: NaN })).toBe(40);
  });

  test('lets the page win, also with a start at 0', () => {
    expect(decideResume({ ...input, startTime: 30 })).toBe(undefined);
    expect(decideResume({ ...input, startTime: 0 })).toBe(undefined);
  });

  test('lets a link to a time win', () => {
    expect(decideResume({ ...input, isLinked: true })).toBe(undefined);
  });

  test('returns nothing for a live stream', () => {
    expect(decideResume({ ...input, isLive: true })).toBe(undefined);
  });

  test.each([[undefined], [null], ['40'], [NaN], [Infinity], [-5], [9], [{}]])(
    'ignores the stored value %s',
    (stored) => {
      expect(decideResume({ ...input, stored })).toBe(undefined);
    },
  );
});

function createStorage(values: Record<string, string> = {}) {
  return {
    values,
    getItem: (key: string) => values[key] ?? null,
    setItem: (key: string, value: string) => void (values[key] = value),
  };
}

describe('positions', () => {
  test('are stored by video in one entry', () => {
    const storage = createStorage();
    const positions = createPositions(createStoredValue('key', () => storage));
    positions.set('a', 20);
    positions.set('b', 30);
    positions.set('a', 25);
    expect([positions.get('a'), positions.get('b'), positions.get('c')]).toEqual([25, 30, undefined]);
    positions.delete('b');
    expect(positions.get('b')).toBe(undefined);
    expect(Object.keys(storage.values)).toEqual(['key']);
  });

  test('are those of the last 50 videos', () => {
    const storage = createStorage();
    const positions = createPositions(createStoredValue('key', () => storage));
    for (let index = 0; index < 50; index += 1) positions.set(`v${index}`, 20);
    positions.set('v0', 21);
    positions.set('v50', 20);
    expect(JSON.parse(storage.values['key']!)).toHaveLength(50);
    expect([positions.get('v0'), positions.get('v1'), positions.get('v50')]).toEqual([21, undefined, 20]);
  });

  test.each(['', '{', 'null', '{}', '[1, null, ["a"], ["a", "20"], [1, 2]]'])(
    'survive the damaged entry %s',
    (text) => {
      const storage = createStorage({ key: text });
      const positions = createPositions(createStoredValue('key', () => storage));
      expect(positions.get('a')).toBe(undefined);
      positions.set('a', 20);
      expect(storage.values['key']).toBe('[["a",20]]');
    },
  );

  test('are not stored where storage is forbidden or full', () => {
    const forbid = (): never => {
      throw new DOMException('denied', 'SecurityError');
    };
    for (const getStorage of [forbid, () => ({ ...createStorage(), setItem: forbid })]) {
      const positions = createPositions(createStoredValue('key', getStorage));
      positions.set('a', 20);
      positions.delete('a');
      expect(positions.get('a')).toBe(undefined);
    }
  });
});

describe('resume with a progress endpoint', () => {
  const store = memoryStore();
  const endpoint = createProgressEndpoint({ store, authorize: () => ({ viewer: 'anna', duration: 100 }) });
  const asked: string[] = [];

  /** Another device reports a position. */
  async function report(position: number, sequence: number): Promise<void> {
    await endpoint.grant('anna', VIDEO_ID, PLAYBACK_ID);
    const body = JSON.stringify({ videoId: VIDEO_ID, playbackId: PLAYBACK_ID, sequence, position, ranges: [[0, 1]] });
    const headers = { 'content-type': 'application/json' };
    await endpoint(new Request('https://site.test/progress', { method: 'POST', headers, body }));
  }

  beforeEach(() => {
    asked.length = 0;
    vi.stubGlobal('fetch', (url: string, init: RequestInit) => {
      asked.push(url);
      return url.startsWith('https://site.test/') ? endpoint(new Request(url, init)) : Promise.reject(new TypeError());
    });
  });
  afterEach(() => void vi.unstubAllGlobals());

  const startAt = async (positions: Record<string, number>, progressEndpoint = 'https://site.test/progress') => {
    const { player } = await start(positions, { videoId: VIDEO_ID, progressEndpoint });
    await vi.waitFor(() => expect(asked).toHaveLength(1));
    for (let turn = 0; turn < 5; turn += 1) await settle();
    return player.currentTime;
  };

  test('continues where the viewer was on another device, else on this one', async () => {
    expect(await startAt({ [VIDEO_ID]: 20 })).toBe(20);
    await report(42, 1);
    asked.length = 0;
    expect(await startAt({ [VIDEO_ID]: 20 })).toBe(42);
    expect(asked).toStrictEqual([`https://site.test/progress?videoId=${VIDEO_ID}`]);
  });

  test('starts a video again that was watched to its end on another device', async () => {
    await report(99, 2);
    expect(await startAt({ [VIDEO_ID]: 20 })).toBe(0);
  });

  test('continues where this device was if the site does not answer', async () => {
    expect(await startAt({ [VIDEO_ID]: 20 }, 'https://down.test/progress')).toBe(20);
  });
});

const VIDEO_ID = 'a'.repeat(32);
const PLAYBACK_ID = 'p'.repeat(20);
