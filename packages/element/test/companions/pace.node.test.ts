import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Journey } from '../../src/companions/journey.js';
import { keepPace } from '../../src/companions/pace.js';

/** A page that can be hidden, and a film in it. */
let page: EventTarget & { hidden: boolean };
let film: { paused: boolean; webkitCurrentPlaybackTargetIsWireless?: boolean };
let engine: { lead: number };
let said: unknown[];

beforeEach(() => {
  page = Object.assign(new EventTarget(), { hidden: false });
  [film, engine, said] = [{ paused: false }, { lead: 0 }, []];
  vi.stubGlobal('document', page);
});
afterEach(() => vi.unstubAllGlobals());

function begin(signal = new AbortController().signal) {
  return keepPace({
    signal,
    media: film,
    get lead() {
      return engine.lead;
    },
    adjust: (wishes: unknown) => said.push(wishes),
  } as unknown as Journey);
}

function hide(hidden: boolean) {
  page.hidden = hidden;
  page.dispatchEvent(new Event('visibilitychange'));
}

test('a film that is paused in a hidden page renews when it has to, and eagerly again once it is seen', () => {
  begin();
  film.paused = true;
  hide(true);
  hide(false);
  expect(said).toMatchObject([{ lazy: true }, { lazy: false }]);
});

test('a film that begins to play in a hidden page renews eagerly, whatever plays it', () => {
  const look = begin();
  film.paused = true;
  hide(true);
  film.paused = false;
  look();
  expect(said.at(-1)).toMatchObject({ lazy: false });
});

test('an engine that learns that it needs more time gets it', () => {
  const look = begin();
  engine.lead = 30_000;
  look();
  engine.lead = 42_000;
  look();
  expect(said).toMatchObject([{ lead: 30_000 }, { lead: 42_000 }]);
});

test('tells the session while another device plays, which is never lazy', () => {
  const look = begin();
  film.webkitCurrentPlaybackTargetIsWireless = true;
  look();
  film.paused = true;
  hide(true);
  film.webkitCurrentPlaybackTargetIsWireless = false;
  look();
  expect(said).toMatchObject([
    { remote: true, lazy: false },
    { remote: false, lazy: true },
  ]);
});

test('nothing is said while nothing is new, or after the end', () => {
  const life = new AbortController();
  const look = begin(life.signal);
  look();
  life.abort();
  film.paused = true;
  hide(true);
  expect(said).toEqual([]);
});
