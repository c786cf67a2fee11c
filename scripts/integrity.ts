import { createHash } from 'node:crypto';

/** The `integrity` of a script (https://www.w3.org/TR/SRI/). */
export function integrityOf(contents: Buffer): string {
  return `sha384-${createHash('sha384').update(contents).digest('base64')}`;
}
