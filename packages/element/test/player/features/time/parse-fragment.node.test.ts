import fc from 'fast-check';
import { FUZZ } from '@secure-stream/test-server/fuzz';
import { describe, expect, test } from 'vitest';
import { parseTimeFragment } from '../../../../src/player/features/time/parse-fragment.js';

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
