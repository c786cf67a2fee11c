import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Difference, Reason, Results } from './differences.ts';
import type { SubjectName } from './probe.ts';
import { REASONS } from './reasons.ts';
import { GROUPS } from './groups.ts';

export const BROWSERS = ['chromium', 'firefox', 'webkit'] as const;
type BrowserName = (typeof BROWSERS)[number];

export const readResults = (browser: BrowserName): Results =>
  JSON.parse(readFileSync(join(import.meta.dirname, `results/${browser}.json`), 'utf8')) as Results;

/** Where a value differs: `chromium hls` for example. */
interface Place {
  readonly browser: BrowserName;
  readonly engine: SubjectName;
}

export function findReason(key: string, engine: SubjectName): Reason | undefined {
  return REASONS.find(({ values, engines }) => values.test(key) && (!engines || engines.includes(engine)));
}

const listPlaces = (browser: BrowserName, difference: Difference): Place[] =>
  (Object.keys(difference) as SubjectName[]).filter((name) => name !== 'video').map((engine) => ({ browser, engine }));

/** Every difference, once for each browser and engine. */
export const listDifferences = () =>
  BROWSERS.flatMap((browser) =>
    Object.entries(readResults(browser).differences).flatMap(([key, difference]) =>
      listPlaces(browser, difference).map((place) => ({
        key,
        ...place,
        reason: findReason(key, place.engine)?.reason,
      })),
    ),
  );

/** Renders `docs/video-differences.md`. */
export function renderDifferences(): string {
  const results = BROWSERS.map(readResults);
  const compared = results.reduce((sum, result) => sum + result.compared, 0);
  const differences = listDifferences();
  const rows = [...new Set(differences.map(({ reason = '' }) => reason))].map((reason) => {
    const own = differences.filter((difference) => (difference.reason ?? '') === reason);
    return [listKeys(own.map(({ key }) => key)), listWhere(own), reason];
  });
  return [
    '# Differences from `<video>`',
    `The same questions are put to the browser’s \`<video>\`, which plays an MP4 of the local origin, and to \`<secure-stream>\` with each engine: attributes, members, states, the order of events, promises, errors. Of ${compared} values, ${compared - differences.length} are equal. The others are listed here, each with its reason.`,
    'This page is generated. `packages/element/test/video-comparison` asks the questions in Chromium, Firefox and WebKitGTK, and a difference that is not listed fails. In WebKitGTK, whose process sometimes ends when a second player loads, they are put to one player after the other, and not to the frame.',
    table(
      ['browser', 'engines', 'values', 'equal'],
      BROWSERS.map((browser, index) => {
        const { compared: count, engines } = results[index]!;
        return [
          browser,
          engines.join(', '),
          String(count),
          String(count - differences.filter((one) => one.browser === browser).length),
        ];
      }),
    ),
    table(['values', 'where', 'why'], rows),
    '',
  ].join('\n\n');
}

/** Renders `docs/html-standard.md`: each requirement with its status. */
export function renderRequirements(): string {
  const differences = listDifferences();
  const sections = GROUPS.map(({ title, section, probes }) => {
    const rows = Object.entries(probes).map(([name, { requirement }]) => {
      const own = differences.filter(({ key }) => key.startsWith(`${title}: ${name}: `));
      return [
        // A tag outside of code would be an element of the page.
        requirement.replaceAll(/<\w+>/g, '`$&`'),
        `\`${name}\``,
        own.length === 0
          ? 'met'
          : `${listWhere(own)}: ${[...new Set(own.map(({ key }) => formatValue(key.slice(key.lastIndexOf(': ') + 2))))].join(', ')}`,
      ];
    });
    return [`## [${title}](${section})`, table(['requirement', 'test', 'status'], rows)].join('\n\n');
  });
  return [
    '# Requirements of the HTML standard',
    'Each line is a requirement of the standard for media elements, the test in `packages/element/test/video-comparison` that applies it to `<secure-stream>` in every engine and to the browser’s `<video>`, and its status. *met*: the same as `<video>` in Chromium, Firefox and WebKitGTK, with every engine. Otherwise the line names where which values differ, and [Differences](video-differences.md) has the reasons.',
    'This page is generated from what the test found.',
    ...sections,
    '',
  ].join('\n\n');
}

/** Names of values, grouped by probe. */
function listKeys(keys: readonly string[]): string {
  const probeOf = (key: string) => key.slice(0, key.lastIndexOf(': '));
  const lines = [...new Set(keys.map(probeOf))].map((probe) => {
    const values = new Set(keys.filter((key) => probeOf(key) === probe).map((key) => key.slice(probe.length + 2)));
    return `${probe}: ${[...values].map(formatValue).join(', ')}`;
  });
  return lines.join('<br>');
}

const formatValue = (name: string) => `\`${name.replaceAll('|', '\\|')}\``;

function listWhere(places: readonly Place[]): string {
  return BROWSERS.flatMap((browser) => {
    const engines = [...new Set(places.filter((place) => place.browser === browser).map(({ engine }) => engine))];
    return engines.length > 0 ? [`${browser} (${engines.join(', ')})`] : [];
  }).join(', ');
}

const table = (head: readonly string[], rows: readonly (readonly string[])[]) =>
  [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
