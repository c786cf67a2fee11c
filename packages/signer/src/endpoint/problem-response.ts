import type { ViewingRefusal, Watermark } from '@secure-stream/protocol';
import type { IssuedToken } from '../sources/token-source.js';

const TITLES = {
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  405: 'Method Not Allowed',
  413: 'Content Too Large',
  429: 'Too Many Requests',
  500: 'Internal Server Error',
  503: 'Service Unavailable',
} as const;

type ProblemStatus = keyof typeof TITLES;

/** The form of a request, which is in the documentation. */
const REQUEST_FORM =
  'A token request has one videoId, and a playbackId if viewings are limited: {"videoId":"…","playbackId":"…"}.';

/**
 * A refusal as problem+json (RFC 9457). It contains the status and no reason, so that a stranger learns nothing from it. Only a viewer who was
 * authorized gets `details`.
 */
export function problemResponse(
  status: ProblemStatus,
  headers: Record<string, string> = {},
  details?: ViewingRefusal | { readonly detail: string },
): Response {
  const body = {
    type: 'about:blank',
    title: TITLES[status],
    status,
    ...(status === 400 && { detail: REQUEST_FORM }),
    ...details,
  };
  return new Response(JSON.stringify(body), {
    status,
    headers: { ...headers, 'content-type': 'application/problem+json', 'cache-control': 'no-store' },
  });
}

/** No token, and the HTTP status that says why. */
export interface RefusedToken {
  readonly refused: ProblemStatus;
  /** Seconds after which to try again. */
  readonly retryAfter?: number | undefined;
  /** Why an authorized viewer gets no token. */
  readonly details?: ViewingRefusal | undefined;
}

/** A token, or a refusal. `playbackId` is set by `issueToken` if the endpoint limits viewings. */
export type IssueResult =
  | (IssuedToken & { readonly playbackId?: string | undefined; readonly watermark?: Watermark | undefined })
  | RefusedToken;

/** The player has stopped, and its lease has ended. */
export interface Released {
  readonly released: true;
}
