import type { AccessRule } from '@secure-stream/protocol';
import { allowAddresses, allowCountries, blockCountries, blockEverythingElse } from '../access-rules.js';
import { tokenApiSource } from '../api-source.js';
import { SignerError } from '../errors.js';
import { signingKeySource } from '../key-source.js';
import { restrictionWarnings, type Restrictions } from '../restrictions.js';
import type { TokenSource } from '../source.js';
import { parseDuration } from './duration.js';
import { answer, KEY_VARIABLE, variable, type GlobalOptions, type Terminal } from './terminal.js';

export interface TokenOptions extends GlobalOptions {
  readonly expiresIn?: string;
  readonly downloadable?: true;
  readonly country?: string[];
  readonly blockCountry?: string[];
  readonly address?: string[];
  readonly viaApi?: true;
}

/** Mints a token to try: with the signing key, or by the service's API when it is asked to or there is no key. */
export async function mintToken(videoId: string, terminal: Terminal, options: TokenOptions): Promise<void> {
  const restrictions = restrictionsOf(options);
  const { token, expiresIn } = await sourceOf(terminal, options)(videoId, restrictions);
  const warnings = restrictionWarnings(restrictions);
  for (const { message } of warnings) terminal.complain(`Warning: ${message}`);
  answer(terminal, options, { token, expiresIn, warnings }, token);
}

function restrictionsOf({ expiresIn, downloadable, country, blockCountry, address }: TokenOptions): Restrictions {
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

function sourceOf(terminal: Terminal, options: TokenOptions): TokenSource {
  const { now, fetch } = terminal;
  const key = variable(KEY_VARIABLE, terminal, options);
  if (key && !options.viaApi) return signingKeySource(key, { now });
  const accountId = options.account ?? variable('CLOUDFLARE_ACCOUNT_ID', terminal, options);
  const apiToken = variable('CLOUDFLARE_API_TOKEN', terminal, options);
  if (!accountId || !apiToken) {
    const because = `set ${KEY_VARIABLE} (signer init), or CLOUDFLARE_ACCOUNT_ID and CLOUDFLARE_API_TOKEN`;
    throw new SignerError('key-missing', { because });
  }
  return tokenApiSource({ accountId, apiToken, api: options.api, fetch, now });
}
