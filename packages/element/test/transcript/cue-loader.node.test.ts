import { describe, expect, test } from 'vitest';
import { createCueLoader } from '../../src/transcript/cue-loader.js';
import type { CaptionTrack } from '../../src/transcript/select-track.js';

const createTrack = (mode: TextTrackMode = 'disabled'): CaptionTrack => ({ kind: 'captions', language: 'en', mode });

describe('createCueLoader', () => {
  test('hides a disabled track, and disables it again', () => {
    const [loader, track] = [createCueLoader(), createTrack()];
    expect(loader.load(track, undefined)).toBe(true);
    expect(track.mode).toBe('hidden');
    loader.release();
    expect(track.mode).toBe('disabled');
  });

  test('disables the previous track when another one is loaded', () => {
    const [loader, first, second] = [createCueLoader(), createTrack(), createTrack()];
    loader.load(first, undefined);
    loader.load(second, undefined);
    expect([first.mode, second.mode]).toEqual(['disabled', 'hidden']);
    expect(loader.load(undefined, undefined)).toBe(false);
    expect(second.mode).toBe('disabled');
  });

  test.each(['showing', 'hidden'] as const)('leaves a track that is %s as it is', (mode) => {
    const [loader, track] = [createCueLoader(), createTrack(mode)];
    expect(loader.load(track, undefined)).toBe(true);
    loader.release();
    expect(track.mode).toBe(mode);
  });

  test('leaves captions on that are turned on meanwhile', () => {
    const [loader, track] = [createCueLoader(), createTrack()];
    loader.load(track, undefined);
    track.mode = 'showing';
    loader.load(track, track);
    loader.release();
    expect(track.mode).toBe('showing');
  });

  test('gives up a track that is disabled again and again, until other captions are shown', () => {
    const [loader, track, other] = [createCueLoader(), createTrack(), createTrack('showing')];
    let count = 0;
    for (; loader.load(track, other) && count < 100; count += 1) track.mode = 'disabled';
    expect(count).toBe(3);
    expect(track.mode).toBe('disabled');
    expect(loader.load(track, undefined)).toBe(true);
    expect(track.mode).toBe('hidden');
  });
});
