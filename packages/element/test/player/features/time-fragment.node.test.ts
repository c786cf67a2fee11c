import { setMaxListeners } from 'node:events';
import { describe, expect, test } from 'vitest';
import { isLinked, attach, parseTimeFragment } from '../../../src/player/features/time-fragment.js';
import { FakeClock } from '../../../../session/test/support/fake-clock.js';
import { FakePlayer } from '../../support/fake-player.js';
import fc from 'fast-check';
import { FUZZ } from '@secure-stream/test-server/fuzz';

const BASE = 'https://site.test/lesson';

class FakePage extends EventTarget {
  location = { href: BASE, hash: '' };

  constructor(hash: string) {
    super();
    this.open(hash);
  }

  open(hash: string): void {
    this.location = { href: BASE + hash, hash };
  }

  goTo(hash: string): void {
    this.open(hash);
    this.dispatchEvent(new Event('hashchange'));
  }

  /** A click on something in a link. */
  click(link: object, properties: object = {}): void {
    const event = new Event('click', { cancelable: true });
    Object.assign(event, { button: 0, ...properties, composedPath: () => [new EventTarget(), link, this] });
    this.dispatchEvent(event);
  }
}

function start(hash: string, settings: Partial<FakePlayer> = {}) {
  const player = Object.assign(new FakePlayer(), settings);
  const page = new FakePage(hash);
  const clock = new FakeClock();
  const insert = () => {
    const lifetime = new AbortController();
    // Node warns of more than ten.
    setMaxListeners(20, lifetime.signal);
    attach(player.asFeaturePlayer, lifetime.signal, page, clock);
    return lifetime;
  };
  const lifetime = insert();
  const playTo = async (time: number) => {
    await clock.advance(1000);
    player.playTo(time);
  };
  const seek = (time: number) => {
    player.currentTime = time;
    player.emit('seeking', 'seeked');
  };
  return { player, page, lifetime, insert, playTo, seek };
}

describe('the time of the page', () => {
  test('is where the video starts, before it has loaded', () => {
    const { player } = start('#t=90', { readyState: 0 });
    expect(player.currentTime).toBe(90);
    player.readyState = 1;
    player.emit('loadedmetadata');
    expect(player.currentTime).toBe(90);
  });

  test('is sought again if the engine has started elsewhere, also at 0, and only once', () => {
    for (const [hash, time] of [
      ['#t=90', 90],
      ['#t=0', 0],
    ] as const) {
      // prettier-ignore
      const { player } = start(hash, { readyState: 0, startTime: 30 });
      Object.assign(player, { readyState: 1, currentTime: 30 });
      player.emit('loadedmetadata');
      expect(player.currentTime).toBeCloseTo(time, 2);
      player.currentTime = 50;
      player.emit('loadedmetadata');
      expect(player.currentTime).toBe(50);
    }
  });

  test('is left to the media element beyond the end', () => {
    const { player } = start('#t=1000', { readyState: 0, duration: NaN });
    Object.assign(player, { readyState: 1, duration: 100, currentTime: 100 });
    let seeks = 0;
    Object.defineProperty(player, 'currentTime', {
      get: () => 100,
      set: () => {
        seeks += 1;
      },
    });
    player.emit('loadedmetadata');
    expect(seeks).toBe(0);
  });

  test.each(['', '#', '#t=soon', '#section'])('is ignored if there is none: %j', (hash) => {
    const { player, page } = start(hash, { currentTime: 5 });
    expect(player.currentTime).toBe(5);
    page.goTo('#t=20,10');
    expect(player.currentTime).toBe(5);
  });

  test('waits until the player has a video', () => {
    const { player, page } = start('#t=90', { currentSrc: '' });
    page.goTo('#t=80');
    expect(player.currentTime).toBe(0);
    player.openVideo('a');
    expect(player.currentTime).toBe(80);
  });

  test('is that of one video, until the viewer follows another link', () => {
    const { player, page } = start('#t=90');
    player.openVideo('b');
    expect(player.currentTime).toBe(0);
    page.goTo('#t=70');
    expect(player.currentTime).toBe(70);
    player.openVideo('c');
    expect(player.currentTime).toBe(0);
    page.open('#t=60');
    player.openVideo('d');
    expect(player.currentTime).toBe(60);
  });

  test('is not followed again by a player that is inserted again', () => {
    const { player, lifetime, insert, page } = start('#t=90');
    lifetime.abort();
    player.currentTime = 95;
    page.goTo('#t=90');
    expect(player.currentTime).toBe(95);
    insert();
    expect(player.currentTime).toBe(95);
  });

  test.each([{ live: true }, { streamType: 'live' }])('is nothing for a live stream: %j', (settings) => {
    const { player, page } = start('#t=90', settings);
    page.goTo('#t=80');
    expect(player.currentTime).toBe(0);
  });
});

