import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { TokenSource } from '@secure-stream/session/core';
import type { EngineOptions } from '../../../src/engines/engine.ts';
import { HandoverEngine } from '../../../src/engines/handover/engine.ts';
import { StreamError } from '../../../../session/src/stream-error.ts';
import { FakeClock, flushPromises } from '../../../../session/test/support/fake-clock.ts';
import { FakePlayerPair } from '../../support/handover/fake-players.ts';

beforeEach(() => {
  const document = Object.assign(new EventTarget(), { visibilityState: 'visible' });
  vi.stubGlobal('document', document);
  vi.stubGlobal('window', new EventTarget());
  vi.stubGlobal('ShadowRoot', Map);
  vi.stubGlobal('Document', Map);
});

afterEach(() => vi.unstubAllGlobals());

/** A video that plays with a token of 60 s. The origin can be reached only while `isOnline`. */
async function setUp() {
  const clock = new FakeClock();
  const players = new FakePlayerPair(() => clock.now(), {});
  const test = { clock, players, isOnline: true, requests: 0, token: 'old', errors: [] as string[], recoveries: 0 };
  vi.stubGlobal('fetch', async () => {
    test.requests += 1;
    if (!test.isOnline) throw new TypeError('Failed to fetch');
    return new Response(null, { status: 200 });
  });
  const tokens: TokenSource = {
    current: () => test.token,
    remainingLifetime: () => 60_000,
    waitForToken: async () => test.token,
    accept: () => undefined,
    reject: async () => test.token,
  };
  const engine = new HandoverEngine(
    'native',
    {
      tokens,
      clock,
      settings: { autoplay: false },
      source: { origin: 'https://origin.example' },
      emit: () => undefined,
      isPauseRequested: () => false,
      onMediaChange: () => undefined,
      onReload: () => undefined,
      onError: ({ reason }: StreamError) => test.errors.push(reason),
      recovered: () => (test.recoveries += 1),
    } as unknown as EngineOptions,
    players,
  );
  await flushPromises();
  await players.first.play();
  players.first.dispatchEvent(new Event('play'));
  const renew = () => {
    test.token = 'fresh';
    engine.onTokenRenewed();
  };
  return Object.assign(test, { engine, renew });
}

test('HandoverEngine reports no error while the active player plays and only the standby player has failed', async () => {
  const test = await setUp();
  test.isOnline = false;
  test.renew();
  while (test.players.created.length === 0) await test.clock.advance(1000);
  // The buffer of the active player lasts to the end of the video, so no event would withdraw an error.
  test.players.created[0]!.isLost = true;
  await test.clock.advance(60_000);
  expect(test.requests).toBeGreaterThan(3);
  expect(test.errors).toEqual([]);
});

test('HandoverEngine reports a lost connection once the active player has failed, until a fresh token has loaded it', async () => {
  const test = await setUp();
  const { first } = test.players;
  test.isOnline = false;
  first.error = new StreamError('frame-refused');
  first.dispatchEvent(new Event('error'));
  while (test.errors.length === 0) await test.clock.advance(1000);
  expect(test.errors).toEqual(['network']);
  test.renew();
  first.dispatchEvent(new Event('loadeddata'));
  expect([test.recoveries, test.engine.state.status]).toEqual([1, 'idle']);
  await test.clock.advance(60_000);
  test.isOnline = true;
  await test.clock.advance(60_000);
  expect(test.errors).toEqual(['network']);
  // The answer about the failed player comes after it was loaded again.
  expect([test.engine.state.status, first.loads.length, test.players.created.length]).toEqual(['idle', 2, 0]);
});

test('HandoverEngine plays with another token after an error that no retry can end', async () => {
  const test = await setUp();
  const { first } = test.players;
  first.error = new StreamError('media');
  first.dispatchEvent(new Event('error'));
  await test.clock.advance(60_000);
  expect([test.errors, first.loads.length]).toEqual([['media'], 1]);
  test.renew();
  first.dispatchEvent(new Event('loadeddata'));
  expect([test.recoveries, test.engine.state.status, first.loads.length]).toEqual([1, 'idle', 2]);
});
