import type { ViewingRefusal, Watermark } from '@secure-stream/protocol';
import type { IssuedToken } from '../sources/index.js';
import type { ProblemStatus } from './problem-response.js';

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
