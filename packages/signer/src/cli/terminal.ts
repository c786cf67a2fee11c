import { parseEnv } from 'node:util';
import { SignerError } from '../errors.js';
import { createStreamApi, type StreamApi } from '../sources/stream-api.js';

/** Everything that a command may use of its environment. */
export interface Terminal {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly print: (line: string) => void;
  readonly printError: (line: string) => void;
  readonly readInput: () => Promise<string>;
  readonly readFile: (path: string) => string | undefined;
  readonly writeFile: (path: string, contents: string) => void;
  readonly fetch: (request: Request) => Promise<Response>;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly wait: (milliseconds: number) => Promise<void>;
  /** Calls the listener once instead of ending the process. Returns a function that unsubscribes. */
  readonly onInterrupt: (listener: () => void) => () => void;
}

/** The options of every command. */
export interface GlobalOptions {
  readonly api: string;
  readonly account?: string;
  readonly dotenv: string;
  readonly json?: true;
}

export interface KeyOptions extends GlobalOptions {
  /** A path, or `-` for standard input. */
  readonly keyFile?: string;
}

export const COMMAND = 'secure-stream-signer';
export const KEY_VARIABLE = 'STREAM_SIGNING_JWK';

/** Reads a variable of the environment or of the env file. */
export function readVariable(name: string, { env, readFile }: Terminal, { dotenv }: GlobalOptions): string | undefined {
  return env[name] || parseEnv(readFile(dotenv) ?? '')[name] || undefined;
}

/** Reads the signing key from a file, standard input, the environment or the env file. Never from an argument, which other users can see. */
export async function readKey(terminal: Terminal, options: KeyOptions): Promise<string | undefined> {
  const { keyFile } = options;
  if (keyFile === undefined) return readVariable(KEY_VARIABLE, terminal, options);
  const key = keyFile === '-' ? await terminal.readInput() : terminal.readFile(keyFile);
  if (!key?.trim()) throw new SignerError('config', { field: '--key-file', detail: 'contains no key' });
  return key;
}

export function createApi(terminal: Terminal, options: GlobalOptions): StreamApi {
  const accountId = options.account ?? readVariable('CLOUDFLARE_ACCOUNT_ID', terminal, options);
  const apiToken = readVariable('CLOUDFLARE_API_TOKEN', terminal, options);
  if (!accountId) throw new SignerError('config', { field: 'CLOUDFLARE_ACCOUNT_ID', detail: 'is not set' });
  if (!apiToken) throw new SignerError('config', { field: 'CLOUDFLARE_API_TOKEN', detail: 'is not set' });
  return createStreamApi({ accountId, apiToken, api: options.api, fetch: terminal.fetch });
}

/** Prints one result, as a sentence or as JSON. */
export function printResult({ print }: Terminal, { json }: GlobalOptions, value: unknown, sentence: string): void {
  print(json ? JSON.stringify(value, null, 2) : sentence);
}

/**
 * Removes what may be a key or a token from the messages of the argument parser, which quote arguments: what is between the first and the last
 * quotation mark if it has several lines, PEM blocks, and runs of more than 32 characters of base64. A video id has 32 characters and stays.
 */
export const redact = (text: string): string =>
  text
    .replace(/'[^]*'/, (quoted) => (quoted.includes('\n') ? "'…'" : quoted))
    .replace(/-----BEGIN [^]*/, '…')
    .replace(/[\w+/=.-]{33,}/g, '…');

/** Escapes the control characters except for line feeds as JSON does: they could change the terminal. */
export const escapeControls = (text: string): string =>
  text.replace(/[^\P{Cc}\n]/gu, (control) => `\\u${control.charCodeAt(0).toString(16).padStart(4, '0')}`);
