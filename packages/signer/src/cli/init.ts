import { parseEnv } from 'node:util';
import { SignerError } from '../errors.js';
import { createKey } from './keys.js';
import { answer, apiOf, KEY_VARIABLE, type GlobalOptions, type Terminal } from './terminal.js';

export interface InitOptions extends GlobalOptions {
  readonly wrangler?: true;
  readonly rotate?: true;
}

/** Creates a signing key and puts it where the server will look for it. */
export async function init(terminal: Terminal, options: InitOptions): Promise<void> {
  const { dotenv, wrangler, rotate } = options;
  const before = terminal.readFile(dotenv) ?? '';
  // Asked before the key is made: an account has a thousand of them, and nobody sees this one again.
  if (!wrangler && !rotate && parseEnv(before)[KEY_VARIABLE]) {
    throw new SignerError('config', {
      field: dotenv,
      because: `${KEY_VARIABLE} is there already: --rotate replaces it`,
    });
  }
  const key = await createKey(apiOf(terminal, options));
  if (wrangler) {
    terminal.print(JSON.stringify({ [KEY_VARIABLE]: key.jwk }));
    terminal.complain(`Created key ${key.id}. Pipe this into: npx wrangler secret bulk`);
    return;
  }
  const { id, created } = key;
  try {
    terminal.writeFile(dotenv, setVariable(before, KEY_VARIABLE, key.jwk));
  } catch {
    throw new SignerError('config', {
      field: dotenv,
      because: `it cannot be written: revoke key ${id} and start again`,
    });
  }
  const old = rotate
    ? '\nTokens of the old key stay valid until you revoke it: signer keys list, signer keys revoke ID.'
    : '';
  const sentence = `Created key ${id} and wrote it to ${dotenv} as ${KEY_VARIABLE}. Keep that file out of git.${old}`;
  answer(terminal, options, { id, created, dotenv, variable: KEY_VARIABLE }, sentence);
}

/** Replaces the line of a variable in an env file, or adds one. */
export function setVariable(text: string, name: string, value: string): string {
  const line = `${name}="${value}"`;
  const old = new RegExp(`^(?:export\\s+)?${name}\\s*=.*$`, 'm');
  if (old.test(text)) return text.replace(old, () => line);
  return `${text}${text === '' || text.endsWith('\n') ? '' : '\n'}${line}\n`;
}