describe('a link in the page', () => {
  test('seeks, whether the player plays or not', () => {
    const { player, page } = start('');
    page.goTo('#t=30');
    expect([player.currentTime, player.paused]).toEqual([30, false]);
    player.pause();
    page.goTo('#t=1:10');
    expect([player.currentTime, player.paused]).toEqual([70, true]);
  });

  test('seeks again when it is followed again', () => {
    const { player, page } = start('#t=30');
    const clickAt = (link: object, properties?: object) => {
      player.currentTime = 50;
      page.click(link, properties);
      return player.currentTime;
    };
    const { href } = page.location;
    expect(clickAt({ href, target: '' })).toBe(30);
    expect(clickAt({ href, target: '_self' })).toBe(30);
    expect(clickAt({ href, target: '_blank' })).toBe(50);
    expect(clickAt({ href: `${BASE}#t=40`, target: '' })).toBe(50);
    expect(clickAt({ href, target: '' }, { ctrlKey: true })).toBe(50);
    expect(clickAt({ href, target: '' }, { button: 1 })).toBe(50);
    expect(clickAt({})).toBe(50);
  });
});

describe('the end of a range', () => {
  test('pauses once, and playback goes on afterwards', async () => {
    const { player, playTo } = start('#t=10,20');
    player.emit('seeking', 'seeked');
    await playTo(19);
    expect(player.paused).toBe(false);
    await playTo(20.1);
    expect(player.paused).toBe(true);
    await player.play();
    await playTo(21);
    expect(player.paused).toBe(false);
    player.currentTime = 15;
    player.emit('seeking', 'seeked');
    for (const time of [16, 17, 18, 19, 20, 21]) await playTo(time);
    expect(player.paused).toBe(false);
  });

  test('applies to a seek before it, and not to one behind it', async () => {
    const first = start('#t=10,20');
    first.seek(5);
    for (const time of [6, 19.5, 20.2]) {
      first.seek(time - 0.5);
      await first.playTo(time);
    }
    expect(first.player.paused).toBe(true);
    const second = start('#t=10,20');
    second.seek(30);
    second.seek(19);
    await second.playTo(20);
    expect(second.player.paused).toBe(false);
  });

  test('belongs to the last link', async () => {
    const { player, page, playTo, seek } = start('#t=10,20');
    page.goTo('#t=15');
    seek(15);
    seek(19.5);
    await playTo(20.2);
    expect(player.paused).toBe(false);
    page.goTo('#t=25,30');
    player.openVideo('b');
    seek(29.5);
    await playTo(30.2);
    expect(player.paused).toBe(false);
  });
});

test('a link to 0 sets a position, so that start-time does not count', () => {
  const { player } = start('#t=0', { readyState: 0 });
  expect(player.currentTime > 0 && player.currentTime < 0.01).toBe(true);
});

test('isLinked is true for the video that the link is for', () => {
  const { player, page } = start('#t=90');
  const other = new FakePlayer();
  const read = (of: FakePlayer) => isLinked(of.asFeaturePlayer, page.location);
  expect([read(player), read(other)]).toEqual([true, true]);
  player.openVideo('b');
  expect(read(player)).toBe(false);
  page.open('#t=20');
  expect(read(player)).toBe(true);
  page.open('#chapter');
  expect([read(player), read(other)]).toEqual([false, false]);
});

