import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { EVENTS_BY_HANDLER } from '../../../react/src/events.js';
import { streamErrors } from '../../../session/src/stream-error.js';
import { ABSENT_MEMBERS } from '../../src/engines/iframe/members.js';
import { en } from '../../src/locales/en/overlay.js';
import { ALL } from '../support/video-members.js';

const docs = join(import.meta.dirname, '../../../../docs');
const read = (path: string): string => readFileSync(join(docs, path), 'utf8');

describe('the pages about errors', () => {
  const reasons = Object.keys(streamErrors) as (keyof typeof streamErrors)[];

  test('are one for each reason', () => {
    const pages = readdirSync(join(docs, 'errors')).filter((name) => name !== 'README.md');
    expect(pages.sort()).toEqual(reasons.map((reason) => `${reason}.md`).sort());
  });

  test.each(reasons)('have the code and the message of the catalogue: %s', (reason) => {
    const text = read(`errors/${reason}.md`);
    expect(text).toMatch(new RegExp(`^# \`${reason}\`\n`));
    expect(text).toContain(`\n> ${en.errors[reason]}\n`);
    expect(text).toContain(`\`error.code\` ${streamErrors[reason].code} `);
  });
});

test('the page about engines lists each member that a frame lacks, and counts the others', () => {
  const page = read('engines.md');
  const rows = [...page.matchAll(/^\| (`.+?`) +\|/gm)].flatMap(([, names = '']) => names.match(/\w+/g) ?? []);
  // The element itself can load again.
  const missing = ABSENT_MEMBERS.filter((name) => name !== 'load');
  expect(rows.sort()).toEqual([...missing].sort());
  expect(page).toContain(`${ALL.length - missing.length} of ${ALL.length}`);
});

interface Named {
  readonly name: string;
}

interface Declaration {
  readonly tagName?: string;
  readonly attributes: readonly Named[];
  readonly members: readonly Named[];
  readonly events: readonly Named[];
}

const manifest = JSON.parse(readFileSync(join(import.meta.dirname, '../../custom-elements.json'), 'utf8')) as {
  readonly modules: readonly { readonly declarations?: readonly Declaration[] }[];
};
const element = manifest.modules
  .flatMap(({ declarations = [] }) => declarations)
  .find(({ tagName }) => tagName === 'secure-stream')!;
const namesOf = (list: readonly Named[]) => list.map(({ name }) => name);

/** Members that the element takes over from `<video>`, so that the manifest does not list them. */
const VIDEO_MEMBERS = [
  'addEventListener',
  'buffered',
  'currentTime',
  'duration',
  'ended',
  'muted',
  'paused',
  'playbackRate',
  'played',
  'removeEventListener',
  'requestPictureInPicture',
  'videoHeight',
  'videoWidth',
  'volume',
] as const satisfies readonly (keyof HTMLVideoElement)[];
/** What React passes on to every tag. */
const REACT_PROPS = ['className', 'muted', 'ref', 'title'];

/** The names that a table may use in the column with this heading. */
const KNOWN: Readonly<Record<string, readonly string[]>> = {
  'attribute of secure-stream': namesOf(element.attributes),
  'member of the element': [...namesOf(element.members), ...VIDEO_MEMBERS],
  'event of secure-stream': namesOf(element.events),
  'prop of SecureStream': [...namesOf(element.members), ...REACT_PROPS],
  'event prop of SecureStream': Object.keys(EVENTS_BY_HANDLER),
};

const cellsOf = (row: string): string[] =>
  row
    .split('|')
    .slice(1, -1)
    .map((cell) => cell.trim());

/** The names in code spans of a table's columns about this project, each with its column. */
function namesIn(page: string): { column: string; name: string }[] {
  const text = read(`guides/${page}`);
  return [...text.matchAll(/(?:^\|.*\|\n)+/gm)].flatMap(([table]) => {
    const [heading = '', , ...rows] = table.trim().split('\n');
    return cellsOf(heading).flatMap((column, index) =>
      column in KNOWN
        ? rows.flatMap((row) =>
            [...(cellsOf(row)[index] ?? '').matchAll(/`([^`]+)`/g)].map(([, name = '']) => ({
              column,
              name: name.replace('()', ''),
            })),
          )
        : [],
    );
  });
}

describe('the migration guides', () => {
  const pages = readdirSync(join(docs, 'guides')).filter((name) => name.startsWith('migrate-'));

  test('are found, and name members in their tables', () => {
    expect(pages).toEqual([
      'migrate-hls-js.md',
      'migrate-iframe.md',
      'migrate-mux-player.md',
      'migrate-stream-react.md',
      'migrate-vidstack.md',
    ]);
    for (const page of pages) expect(namesIn(page).length).toBeGreaterThan(20);
    expect(new Set(pages.flatMap(namesIn).map(({ column }) => column))).toEqual(new Set(Object.keys(KNOWN)));
  });

  test.each(pages)('%s names only attributes, members, events and props that exist', (page) => {
    expect(namesIn(page).filter(({ column, name }) => !KNOWN[column]?.includes(name))).toEqual([]);
  });
});
