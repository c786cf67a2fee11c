import { beforeEach, describe, expect, test } from 'vitest';
import { intentAfter, PlayIntent } from '../../src/player/intent.js';

describe('intentAfter', () => {
  test('follows play and pause, and no other event', () => {
    expect(intentAfter('undecided', 'play', { error: null })).toBe('play');
    expect(intentAfter('play', 'pause', { error: null })).toBe('pause');
    expect(intentAfter('play', 'waiting', { error: null })).toBe('play');
  });

  test('ignores the pause of a player that failed', () => {
    expect(intentAfter('play', 'pause', { error: {} as MediaError })).toBe('play');
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
