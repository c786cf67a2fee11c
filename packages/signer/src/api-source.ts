import { readClaims } from '@secure-stream/protocol';
import { SignerError } from './errors.js';
import { checkRestrictions } from './restrictions.js';
import type { SignOptions } from './sign.js';
import type { TokenSource } from './source.js';
import { createStreamApi, type StreamApiOptions } from './stream-api.js';
import { checkVideoId } from './video-id.js';

/**
 * Tokens that the service signs, one call of `POST /accounts/{account}/stream/{video}/token` each. Takes every restriction, needs no signing key,
 * and is meant for fewer than a thousand tokens a day (documentation: Securing your Stream).
 */
export function tokenApiSource({ now = () => Date.now(), ...options }: StreamApiOptions & SignOptions): TokenSource {
  const ask = createStreamApi(options);
  return async (videoId, restrictions = {}) => {
    checkVideoId(videoId);
    const checked = checkRestrictions(restrictions, now());
    const result = await ask('POST', `/${videoId}/token`, checked);
    const token = (result as { token?: unknown } | null)?.token;
    if (typeof token !== 'string') throw new SignerError('service-malformed', { because: 'there is no token in it' });
    const exp = readClaims(token)?.exp ?? checked.exp;
    return { token, expiresIn: Math.floor(exp - now() / 1000) };
  };
}
