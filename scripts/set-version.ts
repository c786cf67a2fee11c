import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { FILES_WITH_MENTIONS, findVersionMentions, setVersion } from './version-mentions.ts';

/** `npm run release:version` runs this after `changeset version`, which knows only the packages of the workspace. */
const { version } = JSON.parse(readFileSync('packages/element/package.json', 'utf8')) as { readonly version: string };
const files = execFileSync('git', ['ls-files', ...FILES_WITH_MENTIONS], {
  encoding: 'utf8',
});
for (const file of files.trim().split('\n')) {
  const text = readFileSync(file, 'utf8');
  if (findVersionMentions(text).length > 0) writeFileSync(file, setVersion(text, version));
}
