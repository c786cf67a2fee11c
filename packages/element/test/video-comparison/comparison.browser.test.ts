// @browsers all: compares the element with the <video> of each browser
// @alone: the order of events of a <video> depends on the speed of the machine
import { getSnapshotConfig, writeFile } from '@web/test-runner-commands';
import type { EngineKind } from '@secure-stream/element';
import { expect } from '@secure-stream/test-server/expect';
import { testServer } from '@secure-stream/test-server/client';
import { buildDownloadUrl } from '../../src/images/urls.ts';
import { requestToken } from '../support/mount.ts';
import { browserName } from '../support/test-except.ts';
import type { Difference, Results } from './differences.ts';
import { GROUPS } from './groups.ts';
import type { Subject, SubjectName, Values } from './probe.ts';
import { createEngineSubject, createVideoSubject } from './subjects.ts';

const ENGINES_OF: Record<typeof browserName, readonly EngineKind[]> = {
  // Only Chromium plays HLS by itself.
  chromium: ['hls', 'native', 'iframe'],
  firefox: ['hls', 'iframe'],
  webkit: ['hls'],
};
const ENGINES = ENGINES_OF[browserName];
/** WebKitGTK's process sometimes ends when a second player loads. */
const IS_SEQUENTIAL = browserName === 'webkit';
const PATH = `results/${browserName}.json`;

/** To accept the differences that a run finds, and to give each new one a reason in `reasons.ts`. */
const UPDATE = `BROWSER=${browserName} npm run test:browser -- --update-snapshots --files packages/element/test/video-comparison/*.test.ts`;

/**
 * Asks the browser's `<video>` and each engine the same questions. The values that differ are those of `results/`, and `npm run catalogue`
 * makes two pages of `docs/` from them.
 */
suite('<secure-stream>, compared with <video>', () => {
  const differences: Record<string, Difference> = {};
  let compared = 0;
  let reviewed: Results;
  let subjects: readonly Subject[];

  suiteSetup(async () => {
    const fixture = await testServer.open();
    await testServer.setRestrictions({ downloadable: true });
    const mp4 = buildDownloadUrl({ origin: fixture.origin, id: await requestToken(fixture) });
    subjects = [createVideoSubject(mp4), ...ENGINES.map((engine) => createEngineSubject(fixture, engine))];
    reviewed = (await (await fetch(new URL(PATH, import.meta.url))).json()) as Results;
  });

  teardown(() => document.body.replaceChildren());

  for (const { title, probes } of GROUPS)
    for (const [name, { observe }] of Object.entries(probes))
      test(`${title}: ${name}`, async () => {
        const observeAll = async () => {
          const observeOne = async (subject: Subject) => describe(await observe(subject));
          const found: ReturnType<typeof observeOne>[] = [];
          for (const subject of subjects) {
            found.push(observeOne(subject));
            if (IS_SEQUENTIAL) await found.at(-1);
          }
          const values = await Promise.all(found);
          return compare(
            `${title}: ${name}`,
            subjects.map((subject, index) => [subject.name, values[index]!]),
          );
        };
        const own = await observeAll();
        compared += own.compared;
        Object.assign(differences, own.differences);
        const { updateSnapshots } = await getSnapshotConfig();
        // A browser whose differences are not reviewed yet only counts them.
        if (updateSnapshots || reviewed.compared === 0) return;
        const known = linesOf(reviewed.differences).filter((line) => line.startsWith(`${title}: ${name}: `));
        let [unknown, missing] = [without(linesOf(own.differences), known), without(known, linesOf(own.differences))];
        // Some values depend on the speed of the machine. A difference is one that each of three observations shows.
        for (let left = 2; left > 0 && unknown.length + missing.length > 0; left -= 1) {
          document.body.replaceChildren();
          const again = linesOf((await observeAll()).differences);
          unknown = unknown.filter((line) => again.includes(line));
          missing = without(missing, again);
        }
        const found = `not reviewed: ${unknown.join('; ')}; no longer found: ${missing.join('; ')}; if this is right: ${UPDATE}`;
        expect([unknown, missing], found).toStrictEqual([[], []]);
      });

  suiteTeardown(async () => {
    const { updateSnapshots } = await getSnapshotConfig();
    const results: Results = { compared, engines: ENGINES, differences };
    if (updateSnapshots) await writeFile({ path: PATH, content: `${JSON.stringify(results, null, 2)}\n` });
    console.log(`${browserName}: ${compared} values compared, ${countDifferences(results)} differ`);
  });
});

/** The differences as text, a line for each value. */
const linesOf = (differences: Results['differences']) =>
  Object.entries(differences).map(([key, difference]) => `${key}: ${JSON.stringify(difference)}`);

const without = (lines: readonly string[], others: readonly string[]) => lines.filter((line) => !others.includes(line));

const describe = (values: Values): Record<string, string> =>
  Object.fromEntries(Object.entries(values).map(([name, value]) => [name, toText(value)]));

const toText = (value: unknown): string =>
  typeof value === 'string'
    ? value
    : typeof value === 'number'
      ? String(value)
      : (JSON.stringify(value) ?? 'undefined');

function compare(prefix: string, found: readonly (readonly [SubjectName, Record<string, string>])[]) {
  const [, ...engines] = found;
  const expected = found[0]![1];
  const names = new Set(found.flatMap(([, values]) => Object.keys(values)));
  const differences: Record<string, Difference> = {};
  for (const name of names) {
    const video = expected[name] ?? 'undefined';
    const others = engines
      .map(([engine, values]) => [engine, values[name] ?? 'undefined'] as const)
      .filter(([, value]) => value !== video);
    if (others.length > 0) differences[`${prefix}: ${name}`] = { video, ...Object.fromEntries(others) };
  }
  return { compared: names.size * engines.length, differences };
}

const countDifferences = ({ differences }: Results) =>
  Object.values(differences).reduce((sum, difference) => sum + Object.keys(difference).length - 1, 0);
