import { describe, expect, test, vi } from 'vitest';
import { createActions, positionState, attach } from '../../../src/player/features/media-session.js';
import { FakePlayer } from '../../support/fake-player.js';

test('positionState returns only what a browser accepts', () => {
  const state = { duration: 100, currentTime: 40, playbackRate: 1.5 };
  expect(positionState(state)).toEqual({ duration: 100, position: 40, playbackRate: 1.5 });
  expect(positionState({ ...state, currentTime: 101 })?.position).toBe(100);
  expect(positionState({ ...state, currentTime: -1 })?.position).toBe(0);
  for (const duration of [NaN, 0, Infinity]) expect(positionState({ ...state, duration })).toBe(undefined);
  for (const playbackRate of [0, -1, NaN]) expect(positionState({ ...state, playbackRate })).toBe(undefined);
});

test('the actions play, pause and seek', () => {
  const player = Object.assign(new FakePlayer(), { currentTime: 15 });
  const actions = createActions(player.asFeaturePlayer);
  const seek = (action: 'seekbackward' | 'seekforward' | 'seekto', details: object) => {
    actions[action]!({ action, ...details });
    return player.currentTime;
  };
  actions.pause!({ action: 'pause' });
  expect(player.paused).toBe(true);
  actions.play!({ action: 'play' });
  expect(player.paused).toBe(false);
  expect(seek('seekforward', {})).toBe(25);
  expect(seek('seekforward', { seekOffset: 5 })).toBe(30);
  expect(seek('seekbackward', {})).toBe(20);
  expect(seek('seekbackward', { seekOffset: 30 })).toBe(0);
  expect(seek('seekto', { seekTime: 50 })).toBe(50);
  expect(seek('seekto', {})).toBe(50);
});

describe('attach', () => {
  vi.stubGlobal(
    'MutationObserver',
    class {
      observe() {}
      disconnect() {}
    },
  );

  /** A browser that knows no `seekto`. */
  function createSession() {
    const actions: Record<string, unknown> = {};
    return {
      actions,
      metadata: null as unknown,
      position: undefined as unknown,
      setActionHandler(action: string, handler: unknown) {
        if (action === 'seekto') throw new TypeError('unknown');
        actions[action] = handler;
      },
      setPositionState(state?: unknown) {
        this.position = state;
      },
    };
  }

  function start(session: ReturnType<typeof createSession>, title: string) {
    const player = Object.assign(new FakePlayer(), { videoTitle: title, paused: true });
    const lifetime = new AbortController();
    attach(player.asFeaturePlayer, lifetime.signal, {
      session: session as unknown as MediaSession,
      createMetadata: (init) => init as MediaMetadata,
    });
    return { player, remove: () => lifetime.abort() };
  }

  test('belongs to the player that began to play last, and is released when it is removed', () => {
    const session = createSession();
    const [first, second] = [start(session, 'First'), start(session, 'Second')];
    expect(session.metadata).toBe(null);
    first.player.emit('play');
    second.player.emit('play');
    expect(session.metadata).toEqual({ title: 'Second', artist: 'Studio', artwork: [] });
    const { position, actions } = session;
    first.player.currentTime = 50;
    first.player.emit('seeked', 'playing', 'pause');
    first.remove();
    expect(session.position).toBe(position);
    expect(session.metadata).toMatchObject({ title: 'Second' });
    second.player.currentTime = 20;
    second.player.emit('seeked');
    expect(session.position).toMatchObject({ position: 20 });
    expect(Object.values(actions)).not.toContain(null);
    second.remove();
    expect([session.metadata, session.position]).toEqual([null, undefined]);
    expect(Object.values(actions)).toEqual([null, null, null, null]);
  });

  test('takes over a player that plays already', () => {
    const session = createSession();
    const player = new FakePlayer();
    attach(player.asFeaturePlayer, new AbortController().signal, {
      session: session as unknown as MediaSession,
      createMetadata: (init) => init as MediaMetadata,
    });
    expect(session.metadata).toMatchObject({ title: 'Film' });
  });
});
