import type { Restrictions } from '../restrictions/restrictions.js';
import { checkRestrictions, checkDefaultRestrictions } from '../restrictions/check-restrictions.js';
import { SignerError, type SignerErrorReason } from '../errors.js';
import { importSigningKey, type KeyMaterial, type SigningKey } from '../signing-key.js';
import { signCheckedToken, type SignOptions } from '../sign.js';
import { assertVideoId } from '../video-id.js';
import { readClaims } from '@secure-stream/protocol';
import { createStreamApi, type StreamApiOptions } from './stream-api.js';

/** A token and its lifetime in seconds from now. */
export interface IssuedToken {
  readonly token: string;
  readonly expiresIn: number;
}

export interface TokenSourceContext {
  /** Aborts when the token is no longer needed. */
  readonly signal?: AbortSignal | undefined;
}

/**
 * Issues tokens with a signing key, the API of the service, or the Stream binding of a Worker.
 * Rejects with a {@link SignerError} for a restriction that it cannot apply, and never returns a token with fewer restrictions.
 */
export type TokenSource = (
  videoId: string,
  restrictions?: Restrictions,
  context?: TokenSourceContext,
) => Promise<IssuedToken>;

/** One key or several. The newest key signs: the one with the latest `created`, or the first of the list without dates. */
export type SigningKeys = KeyMaterial | SigningKey | readonly (KeyMaterial | SigningKey)[];

/**
 * Signs tokens locally, without a request. During a rotation pass the new key and the old ones: the newest key signs, and tokens of the others
 * stay valid until those keys are revoked at the service.
 */
export function signingKeySource(keys: SigningKeys, { now = () => Date.now() }: SignOptions = {}): TokenSource {
  let imported: Promise<SigningKey> | undefined;
  return async (videoId, restrictions = {}) => {
    const key = await (imported ??= importNewest(keys));
    assertVideoId(videoId);
    const instant = now();
    const checked = checkRestrictions(restrictions, instant);
    return {
      token: await signCheckedToken(key, videoId, checked),
      expiresIn: Math.floor(checked.exp - instant / 1000),
    };
  };
}

async function importNewest(keys: SigningKeys): Promise<SigningKey> {
  const list: readonly (KeyMaterial | SigningKey)[] = Array.isArray(keys) ? keys : [keys as KeyMaterial];
  const imported = await Promise.all(list.map(async (key) => (isImported(key) ? key : importSigningKey(key))));
  const [newest] = imported.toSorted((a, b) => (b.created ?? 0) - (a.created ?? 0));
  if (!newest) throw new SignerError('key-missing');
  return newest;
}

const isImported = (key: KeyMaterial | SigningKey): key is SigningKey =>
  typeof key === 'object' && key !== null && 'privateKey' in key;

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

/** The part of a Worker's Stream binding (`"stream": { "binding": "STREAM" }`) that is used here. `env.STREAM` fits. */
export interface StreamTokenBinding {
  video(id: string): { generateToken(): Promise<string> };
}

/** The lifetime of the binding's tokens (Cloudflare: Stream bindings). `generateToken()` takes no arguments that could change it. */
const LIFETIME_S = 3600;

/**
 * Requests tokens from the Stream binding of a Worker. They are valid for one hour and have no restrictions. A request for a restriction rejects
 * with the reason `unsupported` instead of returning a token without it.
 */
export function bindingSource(binding: StreamTokenBinding): TokenSource {
  if (typeof binding?.video !== 'function') throw new SignerError('config', { field: 'binding' });
  return async (videoId, restrictions = {}) => {
    assertVideoId(videoId);
    checkDefaultRestrictions(restrictions);
    const field = findUnsupported(restrictions);
    if (field) {
      throw new SignerError('unsupported', {
        field,
        detail: 'is not available: the tokens of the binding last one hour',
      });
    }
    try {
      return { token: await binding.video(videoId).generateToken(), expiresIn: LIFETIME_S };
    } catch (error) {
      throw new SignerError(reasonFromError(error));
    }
  };
}

function findUnsupported({ expiresIn, downloadable, accessRules, flags, ...rest }: Restrictions): string | undefined {
  if (expiresIn !== undefined && expiresIn !== LIFETIME_S) return 'expiresIn';
  if (downloadable) return 'downloadable';
  if (accessRules?.length) return 'accessRules';
  if (flags?.original) return 'flags';
  return Object.entries(rest).find(([, value]) => value !== undefined)?.[0];
}

/** The binding's errors come from another process as a plain `Error`; its message starts with the original name. */
function reasonFromError(error: unknown): SignerErrorReason {
  const { name, message } = error instanceof Error ? error : { name: '', message: '' };
  switch (/^\w+(?=: )/.exec(message)?.[0] ?? name) {
    case 'NotFoundError':
      return 'service-not-found';
    case 'RateLimitedError':
      return 'service-rate-limited';
    case 'ForbiddenError':
      return 'service-denied';
    default:
      return 'service-unreachable';
  }
}
