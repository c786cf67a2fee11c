import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';

const folder = join(import.meta.dirname, '../docs/decisions');
const records = readdirSync(folder).filter((name) => name !== 'README.md');
const read = (name: string) => readFileSync(join(folder, name), 'utf8');

const HEAD =
  /^# (?<number>\d+)\. (?<title>.+)\n\nStatus: (?<status>accepted|superseded by \d{4}) · Date: (?<date>\d{4}-\d\d-\d\d)\n/;
const headOf = (name: string) => HEAD.exec(read(name))?.groups;

describe('decision records', () => {
  test.each(records)('%s has number, title, status, date and the three sections', (name) => {
    expect(headOf(name)).toMatchObject({ number: String(Number(name.slice(0, 4))) });
    const sections = [...read(name).matchAll(/^## (.+)$/gm)].map(([, title]) => title);
    expect(sections.slice(0, 3)).toEqual(['Context', 'Decision', 'Consequences']);
  });

  test('have numbers of their own', () => {
    const numbers = records.map((name) => name.slice(0, 4));
    expect(numbers).toEqual([...new Set(numbers)]);
  });

  test('are listed in the index of docs/decisions/README.md, in order', () => {
    const rows = [...read('README.md').matchAll(/^\| \[(\d{4})\]\((.+?)\) +\| (.+?) +\| (.+?) +\| (.+?) +\|$/gm)];
    const expected = records.map((name) => {
      const { title, status, date } = headOf(name) ?? {};
      return [name.slice(0, 4), name, title, status, date];
    });
    expect(rows.map((row) => row.slice(1))).toEqual(expected);
  });
});
