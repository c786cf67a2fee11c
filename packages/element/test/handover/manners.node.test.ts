import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { HandOver } from '../../src/engine/handover.ts';
import { Voice } from '../../src/engine/handover-voice.ts';
import { FakeClock } from '../session/fake-clock.ts';
import { FakeDecks, type Manners } from './fake-decks.ts';

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

/** A film that plays with sound, and a fresh token 20 s before the old one dies. */
async function setUp(manners: Manners) {
  const clock = new FakeClock();
  const decks = new FakeDecks(() => clock.now(), manners);
  const voice = new Voice(() => {});
  const counts = { handedOver: 0, reloaded: 0, broken: 0, troubled: 0 };
  const handOver = new HandOver({
    decks,
    clock,
    voice,
    handedOver: () => (counts.handedOver += 1),
    reloaded: () => (counts.reloaded += 1),
    broken: () => (counts.broken += 1),
    troubled: () => (counts.troubled += 1),
  });
  voice.follow(decks.first.media);
  const start = clock.now();
  handOver.begin({ value: 'old', deadline: start + 20_000 }, { at: 0, play: true, hidden: false });
  await decks.first.play();
  decks.first.dispatchEvent(new Event('play'));
  handOver.renew({ value: 'fresh', deadline: start + 60_000 });
  return { clock, decks, handOver, counts };
}

test('a browser without manners of its own gets another player, as loud as the first', async () => {
  const { clock, decks, handOver } = await setUp({});
  await clock.pass(5000);
  const { first, made } = decks;
  expect(handOver.current).toBe(made[0]);
  expect(decks.released).toEqual([first]);
  expect([made[0]?.muted, made[0]?.volume, made[0]?.paused, handOver.held?.value]).toEqual([false, 1, false, 'fresh']);
  expect(made[0]?.position()).toBeCloseTo(first.position(), 1);
});

test('where a new player may not sound, the first is never silenced: it takes the token itself, late, and no other player is tried again', async () => {
  const { clock, decks, handOver, counts } = await setUp({ silencesNew: true });
  await clock.pass(5000);
  const { first, made, released } = decks;
  expect(handOver.current).toBe(first);
  expect([made.length, released.length, first.muted, first.volume, first.paused]).toEqual([1, 1, false, 1, false]);
  expect(first.loads).toHaveLength(1);
  await clock.pass(14_000);
  expect(first.loads).toHaveLength(2);
  expect(first.loads[1]).toMatchObject({ play: true, hidden: false });
  expect(first.loads[1]?.at).toBeCloseTo(18.5, 1);
  first.dispatchEvent(new Event('seeked'));
  expect([counts.reloaded, made.length, handOver.situation.status]).toEqual([1, 1, 'idle']);
});

test('where the volume can not be set, the new player is heard only when it takes over, and stays for as long as it may be stopped', async () => {
  const { clock, decks, handOver } = await setUp({ fixedVolume: true });
  let silent = true;
  while (handOver.situation.status !== 'swapping') {
    await clock.pass(10);
    silent &&= decks.made.every((deck) => deck.muted || handOver.situation.status === 'swapping');
  }
  expect([silent, decks.released.length]).toEqual([true, 0]);
  await clock.pass(100);
  expect([handOver.current === decks.made[0], decks.made[0]?.muted]).toEqual([true, false]);
});

test('a newer token that comes meanwhile gets the next player, and none is left out', async () => {
  const { clock, handOver, decks } = await setUp({});
  await clock.pass(500);
  handOver.renew({ value: 'newer', deadline: clock.now() + 20_000 });
  await clock.pass(10_000);
  expect([handOver.held?.value, handOver.situation.status, decks.made.length]).toEqual(['fresh', 'waiting', 1]);
  await clock.pass(30_000);
  expect([handOver.held?.value, handOver.situation.status, decks.made.length]).toEqual(['newer', 'idle', 2]);
});

test('nothing is heard of a hand-over that was destroyed', async () => {
  const { clock, handOver, decks } = await setUp({});
  await clock.pass(500);
  handOver.destroy();
  await clock.pass(10_000);
  expect([decks.shown.length, handOver.current === decks.first]).toEqual([0, true]);
  expect(clock.alarms).toEqual([]);
});
