import { describe, expect, test } from 'vitest';
import { startResume } from '../../../src/player/features/resume.js';
import { FakePlayer } from '../../support/fake-player.js';

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
  startResume(player.asHabitPlayer, lifetime.signal, store, page);
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
    startResume(player.asHabitPlayer, new AbortController().signal, createStore(), new EventTarget());
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
