import {
  explainInvalidGrant,
  explainInvalidValue,
  isViewingReason,
  parseSecureUrl,
  parseViewingRefusal,
  type ViewingRefusal,
} from '@secure-stream/protocol';
import { StreamError, streamErrors, type StreamErrorReason } from './stream-error.js';
import type { TokenReason } from './providers/provider.js';
import { readText } from './read-text.js';

/** The endpoint cannot answer, and says when to retry. */
export class RetryLaterError extends StreamError {
  /** Milliseconds from now. `Infinity`: never. */
  readonly retryAfter: number;

  constructor({ reason, detail = '' }: StreamError, retryAfter: number) {
    super(reason, { detail });
    this.retryAfter = retryAfter;
  }
}

/** The viewing has ended, or may not start. Ends playback although the token may still be valid. */
class ViewingError extends StreamError {
  override readonly endsPlayback = true;
  override readonly limit: number | undefined;
  override readonly devices: readonly string[] | undefined;

  constructor(
    { reason, limit, devices }: Pick<StreamError, 'limit' | 'devices'> & Pick<ViewingRefusal, 'reason'>,
    detail = '',
  ) {
    super(reason, { detail });
    this.limit = limit;
    this.devices = devices;
  }
}

/**
 * Converts a response that is not a grant to an error. `text` is its body, or `null` if the body did not arrive. `wall` is needed for a
 * `Retry-After` that is a date.
 */
export async function errorFromResponse(
  response: Response,
  text: string | null,
  wall = Date.now(),
): Promise<StreamError> {
  const refusal = response.status === 403 && parseViewingRefusal(await readText(response).catch(() => ''));
  if (refusal) return new ViewingError(refusal, 'The token endpoint responded with 403.');
  if (!response.ok) return errorFromStatus(response, wall);
  if (text === null) return endpointError('token-unreachable', 'sent an incomplete response');
  const problem = explainInvalidGrant(text);
  // An expired login session is usually answered with a redirect to the login page.
  if (problem === 'html' && response.redirected) return endpointError('token-denied', 'was redirected to a page');
  return endpointError('token-malformed', `sent no grant: ${problem}`);
}

/** The browser does not distinguish a network failure from a response that CORS forbids, or from mixed content. */
export function unreachableEndpoint(url: string): StreamError {
  const { location, navigator } = globalThis as {
    readonly location?: { readonly protocol: string };
    readonly navigator?: { readonly onLine: boolean };
  };
  // Not while the viewer is offline: the policy of a page may replace `http:` by `https:`.
  if (location?.protocol === 'https:' && navigator?.onLine && !parseSecureUrl(url))
    return new StreamError('config', {
      detail: 'token-endpoint is an http: URL, which an https: page cannot request.',
    });
  return endpointError('token-unreachable', 'is unreachable, or forbids this page to read its response (CORS)');
}

export const invalidEndpointUrl = () => new StreamError('config', { detail: 'token-endpoint is not a URL.' });

export const tokenRequestThrew = () =>
  new StreamError('token-unreachable', { detail: "The page's `tokenRequest` function threw." });

/** Uses only the error's class: its message is the page's, and may contain the token. */
export function tokenProviderThrew(error: unknown): StreamError {
  if (error instanceof StreamError || isForeignStreamError(error)) {
    if (isViewingError(error)) return new ViewingError(error, error.detail);
    return error instanceof StreamError ? error : new StreamError(error.reason, { detail: error.detail ?? '' });
  }
  const kind = error instanceof Error ? error.constructor.name : typeof error;
  return new StreamError('token-unreachable', { detail: `The page's token provider threw: ${kind}.` });
}

/** The page may import `StreamError` from another copy of this package. */
const isForeignStreamError = (error: unknown): error is Pick<StreamError, 'reason' | 'detail' | 'limit' | 'devices'> =>
  error instanceof Error && error.name === 'StreamError' && Object.hasOwn(streamErrors, (error as StreamError).reason);

const isViewingError = (error: Pick<StreamError, 'reason'>): error is Pick<ViewingRefusal, 'reason'> =>
  isViewingReason(error.reason);

export const invalidProviderResult = (value: unknown) =>
  new StreamError('token-malformed', {
    detail: `The page's token provider returned no grant: ${explainInvalidValue(value)}.`,
  });

/** A retry has no source either. */
export function missingTokenSource(reason: TokenReason): StreamError {
  const error = new StreamError(reason === 'initial' ? 'config' : 'token-expired', {
    detail: 'There is no token endpoint or token provider.',
  });
  return new RetryLaterError(error, Infinity);
}

/** The reason for each status of a token endpoint. Any other status below 500 is `config`, and any other from 500 on is `token-unreachable`. */
const REASONS_BY_STATUS: Readonly<Record<number, StreamErrorReason>> = {
  401: 'token-denied',
  403: 'token-denied',
  404: 'not-found',
  408: 'token-unreachable',
  410: 'not-found',
  425: 'token-unreachable',
  429: 'token-unreachable',
};

function errorFromStatus({ status, headers }: Response, wall: number): StreamError {
  const reason = REASONS_BY_STATUS[status] ?? (status < 500 ? 'config' : 'token-unreachable');
  const error = endpointError(reason, `responded with ${status}`);
  if (reason !== 'token-unreachable') return error;
  const header = headers.get('retry-after') ?? '';
  const now = Date.parse(headers.get('date') ?? '') || wall;
  const retryAfter = /^\d+$/.test(header) ? Number(header) * 1000 : Date.parse(header) - now;
  return retryAfter > 0 ? new RetryLaterError(error, retryAfter) : error;
}

const endpointError = (reason: StreamErrorReason, description: string) =>
  new StreamError(reason, { detail: `The token endpoint ${description}.` });
