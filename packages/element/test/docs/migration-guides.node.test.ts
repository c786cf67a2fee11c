import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { EVENTS_BY_HANDLER } from '../../../react/src/events.js';

const guides = join(import.meta.dirname, '../../../../docs/guides');
const pages = readdirSync(guides).filter((name) => name.startsWith('migrate-'));

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
  const text = readFileSync(join(guides, page), 'utf8');
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
