import { parseEnv } from 'node:util';
import { SignerError } from '../errors.js';
import { createStreamApi, type StreamApi } from '../stream-api.js';

/** Everything outside of the command line that a command may touch. */
export interface Terminal {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly print: (line: string) => void;
  readonly complain: (line: string) => void;
  readonly readInput: () => Promise<string>;
  readonly readFile: (path: string) => string | undefined;
  readonly writeFile: (path: string, contents: string) => void;
  readonly fetch: (request: Request) => Promise<Response>;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/** What every command understands. */
export interface GlobalOptions {
  readonly api: string;
  readonly account?: string;
  readonly dotenv: string;
  readonly json?: true;
}

export const KEY_VARIABLE = 'STREAM_SIGNING_JWK';

/** A variable of the environment, else of the env file. */
export function variable(name: string, { env, readFile }: Terminal, { dotenv }: GlobalOptions): string | undefined {
  return env[name] || parseEnv(readFile(dotenv) ?? '')[name] || undefined;
}

export function apiOf(terminal: Terminal, options: GlobalOptions): StreamApi {
  const accountId = options.account ?? variable('CLOUDFLARE_ACCOUNT_ID', terminal, options);
  const apiToken = variable('CLOUDFLARE_API_TOKEN', terminal, options);
  if (!accountId) throw new SignerError('config', { field: 'CLOUDFLARE_ACCOUNT_ID', because: 'it is not set' });
  if (!apiToken) throw new SignerError('config', { field: 'CLOUDFLARE_API_TOKEN', because: 'it is not set' });
  return createStreamApi({ accountId, apiToken, api: options.api, fetch: terminal.fetch });
}

/** One answer, for people or for programs. */
export function answer({ print }: Terminal, { json }: GlobalOptions, value: unknown, sentence: string): void {
  print(json ? JSON.stringify(value, null, 2) : sentence);
}
