import { findFeature } from './compatibility.ts';
import { REQUIRED } from './features.ts';
import { BROWSERS, ECMASCRIPT_VERSION, type Browser, type Versions } from './stated-versions.ts';

/** The generated sections of `docs/browsers.md`, by the name in their markers. */
export type SectionName = 'stated';

/** Replaces what is between the markers of a section. Throws if the page has none. */
export function replaceSection(page: string, name: SectionName, text: string): string {
  const pattern = new RegExp(`(<!-- ${name}: npm run browsers -->\n\n)[^]*?(\n\n<!-- /${name} -->)`);
  if (!pattern.test(page)) throw new Error(`The page has no section ${name}`);
  return page.replace(pattern, (_match, start: string, end: string) => `${start}${text}${end}`);
}

/** The oldest versions, each with the features that decide it. */
export function renderStated(versions: Versions): string {
  const features = REQUIRED.map(({ path, title }) => ({ title, ...findFeature(path) }));
  const rows = (Object.keys(BROWSERS) as Browser[]).map((browser) => {
    const deciding = features.filter(({ addedIn }) => addedIn[browser] === Number(versions[browser]));
    return [BROWSERS[browser].title, versions[browser], deciding.map(({ title }) => title).join(', ')];
  });
  const titles = features.map(({ title }) => title).join(', ');
  return [
    renderTable(['browser', 'oldest version', 'it is the first with'], rows),
    `The player uses these features without asking for them: ${titles}. The built files are valid in ES${ECMASCRIPT_VERSION}.`,
  ].join('\n\n');
}

/** As prettier formats it. */
function renderTable(head: readonly string[], rows: readonly (readonly (string | number)[])[]): string {
  const cells = [head, head.map(() => ''), ...rows].map((row) => row.map(String));
  const widths = head.map((_, column) => Math.max(3, ...cells.map((row) => row[column]?.length ?? 0)));
  return cells
    .map((row, index) =>
      row.map((cell, column) => cell.padEnd(widths[column] ?? 0, index === 1 ? '-' : ' ')).join(' | '),
    )
    .map((row) => `| ${row} |`)
    .join('\n');
}
