import { StreamError } from '../catalogue/errors.js';
import type { Clock } from '../clock.js';
import type { RetryLaterError } from './faults.js';
import type { AskForToken, TokenContext } from './provider.js';
import type { SessionEvent } from './state.js';
import { receiveToken } from './token.js';

/** Asks for a token and says what came of it. Never rejects. */
export async function answer(ask: AskForToken, context: TokenContext, clock: Clock): Promise<SessionEvent> {
  const asked = clock.now();
  try {
    const given = await ask(context);
    const now = clock.now();
    // The answer was made at some moment of the request: the middle is off by half of it at most.
    const at = (asked + now) / 2;
    return { type: 'granted', token: receiveToken(given, context.videoId, { at, wall: clock.wall() - (now - at) }) };
  } catch (thrown) {
    const error = thrown instanceof StreamError ? thrown : new StreamError('token-unreachable');
    const { retryAfter }: Partial<RetryLaterError> = error;
    return { type: 'refused', error, retry: error.remedy === 'retry' && retryAfter !== Infinity, retryAfter };
  }
}
