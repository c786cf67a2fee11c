import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { HandoverDriver } from '../../../src/engines/handover/driver.ts';
import { MediaEventFilter } from '../../../src/media/event-filter.ts';
import { FakeClock } from '../../../../session/test/support/fake-clock.ts';
import { FakePlayerPair, type BrowserQuirks } from '../../support/handover/fake-players.ts';

beforeEach(() => {
  const document = Object.assign(new EventTarget(), {
    visibilityState: 'visible',
    fullscreenElement: null,
    pictureInPictureElement: null,
    activeElement: null,
  });
  vi.stubGlobal('document', document);
  vi.stubGlobal('ShadowRoot', Map);
  vi.stubGlobal('Document', Map);
});

afterEach(() => vi.unstubAllGlobals());

/** A video that plays with sound, and a fresh token 20 s before the active one expires. */
async function setUp(quirks: BrowserQuirks) {
  const clock = new FakeClock();
  const players = new FakePlayerPair(() => clock.now(), quirks);
  const eventFilter = new MediaEventFilter(() => {});
  const counts = { handedOver: 0, reloaded: 0, activeFailed: 0, standbyFailed: 0 };
  const driver = new HandoverDriver({
    players,
    clock,
    eventFilter,
    onHandover: () => (counts.handedOver += 1),
    onReload: () => (counts.reloaded += 1),
    onActiveFailed: () => (counts.activeFailed += 1),
    onStandbyFailed: () => (counts.standbyFailed += 1),
  });
  eventFilter.follow(players.first.media);
  const start = clock.now();
  driver.start({ value: 'old', deadline: start + 20_000 }, { position: 0, shouldPlay: true, isStandby: false });
  await players.first.play();
  players.first.dispatchEvent(new Event('play'));
  driver.handOverTo({ value: 'fresh', deadline: start + 60_000 });
  return { clock, players, driver, counts };
}

test('HandoverDriver hands over to a player with the same volume in a browser without quirks', async () => {
  const { clock, players, driver } = await setUp({});
  await clock.advance(5000);
  const { first, created } = players;
  expect(driver.active).toBe(created[0]);
  expect(players.released).toEqual([first]);
  expect([created[0]?.muted, created[0]?.volume, created[0]?.paused, driver.activeToken?.value]).toEqual([
    false,
    1,
    false,
    'fresh',
  ]);
  expect(created[0]?.position()).toBeCloseTo(first.position(), 1);
});

test('HandoverDriver reloads in place, late, and tries no other player, where a new player may not play sound', async () => {
  const { clock, players, driver, counts } = await setUp({ pausesAudibleStandby: true });
  await clock.advance(5000);
  const { first, created, released } = players;
  expect(driver.active).toBe(first);
  expect([created.length, released.length, first.muted, first.volume, first.paused]).toEqual([1, 1, false, 1, false]);
  expect(first.loads).toHaveLength(1);
  await clock.advance(14_000);
  expect(first.loads).toHaveLength(2);
  expect(first.loads[1]).toMatchObject({ shouldPlay: true, isStandby: false });
  expect(first.loads[1]?.position).toBeCloseTo(18.5, 1);
  first.dispatchEvent(new Event('seeked'));
  expect([counts.reloaded, created.length, driver.state.status]).toEqual([1, 1, 'idle']);
});

test('HandoverDriver unmutes the standby player at the swap, and then keeps the first a while, where the volume is fixed', async () => {
  const { clock, players, driver } = await setUp({ hasFixedVolume: true });
  let silent = true;
  while (driver.state.status !== 'swapping') {
    await clock.advance(10);
    silent &&= players.created.every((player) => player.muted || driver.state.status === 'swapping');
  }
  expect([silent, players.released.length]).toEqual([true, 0]);
  await clock.advance(100);
  expect([driver.active === players.created[0], players.created[0]?.muted]).toEqual([true, false]);
});

test('HandoverDriver uses a token that arrives during a hand-over for the next one', async () => {
  const { clock, driver, players } = await setUp({});
  await clock.advance(500);
  driver.handOverTo({ value: 'newer', deadline: clock.now() + 20_000 });
  await clock.advance(10_000);
  expect([driver.activeToken?.value, driver.state.status, players.created.length]).toEqual(['fresh', 'waiting', 1]);
  await clock.advance(30_000);
  expect([driver.activeToken?.value, driver.state.status, players.created.length]).toEqual(['newer', 'idle', 2]);
});

test('HandoverDriver shows no player and leaves no timer after destroy()', async () => {
  const { clock, driver, players } = await setUp({});
  await clock.advance(500);
  driver.destroy();
  await clock.advance(10_000);
  expect([players.shown.length, driver.active === players.first]).toEqual([0, true]);
  expect(clock.timers).toEqual([]);
});

test('HandoverDriver loads in place again when that hangs, at the same position and with the newest token', async () => {
  const { clock, players, driver, counts } = await setUp({ pausesAudibleStandby: true });
  const { first } = players;
  await clock.advance(17_000);
  first.readyState = 1;
  await clock.advance(2000);
  expect([first.loads.length, driver.state.status]).toEqual([2, 'reloading']);
  driver.handOverTo({ value: 'newer', deadline: clock.now() + 60_000 });
  await clock.advance(15_000);
  expect([first.loads.length, driver.state.status, driver.activeToken?.value]).toEqual([3, 'reloading', 'newer']);
  expect(first.loads[2]?.shouldPlay).toBe(true);
  first.readyState = 4;
  first.dispatchEvent(new Event('loadeddata'));
  expect([counts.reloaded, first.loads.length, driver.state.status]).toEqual([1, 3, 'idle']);
});

test('HandoverDriver plays after a reload in a hidden tab if the browser paused a muted player there', async () => {
  for (const muted of [true, false]) {
    const { players, driver } = await setUp({});
    const { first } = players;
    first.muted = muted;
    Object.assign(document, { visibilityState: 'hidden' });
    first.pause();
    first.dispatchEvent(new Event('pause'));
    expect([first.loads.length, first.loads.at(-1)?.shouldPlay, driver.activeToken?.value]).toEqual([
      2,
      muted,
      'fresh',
    ]);
    Object.assign(document, { visibilityState: 'visible' });
  }
});
