import { readClaims } from '@secure-stream/protocol';
import { SignerError } from '../errors.js';
import { checkRestrictions } from '../restrictions/index.js';
import type { SignOptions } from '../sign.js';
import { assertVideoId } from '../video-id.js';
import { createStreamApi, type StreamApiOptions } from './stream-api.js';
import type { TokenSource } from './token-source.js';

/**
 * Requests tokens from the service, with one `POST /accounts/{account}/stream/{video}/token` each. Applies every restriction and needs no
 * signing key. For fewer than a thousand tokens a day (Cloudflare: Securing your Stream).
 */
export function tokenApiSource({ now = () => Date.now(), ...options }: StreamApiOptions & SignOptions): TokenSource {
  const api = createStreamApi(options);
  return async (videoId, restrictions = {}, { signal } = {}) => {
    assertVideoId(videoId);
    const checked = checkRestrictions(restrictions, now());
    const result = await api('POST', `/${videoId}/token`, checked, signal);
    const token = (result as { token?: unknown } | null)?.token;
    if (typeof token !== 'string') throw new SignerError('service-malformed', { detail: 'it contains no token' });
    const exp = readClaims(token)?.exp ?? checked.exp;
    return { token, expiresIn: Math.floor(exp - now() / 1000) };
  };
}
