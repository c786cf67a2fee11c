import { readdirSync } from 'node:fs';
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
  return ['README.md', ...files.filter((path) => /\.(?:md|ts|html|json)$/.test(path) && !GENERATED.test(path))];
}

const GENERATED = /(^|\/)(node_modules|\.next)\//;
