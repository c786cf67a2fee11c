import { readFileSync } from 'node:fs';
import Hls from 'hls.js';
import { describe, expect, test } from 'vitest';
import { computeBill } from '../bill.ts';

const USAGE = { viewers: 1000, minutes: 30, unwatched: 0, storedMinutes: 0 };

describe('computeBill', () => {
  test('charges what the example of the service costs: two people, half an hour each', () => {
    expect(computeBill({ ...USAGE, viewers: 2 })).toMatchObject({ deliveredMinutes: 60, delivery: 0.06, total: 0.06 });
  });

  test('charges for what was loaded and not watched', () => {
    expect(computeBill({ ...USAGE, unwatched: 0.25 })).toMatchObject({
      watchedMinutes: 30_000,
      deliveredMinutes: 37_500,
      delivery: 37.5,
    });
  });

  test.each([
    [0, 0],
    [1, 5],
    [1000, 5],
    [1001, 10],
  ])('charges storage of %i minutes in steps of 1,000', (storedMinutes, storage) => {
    expect(computeBill({ ...USAGE, viewers: 0, storedMinutes })).toMatchObject({
      delivery: 0,
      storage,
      total: storage,
    });
  });

  test('adds storage and delivery', () => {
    expect(computeBill({ ...USAGE, storedMinutes: 1500 })).toMatchObject({ delivery: 30, storage: 10, total: 40 });
  });

  test.each([-1, NaN, Infinity, 1e308])('returns nothing for %d viewers', (viewers) => {
    expect(computeBill({ ...USAGE, viewers })).toBe(null);
  });
});

describe('the guide to costs', () => {
  const guide = readFileSync(new URL('../../docs/guides/cost.md', import.meta.url), 'utf8');

  test('has the buffer of hls.js at each bitrate', () => {
    const { maxBufferSize, maxBufferLength, maxMaxBufferLength } = Hls.DefaultConfig;
    const rows = [...guide.matchAll(/^\| (\d+) Mbit\/s +\| +(\d+) s \| +(\d+) % \| +(\d+) % \| +(\d+) % \|$/gm)];
    expect(rows).toHaveLength(3);
    for (const [, megabits, ...cells] of rows) {
      const wanted = (maxBufferSize * 8) / (Number(megabits) * 1e6);
      const seconds = Math.min(Math.max(wanted, maxBufferLength), maxMaxBufferLength);
      const shares = [5, 10, 30].map((minutes) => Math.round((100 * seconds) / (minutes * 60)));
      expect(cells.map(Number)).toEqual([seconds, ...shares]);
    }
  });

  test('has the bill of each row', () => {
    const rows = [...guide.matchAll(/^\| ([\d,]+) × (\d+) +\| +\$(\S+) \| +\$(\S+) \| +\$(\S+) \|$/gm)];
    expect(rows).toHaveLength(4);
    const read = (text = '') => Number(text.replaceAll(',', ''));
    for (const [, viewers, minutes, ...cells] of rows) {
      const usage = { viewers: read(viewers), minutes: read(minutes), storedMinutes: 0 };
      const totals = [0, 0.1, 0.5].map((unwatched) => computeBill({ ...usage, unwatched })?.total.toFixed(2));
      expect(cells.map((cell) => read(cell).toFixed(2))).toEqual(totals);
    }
  });
});
