import type { Permission } from './api-options.js';
import { ApiError } from './envelope.js';

/**
 * Checks the credentials: a bearer token, or the `X-Auth-Key` of older examples. Returns the key under which the rate limit counts.
 * Throws an {@link ApiError} if credentials are missing, unknown, or not sufficient.
 *
 * @param tokens Permissions of each token; `undefined` accepts every token for everything.
 */
export function authenticate(
  { method, headers }: Request,
  tokens: Readonly<Record<string, Permission>> | undefined,
): string {
  const credential = bearer(headers.get('Authorization')) ?? (headers.get('X-Auth-Email') && headers.get('X-Auth-Key'));
  if (!credential)
    throw new ApiError('credentials-missing', 'Missing X-Auth-Key, X-Auth-Email or Authorization headers');
  if (!tokens) return credential;
  const permission = Object.hasOwn(tokens, credential) ? tokens[credential] : undefined;
  if (!permission) throw new ApiError('credentials-wrong', 'Authentication error');
  if (permission === 'read' && method !== 'GET' && method !== 'HEAD')
    throw new ApiError('permission-missing', 'Authentication error');
  return credential;
}

/** Whether a secret can be sent in a header. An empty one would let anybody in. */
export const isApiToken = (value: unknown): value is string =>
  typeof value === 'string' && /^[\x21-\x7e]+$/.test(value);

const bearer = (header: string | null) => /^Bearer +(\S+)$/i.exec(header ?? '')?.[1];
