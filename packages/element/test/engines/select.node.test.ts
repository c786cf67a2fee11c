import { describe, expect, test } from 'vitest';
import { selectEngine, type EngineLoaders } from '../../src/engines/select.js';

describe('selectEngine', () => {
  const all: EngineLoaders = { hls: never, native: never, iframe: never };
  const can = (hls: boolean, native: boolean) => ({ hls, native, iframe: true });

  test('prefers hls where it works, although the browser plays HLS natively', () => {
    expect(selectEngine('auto', can(true, true), all)).toBe('hls');
    expect(selectEngine('auto', can(false, true), all)).toBe('native');
    expect(selectEngine('auto', can(false, false), all)).toBe('iframe');
  });

  test('returns the engine that the page wants, or null', () => {
    expect(selectEngine('native', can(true, true), all)).toBe('native');
    expect(selectEngine('hls', can(false, true), all)).toBe(null);
  });
});

function never(): never {
  throw new Error('The selection of an engine must not load it.');
}
