import type { AccessRule } from '@secure-stream/protocol';
import { SignerError } from '../errors.js';
import {
  allowAddresses,
  allowCountries,
  blockCountries,
  blockEverythingElse,
  findRestrictionWarnings,
  type Restrictions,
} from '../restrictions/restrictions.js';
import { signingKeySource, tokenApiSource, type TokenSource } from '../sources/token-source.js';
import { parseDuration } from './duration.js';
import {
  COMMAND,
  KEY_VARIABLE,
  printResult,
  readKey,
  readVariable,
  type KeyOptions,
  type Terminal,
} from './terminal.js';

export interface TokenOptions extends KeyOptions {
  readonly expiresIn?: string;
  readonly downloadable?: true;
  readonly country?: string[];
  readonly blockCountry?: string[];
  readonly address?: string[];
  readonly viaApi?: true;
}

/** Creates a token for testing: with the signing key, or through the API with `--via-api` or without a key. */
export async function createToken(videoId: string, terminal: Terminal, options: TokenOptions): Promise<void> {
  const restrictions = restrictionsFromOptions(options);
  const source = await selectSource(terminal, options);
  const { token, expiresIn } = await source(videoId, restrictions);
  const warnings = findRestrictionWarnings(restrictions);
  for (const { message } of warnings) terminal.printError(`Warning: ${message}`);
  printResult(terminal, options, { token, expiresIn, warnings }, token);
}

function restrictionsFromOptions({
  expiresIn,
  downloadable,
  country,
  blockCountry,
  address,
}: TokenOptions): Restrictions {
  const allowed: AccessRule[] = [];
  if (country) allowed.push(allowCountries(...country));
  if (address) allowed.push(allowAddresses(...address));
  const blocked = blockCountry ? [blockCountries(...blockCountry)] : [];
  const accessRules = [...blocked, ...allowed, ...(allowed.length > 0 ? [blockEverythingElse()] : [])];
  return {
    ...(expiresIn === undefined ? {} : { expiresIn: parseDuration(expiresIn) }),
    ...(downloadable ? { downloadable } : {}),
    ...(accessRules.length > 0 ? { accessRules } : {}),
  };
}

async function selectSource(terminal: Terminal, options: TokenOptions): Promise<TokenSource> {
  const { now, fetch } = terminal;
  const key = options.viaApi ? undefined : await readKey(terminal, options);
  if (key) return signingKeySource(key, { now });
  const accountId = options.account ?? readVariable('CLOUDFLARE_ACCOUNT_ID', terminal, options);
  const apiToken = readVariable('CLOUDFLARE_API_TOKEN', terminal, options);
  if (!accountId || !apiToken) {
    const detail = `set ${KEY_VARIABLE} (${COMMAND} init), or CLOUDFLARE_ACCOUNT_ID and CLOUDFLARE_API_TOKEN`;
    throw new SignerError('key-missing', { detail });
  }
  return tokenApiSource({ accountId, apiToken, api: options.api, fetch, now });
}
