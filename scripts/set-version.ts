import { readFileSync, writeFileSync } from 'node:fs';
import { integrityOf } from './integrity.ts';
import { listFilesWithMentions, setIntegrity, setVersion } from './version-mentions.ts';

/**
 * Writes the version of the packages, and the `integrity` of the built files, where they are mentioned. `npm run release:version` runs this
 * after `changeset version`, which knows only the packages of the workspace; `npm run release:publish` runs it to see that nothing changes.
 */
const { version } = JSON.parse(readFileSync('packages/element/package.json', 'utf8')) as { readonly version: string };
for (const file of listFilesWithMentions('.')) {
  const text = readFileSync(file, 'utf8');
  const current = setIntegrity(setVersion(text, version), (name) =>
    integrityOf(readFileSync(`packages/element/dist/cdn/${name}`)),
  );
  if (current !== text) writeFileSync(file, current);
}