describe('parseTimeFragment', () => {
  test.each([
    ['#t=90', { start: 90 }],
    ['t=0', { start: 0 }],
    ['#t=90.5', { start: 90.5 }],
    ['#t=90.', { start: 90 }],
    ['#t=npt:90', { start: 90 }],
    ['#t=1:30', { start: 90 }],
    ['#t=01:30.25', { start: 90.25 }],
    ['#t=1:01:30', { start: 3690 }],
    ['#t=100:00:00', { start: 360_000 }],
    ['#t=90,120', { start: 90, end: 120 }],
    ['#t=1:30,2:00', { start: 90, end: 120 }],
    ['#t=npt:90,2:00', { start: 90, end: 120 }],
    ['#t=,120', { start: 0, end: 120 }],
    ['#t=npt:,120', { start: 0, end: 120 }],
    ['#a=b&t=90', { start: 90 }],
    ['#t=90&a=b', { start: 90 }],
    ['#chapter&t=90', { start: 90 }],
    ['#%74=%39%30', { start: 90 }],
    ['#t=npt%3A1%3A30', { start: 90 }],
    // The last valid one counts.
    ['#t=90&t=10,20', { start: 10, end: 20 }],
    ['#t=90&t=soon', { start: 90 }],
    ['#t=90&%FF=1', { start: 90 }],
  ])('reads %s', (fragment, range) => {
    expect(parseTimeFragment(fragment)).toEqual(range);
  });

  const NO_TIMES = `
    # #t #t= #t=, #t=npt: #T=90 #at=90 #section-2 #t==90 #t=90= #t=%FF #%FF=90
    #t=-5 #t=+5 #t=1e3 #t=.5 #t=1.2.3 #t=NaN #t=Infinity #t=soon #t=٣ #t=%2090
    #t=90, #t=90,90 #t=120,90 #t=90,120,150 #t=90,soon #t=soon,90 #t=90,-1
    #t=60:00 #t=1:60 #t=1:5 #t=1:5:00 #t=1:60:00 #t=:30 #t=1: #t=1:30.5:10 #t=1:2:3:4
    #t=1m30s #t=90s #t=smpte:00:01:30 #t=clock:2026-01-01T00:00:00Z #t=${'9'.repeat(400)} #t=1,${'9'.repeat(400)}`;
  test.each(NO_TIMES.split(/\s+/))('ignores %s', (fragment) => {
    expect(parseTimeFragment(fragment)).toBe(undefined);
  });

  test('returns a start at 0 or later and an end after it, or nothing, for any fragment', () => {
    const piece = fc.oneof(
      fc.constantFrom('t', '=', ',', ':', '.', '&', 'npt:', '%', '%3A', '#', '90', '1:30', '00', '9'.repeat(309)),
      fc.string({ unit: 'binary', maxLength: 4 }),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 8 }), fc.boolean(), (pieces, isTime) => {
        const range = parseTimeFragment(`#${isTime ? 't=' : ''}${pieces.join('')}`);
        if (!range) return;
        expect(range.start).toBeGreaterThanOrEqual(0);
        expect(range.start).toBeLessThan(Infinity);
        if (range.end !== undefined) {
          expect(range.end).toBeGreaterThan(range.start);
          expect(range.end).toBeLessThan(Infinity);
        }
      }),
      FUZZ,
    );
  });

  test('reads every time that it may be written as, beside any other parameters', () => {
    const seconds = fc.integer({ min: 0, max: 500 * 3600 });
    const other = fc.webFragments().filter((text) => !/(^|&)(t|%74)(=|&|$)/i.test(text));
    fc.assert(
      fc.property(
        seconds,
        fc.nat({ max: 999 }),
        fc.integer({ min: 1, max: 9999 }),
        other,
        (start, ms, length, rest) => {
          const end = start + length;
          for (const write of [writeSeconds, writeClock])
            for (const prefix of ['', 'npt:', 'npt%3A']) {
              expect(parseTimeFragment(`#${rest}&t=${prefix}${write(start)},${write(end)}`)).toEqual({ start, end });
              const fraction = String(ms / 1000).slice(1);
              expect(parseTimeFragment(`#t=${prefix}${write(start)}${fraction}&${rest}`)?.start).toBeCloseTo(
                start + ms / 1000,
                6,
              );
            }
        },
      ),
      { ...FUZZ, numRuns: FUZZ.numRuns / 10 },
    );
  });
});

const writeSeconds = (seconds: number) => String(seconds);

function writeClock(seconds: number): string {
  const twoDigits = (value: number) => String(Math.floor(value) % 60).padStart(2, '0');
  const hours = Math.floor(seconds / 3600);
  return `${hours > 0 ? `${hours}:` : ''}${twoDigits(seconds / 60)}:${twoDigits(seconds)}`;
}
