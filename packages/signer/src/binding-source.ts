import { SignerError, type SignerErrorReason } from './errors.js';
import type { Restrictions } from './restrictions.js';
import type { TokenSource } from './source.js';
import { checkVideoId } from './video-id.js';

/** What this needs of the Stream binding of a Worker (`"stream": { "binding": "STREAM" }`): `env.STREAM` fits. */
export interface StreamTokenBinding {
  video(id: string): { generateToken(): Promise<string> };
}

/** What the binding's tokens live, in seconds (documentation: Bindings). It takes no arguments, so nothing can change it. */
const LIFETIME = 3600;

/**
 * Tokens from the Stream binding of a Worker. They live one hour and have no restrictions; asking for any rejects with the reason `unsupported`,
 * rather than answering a token that opens more than was asked for.
 */
export function bindingSource(binding: StreamTokenBinding): TokenSource {
  if (typeof binding?.video !== 'function') throw new SignerError('config', { field: 'binding' });
  return async (videoId, restrictions = {}) => {
    checkVideoId(videoId);
    const field = unsupported(restrictions);
    if (field) throw new SignerError('unsupported', { field, because: 'the binding gives one hour and nothing else' });
    try {
      return { token: await binding.video(videoId).generateToken(), expiresIn: LIFETIME };
    } catch (error) {
      throw new SignerError(reasonOf(error));
    }
  };
}

function unsupported({ expiresIn, downloadable, accessRules, flags, ...rest }: Restrictions): string | undefined {
  if (expiresIn !== undefined && expiresIn !== LIFETIME) return 'expiresIn';
  if (downloadable) return 'downloadable';
  if (accessRules?.length) return 'accessRules';
  if (flags?.original) return 'flags';
  return Object.entries(rest).find(([, value]) => value !== undefined)?.[0];
}

/** The binding's errors cross a process, which leaves an `Error` whose message starts with the name that it had. */
function reasonOf(error: unknown): SignerErrorReason {
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
