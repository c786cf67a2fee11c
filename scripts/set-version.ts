import { readFileSync, writeFileSync } from 'node:fs';
import { findVersionMentions, listFilesWithMentions, setVersion } from './version-mentions.ts';

/** `npm run release:version` runs this after `changeset version`, which knows only the packages of the workspace. */
const { version } = JSON.parse(readFileSync('packages/element/package.json', 'utf8')) as { readonly version: string };
for (const file of listFilesWithMentions('.')) {
  const text = readFileSync(file, 'utf8');
  if (findVersionMentions(text).length > 0) writeFileSync(file, setVersion(text, version));
}
