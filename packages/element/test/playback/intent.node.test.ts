import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { intentAfter, PlayIntent } from '../../src/playback/intent.js';

describe('intentAfter', () => {
  const media = { error: null, muted: false };
  beforeEach(() => vi.stubGlobal('document', { hidden: false }));
  afterEach(() => vi.unstubAllGlobals());

  test('follows play and pause, and no other event', () => {
    expect(intentAfter('undecided', 'play', media)).toBe('play');
    expect(intentAfter('play', 'pause', media)).toBe('pause');
    expect(intentAfter('play', 'waiting', media)).toBe('play');
  });

  test('ignores the pause of a player that failed', () => {
    expect(intentAfter('play', 'pause', { ...media, error: {} as MediaError })).toBe('play');
  });

  test('ignores the pause of a muted player in a hidden tab, which the browser plays again', () => {
    const muted = { ...media, muted: true };
    expect(intentAfter('play', 'pause', muted)).toBe('pause');
    vi.stubGlobal('document', { hidden: true });
    expect(intentAfter('play', 'pause', muted)).toBe('play');
    expect(intentAfter('play', 'pause', media)).toBe('pause');
  });
});

describe('PlayIntent', () => {
  let changes: number;
  let intent: PlayIntent;

  beforeEach(() => {
    changes = 0;
    intent = new PlayIntent(() => (changes += 1));
  });

  test('reports a change once', () => {
    intent.set('pause');
    intent.set('pause');
    expect([intent.value, changes]).toEqual(['pause', 1]);
  });

  test('stays undecided when the browser blocks playback without a gesture', async () => {
    const blocked = Promise.reject(new DOMException('No gesture.', 'NotAllowedError'));
    await expect(intent.play(() => blocked)).rejects.toThrow('No gesture.');
    expect(intent.value).toBe('undecided');
  });

  test('stays at play when playback fails for another reason', async () => {
    const failed = Promise.reject(new DOMException('No source.', 'NotSupportedError'));
    await expect(intent.play(() => failed)).rejects.toThrow('No source.');
    expect(intent.value).toBe('play');
  });

  test('pauses when the element is removed, except with autoplay', () => {
    intent.set('play');
    intent.leave(true);
    expect(intent.value).toBe('play');
    intent.leave(false);
    expect(intent.value).toBe('pause');
  });

  test('applies autoplay only while it is undecided', () => {
    expect(intent.apply({ autoplay: true })).toEqual({ autoplay: true });
    intent.set('pause');
    expect(intent.apply({ autoplay: true })).toEqual({ autoplay: false });
  });
});
