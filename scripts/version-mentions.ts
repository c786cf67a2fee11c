/** A published package with a version: in the URL of a CDN, or as a dependency of an example. */
const MENTION = /(@secure-stream\/(?:element|react|signer|origin)(?:@|": "\^))(\d+\.\d+\.\d+)/g;

/** The versions that a text names. */
export const findVersionMentions = (text: string): string[] =>
  [...text.matchAll(MENTION)].map(([, , version = '']) => version);

export const setVersion = (text: string, version: string): string => text.replaceAll(MENTION, `$1${version}`);

/** Where such mentions are, as patterns of `git ls-files`. */
export const FILES_WITH_MENTIONS = [
  'README.md',
  'docs/*.md',
  'packages/*/README.md',
  'examples/*.ts',
  'examples/*.html',
  'examples/*.json',
  'stories/*.ts',
];
