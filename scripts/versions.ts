import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** A published package with a version: in the URL of a CDN, or as a dependency of an example. */
const MENTION = /(@secure-stream\/(?:element|react|signer|origin)(?:@|": "\^))(\d+\.\d+\.\d+)/g;

/** The versions that a text names. */
export const findVersionMentions = (text: string): string[] =>
  [...text.matchAll(MENTION)].map(([, , version = '']) => version);

export const setVersion = (text: string, version: string): string => text.replaceAll(MENTION, `$1${version}`);

/** Sets the `integrity` of the tags that load a file of the CDN. `integrityOf` gets the name of the file. */
export const setIntegrity = (text: string, integrityOf: (file: string) => string): string =>
  text.replaceAll(TAG, (_, before: string, file: string) => before + integrityOf(file));

const TAG = /(@secure-stream\/element@[^/]+\/dist\/cdn\/([\w.-]+\.js)"\s+integrity=")[^"]*/g;

/** The files that have such mentions: documentation, examples, stories and the templates of new apps. Paths from the root of the repository. */
export function listFilesWithMentions(root: string): string[] {
  const files = ['docs', 'examples', 'stories', 'packages/create-secure-stream/template'].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).map((path) => `${folder}/${path}`),
  );
  return [
    'README.md',
    'site/index.md',
    'packages/element/src/quality/debug-report.ts',
    ...files.filter((path) => /\.(?:mdx?|ts|html|json)$/.test(path) && !GENERATED.test(path)),
  ];
}

const GENERATED = /(^|\/)(node_modules|\.next)\//;

/** The section of a version in a changelog of changesets, without its heading. */
export function findReleaseNotes(changelog: string, version: string): string {
  const section = changelog.split(/^## /m).find((text) => text.startsWith(`${version}\n`)) ?? '';
  return section.slice(version.length).trim();
}

/** The `integrity` of a script (https://www.w3.org/TR/SRI/). */
export const integrityOf = (contents: Buffer): string =>
  `sha384-${createHash('sha384').update(contents).digest('base64')}`;

/** That of a built file of the CDN, such as `secure-stream.js`. From the root of the repository. */
export const builtIntegrity = (file: string): string => integrityOf(readFileSync(`packages/element/dist/cdn/${file}`));

/**
 * Writes the version of the packages, and the `integrity` of the built files, where they are
 * mentioned. `npm run release:version` runs this after `changeset version`, which knows only the
 * packages of the workspace; `npm run release:pack` runs it to see that nothing changes.
 */
if (process.argv[1] === import.meta.filename) {
  const { version } = JSON.parse(readFileSync('packages/element/package.json', 'utf8')) as { readonly version: string };
  for (const file of listFilesWithMentions('.')) {
    const text = readFileSync(file, 'utf8');
    const current = setIntegrity(setVersion(text, version), builtIntegrity);
    if (current !== text) writeFileSync(file, current);
  }
}
