import { SignerError, type SignerErrorReason } from '../errors.js';
import { checkDefaultRestrictions, type Restrictions } from '../restrictions/index.js';
import { assertVideoId } from '../video-id.js';
import type { TokenSource } from './token-source.js';

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
