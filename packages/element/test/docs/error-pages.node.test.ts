import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { streamErrors } from '../../../session/src/stream-error.js';
import { en } from '../../src/locales/en/overlay.js';

const folder = join(import.meta.dirname, '../../../../docs/errors');
const pages = readdirSync(folder).filter((name) => name !== 'README.md');
const reasons = Object.keys(streamErrors) as (keyof typeof streamErrors)[];

test('there is one page for each reason', () => {
  expect(pages.sort()).toEqual(reasons.map((reason) => `${reason}.md`).sort());
});

test.each(reasons)('the page of %s has the code and the message of the catalogue', (reason) => {
  const text = readFileSync(join(folder, `${reason}.md`), 'utf8');
  const { code } = streamErrors[reason];
  expect(text).toMatch(new RegExp(`^# \`${reason}\`\n`));
  expect(text).toContain(`\n> ${en.errors[reason]}\n`);
  expect(text).toContain(`\`error.code\` ${code} `);
});
