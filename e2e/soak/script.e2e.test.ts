import { describe, expect, test } from 'vitest';
import { choose, FIRST_CHOICES } from './choices.ts';
import { violationsOf, type Snapshot } from './invariants.ts';
import { createScript, describeStep, type ScriptOptions } from './script.ts';

const first = (count: number, options: ScriptOptions) => {
  const script = createScript(options);
  return Array.from({ length: count }, () => script.next().value);
};

describe('the script of a viewing', () => {
  test('is the same for the same seed, and another one for another', () => {
    expect(first(50, { seed: 7 })).toEqual(first(50, { seed: 7 }));
    expect(first(50, { seed: 7 })).not.toEqual(first(50, { seed: 8 }));
  });

  test('has every action and every fault in it, sooner or later', () => {
    const steps = first(300, { seed: 1 }).flatMap(({ rounds }) => rounds.flat());
    const names = new Set(steps.map(({ step }) => ('do' in step ? step.do : step.fault)));
    expect(names.size).toBe(17 + 8);
    expect(new Set(steps.map(describeStep)).size).toBeGreaterThan(100);
  });

  test('keeps to the engine and the stream that were asked for', () => {
    for (const { engine, stream } of first(20, { seed: 3, engine: 'native', stream: 'live' }))
      expect([engine, stream]).toEqual(['native', 'live']);
  });
});

describe('the invariants of a player that was left in peace', () => {
  const well: Snapshot = {
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
    told: { paused: false, seeking: false },
  };
  const after = (change: Partial<Snapshot>, choices = FIRST_CHOICES) =>
    violationsOf(well, { ...well, time: 11, ...change }, choices);

  test('hold of one that plays, of one that has ended, and of one that says why it cannot play', () => {
    expect(after({})).toEqual([]);
    expect(after({ time: 10, ended: true, paused: true, told: { paused: true } })).toEqual([]);
    const error = { reason: 'token-denied', remedy: 'viewer' };
    expect(after({ time: 10, state: 'error', error, message: 'You may not watch this.' })).toEqual([]);
  });

  test.each<readonly [string, Partial<Snapshot>]>([
    ['stands still', { time: 10 }],
    ['is paused by itself', { paused: true, told: { paused: true } }],
    ['is another speed', { rate: 2 }],
    ['is another volume', { volume: 0.1 }],
    ['has its sound', { muted: false }],
    ['has not told that it was paused', { paused: false, told: { paused: true } }],
    ['has not told the end of a seek', { told: { seeking: true } }],
    ['has an error that nobody sees', { state: 'error', error: { reason: 'media', remedy: 'viewer' } }],
    ['does not recover', { state: 'error', error: { reason: 'network', remedy: 'retry' }, message: 'No network.' }],
  ])('do not hold of one that %s', (_name, change) => {
    expect(after(change)).toHaveLength(1);
  });

  test('do not hold of one that forgets what the viewer chose', () => {
    const steps = [
      [{ do: 'pause' }, undefined],
      [{ do: 'captions', index: 0 }, 'de'],
      [{ do: 'dub', index: 1 }, 'de'],
      [{ do: 'quality', index: 0 }, 240],
    ] as const;
    const choices = steps.reduce((before, [action, chosen]) => choose(before, action, chosen), FIRST_CHOICES);
    expect(after({}, choices)).toHaveLength(4);
    expect(after({ paused: true, captions: 'de', dub: 'de', quality: 240, told: {} }, choices)).toEqual([]);
  });
});
