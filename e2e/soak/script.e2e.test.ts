import { describe, expect, test } from 'vitest';
import { choose, FIRST_CHOICES } from './choices.ts';
import { violationsOf, type Snapshot } from './invariants.ts';
import { createScript, describeStep, type ScriptOptions } from './script.ts';

const first = (count: number, options: ScriptOptions) => {
  const script = createScript(options);
  return Array.from({ length: count }, () => script.next().value);
};

describe('createScript', () => {
  test('returns the same script for the same seed, and another one for another seed', () => {
    expect(first(50, { seed: 7 })).toEqual(first(50, { seed: 7 }));
    expect(first(50, { seed: 7 })).not.toEqual(first(50, { seed: 8 }));
  });

  test('uses each action and each fault', () => {
    const steps = first(300, { seed: 1 }).flatMap(({ rounds }) => rounds.flat());
    const names = new Set(steps.map(({ step }) => ('do' in step ? step.do : step.fault)));
    expect(names.size).toBe(20 + 8);
    expect(first(300, { seed: 1 }).some(({ prerendered }) => prerendered > 0)).toBe(true);
    expect(new Set(steps.map(describeStep)).size).toBeGreaterThan(100);
  });

  test('uses only the given engine and stream', () => {
    for (const { engine, stream } of first(20, { seed: 3, engine: 'native', stream: 'live' }))
      expect([engine, stream]).toEqual(['native', 'live']);
  });
});

describe('violationsOf', () => {
  const playing: Snapshot = {
    time: 10,
    duration: 96,
    paused: false,
    ended: false,
    seeking: false,
    rate: 1,
    volume: 1,
    muted: true,
    state: 'ready',
    error: null,
    message: '',
    captions: null,
    dub: 'en',
    quality: null,
    reported: { paused: false, seeking: false },
  };
  const after = (change: Partial<Snapshot>, choices = FIRST_CHOICES) =>
    violationsOf(playing, { ...playing, time: 11, ...change }, choices);

  test('returns none for a player that plays, has ended, or shows a final error', () => {
    expect(after({})).toEqual([]);
    expect(after({ time: 10, ended: true, paused: true, reported: { paused: true } })).toEqual([]);
    const error = { reason: 'token-denied', remedy: 'viewer' };
    expect(after({ time: 10, state: 'error', error, message: 'You may not watch this.' })).toEqual([]);
  });

  test.each<readonly [string, Partial<Snapshot>]>([
    ['does not advance', { time: 10 }],
    ['is paused by itself', { paused: true, reported: { paused: true } }],
    ['has another rate', { rate: 2 }],
    ['has another volume', { volume: 0.1 }],
    ['is not muted', { muted: false }],
    ['dispatched pause and plays', { paused: false, reported: { paused: true } }],
    ['dispatched seeking without seeked', { reported: { seeking: true } }],
    ['does not show its error', { state: 'error', error: { reason: 'media', remedy: 'viewer' } }],
    ['does not recover', { state: 'error', error: { reason: 'network', remedy: 'retry' }, message: 'No network.' }],
  ])('returns a violation for a player that %s', (_name, change) => {
    expect(after(change)).toHaveLength(1);
  });

  test('returns a violation for each lost choice of the viewer', () => {
    const steps = [
      [{ do: 'pause' }, undefined],
      [{ do: 'captions', index: 0 }, 'de'],
      [{ do: 'dub', index: 1 }, 'de'],
      [{ do: 'quality', index: 0 }, 240],
    ] as const;
    const choices = steps.reduce((before, [action, chosen]) => choose(before, action, chosen), FIRST_CHOICES);
    expect(after({}, choices)).toHaveLength(4);
    expect(after({ paused: true, captions: 'de', dub: 'de', quality: 240, reported: {} }, choices)).toEqual([]);
  });
});
