import { StreamError } from '../errors/stream-error.js';
import type { Clock } from '../clock.js';
import type { RetryLaterError } from './token-errors.js';
import type { FetchToken, TokenContext } from './providers/provider.js';
import type { SessionAction } from './state.js';
import { parseToken } from './token.js';

/** Requests a token and returns the result as an action. Never rejects. */
export async function requestToken(
  fetchToken: FetchToken,
  context: TokenContext,
  clock: Clock,
): Promise<SessionAction> {
  const requestedAt = clock.now();
  try {
    const answer = await fetchToken(context);
    const now = clock.now();
    // The server created the response at some time during the request. The midpoint is wrong by half of its duration at
    // most.
    const midpoint = (requestedAt + now) / 2;
    return {
      type: 'granted',
      token: parseToken(answer, context.videoId, { at: midpoint, wall: clock.wall() - (now - midpoint) }),
    };
  } catch (thrown) {
    const error = thrown instanceof StreamError ? thrown : new StreamError('token-unreachable');
    const { retryAfter }: Partial<RetryLaterError> = error;
    return { type: 'refused', error, retry: error.remedy === 'retry' && retryAfter !== Infinity, retryAfter };
  }
}
