import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { PENDING } from '../test/pending.ts';
import { BROWSER_TESTS } from '../test/steps.ts';
import { listFiles } from '../test/test-files.ts';
import { renderResults, renderStated, replaceSection, type TestRun } from './document.ts';
import { readStatedVersions } from './stated-versions.ts';

/** `npm run browsers [timing.json]`: writes the oldest versions, and the results of `npm test -- --timing` if there are any, to docs/browsers.md. */
const PAGE = 'docs/browsers.md';
const [timing = 'test-results/timing.json'] = process.argv.slice(2);

let page = replaceSection(readFileSync(PAGE, 'utf8'), 'stated', renderStated(readStatedVersions()));
if (existsSync(timing)) {
  const run = JSON.parse(readFileSync(timing, 'utf8')) as TestRun;
  const files = listFiles().filter((file) => BROWSER_TESTS.test(file));
  const filesOf = (step: string) => files.filter((file) => !(file in (PENDING[step] ?? {})));
  page = replaceSection(page, 'results', renderResults(run, filesOf));
} else console.log(`There is no ${timing}: the results stay as they are. npm test -- browser --timing writes it.`);
writeFileSync(PAGE, page);
