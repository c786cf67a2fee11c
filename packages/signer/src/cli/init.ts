import { parseEnv } from 'node:util';
import { SignerError } from '../errors.js';
import { createKey } from './keys.js';
import { COMMAND, createApi, KEY_VARIABLE, printResult, type GlobalOptions, type Terminal } from './terminal.js';

export interface InitOptions extends GlobalOptions {
  readonly wrangler?: true;
  readonly force?: true;
  readonly rotate?: true;
}

/** Creates a signing key and stores it in the env file, or prints it as a secret for wrangler. */
export async function init(terminal: Terminal, options: InitOptions): Promise<void> {
  const { dotenv, wrangler } = options;
  const replace = options.force ?? options.rotate;
  const before = terminal.readFile(dotenv) ?? '';
  // Checked before the key is created: an account is limited to 1,000 keys, and the service shows a key only once.
  if (!wrangler && !replace && parseEnv(before)[KEY_VARIABLE]) {
    throw new SignerError('config', { field: dotenv, detail: `contains ${KEY_VARIABLE} already: --force replaces it` });
  }
  const key = await createKey(createApi(terminal, options));
  if (wrangler) {
    terminal.print(JSON.stringify({ [KEY_VARIABLE]: key.jwk }));
    terminal.printError(`Created key ${key.id}. Pipe this into: npx wrangler secret bulk`);
    return;
  }
  const { id, created } = key;
  try {
    terminal.writeFile(dotenv, setVariable(before, KEY_VARIABLE, key.jwk));
  } catch {
    throw new SignerError('config', { field: dotenv, detail: `cannot be written: revoke key ${id} and start again` });
  }
  const note = replace
    ? `\nTokens of the old key stay valid until you revoke it: ${COMMAND} keys list, ${COMMAND} keys revoke ID.`
    : '';
  const sentence = `Created key ${id} and wrote it to ${dotenv} as ${KEY_VARIABLE}. Keep that file out of git.${note}`;
  printResult(terminal, options, { id, created, dotenv, variable: KEY_VARIABLE }, sentence);
}

/** Replaces the line of a variable in an env file, or appends one. */
export function setVariable(text: string, name: string, value: string): string {
  const line = `${name}="${value}"`;
  const pattern = new RegExp(`^(?:export\\s+)?${name}\\s*=.*$`, 'm');
  if (pattern.test(text)) return text.replace(pattern, () => line);
  return `${text}${text === '' || text.endsWith('\n') ? '' : '\n'}${line}\n`;
}
