import type { InvalidGrant } from '@secure-stream/protocol';
import { StreamError, type StreamErrorReason } from '../catalogue/errors.js';
import type { TokenReason } from './provider.js';

/** Who was asked can not answer, and says when to ask again. */
export class RetryLaterError extends StreamError {
  /** Milliseconds from now. `Infinity`: never. */
  readonly retryAfter: number;

  constructor({ reason, detail = '' }: StreamError, retryAfter: number) {
    super(reason, { detail });
    this.retryAfter = retryAfter;
  }
}

/** Why an answer of a token endpoint is not a grant. */
export type AnswerFault = InvalidGrant | 'refusal' | 'broken off' | `more than ${number} characters`;

/** What to say of it. `wall` is only to read a `Retry-After` that is a date. */
export function answeredNone(response: Response, fault: AnswerFault, wall: number): StreamError {
  if (fault === 'refusal') return refusalOf(response, wall);
  if (fault === 'broken off') return ofEndpoint('token-unreachable', 'broke off its answer');
  // A session that has run out is answered with the login page, by way of a redirect.
  if (fault === 'html' && response.redirected) return ofEndpoint('token-denied', 'was redirected to a page');
  return ofEndpoint('token-malformed', `answered no grant: ${fault}`);
}

// The browser does not tell a dead network from an answer that the page may not read.
export const unanswered = () =>
  ofEndpoint('token-unreachable', 'did not answer, or not so that this page may read it (CORS)');

export const noAddress = () => new StreamError('config', { detail: 'token-endpoint is not an address.' });

export const requestThrew = () =>
  new StreamError('token-unreachable', { detail: "The page's `tokenRequest` function threw." });

/** Only the kind of the error: its message is the page's, and may hold the token. */
export function providerThrew(error: unknown): StreamError {
  const kind = error instanceof Error ? error.constructor.name : typeof error;
  return new StreamError('token-unreachable', { detail: `The page's token provider threw: ${kind}.` });
}

export const providerReturned = (fault: InvalidGrant) =>
  new StreamError('token-malformed', { detail: `The page's token provider returned no grant: ${fault}.` });

/** Another try has nobody to ask either. */
export function nobodyToAsk(reason: TokenReason): StreamError {
  const error = new StreamError(reason === 'initial' ? 'config' : 'token-expired', {
    detail: 'There is no token endpoint or provider to ask.',
  });
  return new RetryLaterError(error, Infinity);
}

function refusalOf({ status, headers }: Response, wall: number): StreamError {
  const answered = `answered ${status}`;
  if (status === 401 || status === 403) return ofEndpoint('token-denied', answered);
  if (status === 404 || status === 410) return ofEndpoint('not-found', answered);
  if (status < 500 && ![408, 425, 429].includes(status)) return ofEndpoint('config', answered);
  const wish = headers.get('retry-after') ?? '';
  const now = Date.parse(headers.get('date') ?? '') || wall;
  const retryAfter = /^\d+$/.test(wish) ? Number(wish) * 1000 : Date.parse(wish) - now;
  const error = ofEndpoint('token-unreachable', answered);
  return retryAfter > 0 ? new RetryLaterError(error, retryAfter) : error;
}

const ofEndpoint = (reason: StreamErrorReason, what: string) =>
  new StreamError(reason, { detail: `The token endpoint ${what}.` });
