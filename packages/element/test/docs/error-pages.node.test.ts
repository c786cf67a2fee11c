import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { streamErrors } from '../../../session/src/stream-error.js';
import { en } from '../../src/locales/en/overlay.js';

const folder = join(import.meta.dirname, '../../../../docs/errors');
const pages = readdirSync(folder).filter((name) => name !== 'README.md');
const reasons = Object.keys(streamErrors) as (keyof typeof streamErrors)[];

test('there is one page for each reason', () => {
  expect(pages.sort()).toEqual(reasons.map((reason) => `${reason}.md`).sort());
});

test.each(reasons)('the page of %s has the code and the message of the catalogue, and a list of remedies', (reason) => {
  const text = readFileSync(join(folder, `${reason}.md`), 'utf8');
  const { code } = streamErrors[reason];
  expect(text).toMatch(new RegExp(`^# \`${reason}\`\n`));
  expect(text).toContain(`\n> ${en.errors[reason]}\n`);
  expect(text).toContain(`\`error.code\` ${code} `);
  expect(text.split('## Causes and remedies')[1]?.match(/^- \*\*.+\*\* .+/gm)?.length).toBeGreaterThan(0);
});

test('the index lists the pages in the order of the catalogue', () => {
  const index = readFileSync(join(folder, 'README.md'), 'utf8');
  expect([...index.matchAll(/^\| \[`([a-z-]+)`\]/gm)].map(([, reason]) => reason)).toEqual(reasons);
});

test('each link of a page leads to a page', () => {
  const broken = readdirSync(folder).flatMap((page) =>
    [...readFileSync(join(folder, page), 'utf8').matchAll(/\]\(([^)#]+)/g)]
      .map(([, target]) => join(dirname(join(folder, page)), target!))
      .filter((target) => !existsSync(target)),
  );
  expect(broken).toEqual([]);
});
