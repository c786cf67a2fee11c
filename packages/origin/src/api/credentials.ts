import { ApiError } from './envelope.js';

/** What a token of the API may do: `Stream: Read` or `Stream: Edit`. */
export type Permission = 'read' | 'edit';

/**
 * Who calls: a bearer token, or the `X-Auth-Key` of the older examples. The result says whose calls are counted together.
 * Throws an {@link ApiError} for a call without credentials, with unknown ones, or with too small ones.
 *
 * @param tokens What each may do; `undefined` takes every token for one that may do everything.
 */
export function admitCaller(
  { method, headers }: Request,
  tokens: Readonly<Record<string, Permission>> | undefined,
): string {
  const credential = bearer(headers.get('Authorization')) ?? (headers.get('X-Auth-Email') && headers.get('X-Auth-Key'));
  if (!credential)
    throw new ApiError('credentials-missing', 'Missing X-Auth-Key, X-Auth-Email or Authorization headers');
  if (!tokens) return credential;
  const permission = Object.hasOwn(tokens, credential) ? tokens[credential] : undefined;
  if (!permission) throw new ApiError('credentials-wrong', 'Authentication error');
  if (permission === 'read' && method !== 'GET') throw new ApiError('permission-missing', 'Authentication error');
  return credential;
}

const bearer = (header: string | null) => /^Bearer +(\S+)$/i.exec(header ?? '')?.[1];
