import { readFileSync, writeFileSync } from 'node:fs';
import { renderStated, replaceSection } from './document.ts';
import { readStatedVersions } from './stated-versions.ts';

/** `npm run browsers`: writes the oldest versions to docs/browsers.md. */
const PAGE = 'docs/browsers.md';

writeFileSync(PAGE, replaceSection(readFileSync(PAGE, 'utf8'), 'stated', renderStated(readStatedVersions())));
