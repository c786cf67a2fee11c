import { randomUUID } from 'node:crypto';
import { closeSync, existsSync, fsyncSync, openSync, realpathSync, renameSync, rmSync, writeSync } from 'node:fs';

/**
 * Writes a file that only its owner can read. The file is replaced in one step: a crash leaves either the old contents or the new, and nobody reads
 * it before its mode is set.
 */
export function writeSecretFile(path: string, contents: string): void {
  // A symbolic link stays a link.
  const target = existsSync(path) ? realpathSync(path) : path;
  // Nobody can guess the name, to keep a key that has been created from being written.
  const temporary = `${target}.${randomUUID()}.tmp`;
  const file = openSync(temporary, 'wx', 0o600);
  try {
    writeSync(file, contents);
    fsyncSync(file);
    renameSync(temporary, target);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  } finally {
    closeSync(file);
  }
}
