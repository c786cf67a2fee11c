import type { InvalidGrant } from '@secure-stream/protocol';
import { StreamError, type StreamErrorReason } from '../errors/stream-error.js';
import type { TokenReason } from './providers/provider.js';

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
export type InvalidResponse = InvalidGrant | 'error status' | 'incomplete' | `more than ${number} characters`;

/** What to say of it. `wall` is only to read a `Retry-After` that is a date. */
export function errorFromResponse(response: Response, problem: InvalidResponse, wall: number): StreamError {
  if (problem === 'error status') return errorFromStatus(response, wall);
  if (problem === 'incomplete') return endpointError('token-unreachable', 'broke off its answer');
  // A session that has run out is answered with the login page, by way of a redirect.
  if (problem === 'html' && response.redirected) return endpointError('token-denied', 'was redirected to a page');
  return endpointError('token-malformed', `answered no grant: ${problem}`);
}

// The browser does not tell a dead network from an answer that the page may not read.
export const unreachableEndpoint = () =>
  endpointError('token-unreachable', 'did not answer, or not so that this page may read it (CORS)');

export const invalidEndpointUrl = () => new StreamError('config', { detail: 'token-endpoint is not an address.' });

export const tokenRequestThrew = () =>
  new StreamError('token-unreachable', { detail: "The page's `tokenRequest` function threw." });

/** Only the kind of the error: its message is the page's, and may hold the token. */
export function tokenProviderThrew(error: unknown): StreamError {
  const kind = error instanceof Error ? error.constructor.name : typeof error;
  return new StreamError('token-unreachable', { detail: `The page's token provider threw: ${kind}.` });
}

export const invalidProviderResult = (problem: InvalidGrant) =>
  new StreamError('token-malformed', { detail: `The page's token provider returned no grant: ${problem}.` });

/** Another try has nobody to ask either. */
export function missingTokenSource(reason: TokenReason): StreamError {
  const error = new StreamError(reason === 'initial' ? 'config' : 'token-expired', {
    detail: 'There is no token endpoint or provider to ask.',
  });
  return new RetryLaterError(error, Infinity);
}

function errorFromStatus({ status, headers }: Response, wall: number): StreamError {
  const description = `answered ${status}`;
  if (status === 401 || status === 403) return endpointError('token-denied', description);
  if (status === 404 || status === 410) return endpointError('not-found', description);
  if (status < 500 && ![408, 425, 429].includes(status)) return endpointError('config', description);
  const header = headers.get('retry-after') ?? '';
  const now = Date.parse(headers.get('date') ?? '') || wall;
  const retryAfter = /^\d+$/.test(header) ? Number(header) * 1000 : Date.parse(header) - now;
  const error = endpointError('token-unreachable', description);
  return retryAfter > 0 ? new RetryLaterError(error, retryAfter) : error;
}

const endpointError = (reason: StreamErrorReason, description: string) =>
  new StreamError(reason, { detail: `The token endpoint ${description}.` });
