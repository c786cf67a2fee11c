import type Hls from 'hls.js';
import type { ErrorData, LoaderContext } from 'hls.js';
import { describe, expect, test } from 'vitest';
import { isOptionalFailure } from '../../../src/engines/hls/request.js';
import {
  isMediaPlaylist,
  OptionalFallback,
  OptionalRetries,
  type RequestRole,
} from '../../../src/engines/hls/optional-resources.js';
import { FakeClock, flushPromises } from '../../../../session/test/support/fake-clock.ts';

const captionSegment = (sn: number) =>
  ({ url: `${sn}.vtt`, frag: { sn, type: 'subtitle', end: sn * 4 } }) as unknown as LoaderContext;

describe('OptionalRetries', () => {
  const FAILED = [1, 2, 3];

  function waitForAll() {
    const clock = new FakeClock();
    const retries = new OptionalRetries(clock, () => 0.5);
    const outcomes: string[] = [];
    const lifetime = new AbortController();
    for (const sn of FAILED)
      void retries.wait(captionSegment(sn), 0, lifetime.signal).then((outcome) => outcomes.push(`${sn} ${outcome}`));
    return { clock, retries, outcomes, lifetime };
  }

  test('skips segments before the playback position, and retries the others', async () => {
    const { clock, retries, outcomes } = waitForAll();
    retries.pass(8.5);
    await flushPromises();
    expect(outcomes).toEqual(['1 skip', '2 skip']);
    await clock.advance(1500);
    await flushPromises();
    expect(outcomes).toEqual(['1 skip', '2 skip', '3 retry']);
  });

  test('retries all at once after hurry()', async () => {
    const { retries, outcomes, clock } = waitForAll();
    retries.hurry();
    await flushPromises();
    expect(outcomes).toEqual(['1 retry', '2 retry', '3 retry']);
    expect(clock.timers).toEqual([]);
  });

  test('leaves no timer when the requests are aborted', () => {
    const { clock, lifetime } = waitForAll();
    lifetime.abort();
    expect(clock.timers).toEqual([]);
  });
});

test.each([
  ['#EXTM3U\n#EXTINF:4,\na.vtt', 'captions', true],
  ['#EXTM3U\n', 'captions', false],
  ['#EXTM3U\n', 'audio', true],
  ['<!doctype html>', 'audio', false],
] as const)('isMediaPlaylist(%j) for %s is %s', (text, role, expected) => {
  expect(isMediaPlaylist(text, role)).toBe(expected);
});

describe('OptionalFallback', () => {
  const of = (level: number) => ({ frag: { type: 'audio', level } }) as unknown as LoaderContext;

  test('replaces an audio rendition once, however many of its requests fail', () => {
    const hls = { audioTracks: [{ id: 0 }, { id: 1 }, { id: 2 }], audioTrack: 1 };
    const fallback = new OptionalFallback();
    const fail = (context: LoaderContext) => [fallback.replaceAudio(hls as unknown as Hls, context), hls.audioTrack];
    expect(fail(of(1))).toEqual([true, 0]);
    expect(fail(of(1))).toEqual([true, 0]);
    expect(fail({ type: 'audioTrack', id: 1 } as unknown as LoaderContext)).toEqual([true, 0]);
    // The viewer has chosen another one meanwhile.
    hls.audioTrack = 2;
    expect(fail(of(1))).toEqual([true, 2]);
    expect(fail(of(2))).toEqual([true, 0]);
    expect(fail(of(0))).toEqual([false, 0]);
  });
});

describe('OptionalFallback and isOptionalFailure decide alike', () => {
  /** A fatal error of a request of this role, in a player with two audio renditions of which the first plays. */
  function playWithout(role: RequestRole, code: number) {
    const hls = {
      audioTracks: [{ id: 0 }, { id: 1 }],
      audioTrack: 0,
      subtitleTrack: 0,
      loads: 0,
      startLoad: () => void (hls.loads += 1),
    };
    const type = { required: 'main', captions: 'subtitle', audio: 'audio' }[role];
    const error = { frag: { type }, response: { code } } as unknown as ErrorData;
    const continues = new OptionalFallback().playWithout(hls as unknown as Hls, error);
    return { continues, hls };
  }

  test.each([
    ['required', 404, false],
    ['required', 0, false],
    ['captions', 404, true],
    ['captions', 0, true],
    ['audio', 404, true],
    ['audio', 503, true],
    // A network failure says nothing about one audio rendition.
    ['audio', 0, false],
  ] as const)('%s, status %i: %s', (role, code, expected) => {
    const { continues, hls } = playWithout(role, code);
    expect(continues).toBe(expected);
    expect(isOptionalFailure({ problem: 'error', status: code, text: '' }, role)).toBe(expected);
    expect([hls.audioTrack, hls.subtitleTrack, hls.loads]).toEqual([
      expected && role === 'audio' ? 1 : 0,
      expected && role === 'captions' ? -1 : 0,
      expected ? 1 : 0,
    ]);
  });
});
