import { SignerError } from './errors.js';
import type { Restrictions } from './restrictions.js';

/** Who is let in, and with what. An empty object lets in with the endpoint's own restrictions. */
export interface Admission extends Restrictions {
  /** Whoever was let in, for `onIssue`. Never part of the token. */
  readonly viewer?: string | undefined;
}

/** Who is not let in. Made by {@link refuse}. */
export interface Refusal {
  readonly refused: RefusalStatus;
  /** Seconds after which to ask again. */
  readonly retryAfter?: number | undefined;
}

/** 401: sign in first. 403: not this viewer. 404: for this viewer there is no such video. 429: not so often. */
export type RefusalStatus = 401 | 403 | 404 | 429;

/** What `authorize` may answer. `true` lets in with the endpoint's own restrictions; `false`, `null` and `undefined` are 403. */
export type Verdict = Admission | Refusal | boolean | null | undefined;

/** A refusal to return from `authorize`. */
export const refuse = (status: RefusalStatus = 403, { retryAfter }: { retryAfter?: number } = {}): Refusal => ({
  refused: status,
  retryAfter,
});

/** Reads a verdict. Anything that is not clearly a yes is not one: a `Response`, a user's record or a list is an error and not an admission. */
export function readVerdict(verdict: Verdict): { viewer: string | undefined; restrictions: Restrictions } | Refusal {
  if (verdict === true) return { viewer: undefined, restrictions: {} };
  if (!verdict) return refuse();
  if (!isPlainObject(verdict)) throw new SignerError('authorize');
  if ('refused' in verdict) {
    if (![401, 403, 404, 429].includes(verdict.refused)) throw new SignerError('authorize', { field: 'refused' });
    return verdict;
  }
  const { viewer, ...restrictions } = verdict;
  if (viewer !== undefined && typeof viewer !== 'string') throw new SignerError('authorize', { field: 'viewer' });
  return { viewer, restrictions };
}

/** An instance of a class keeps what it is in private: spread, a `Response` with status 401 looks like an empty object. */
function isPlainObject(value: object): boolean {
  const prototype: unknown = typeof value === 'object' ? Object.getPrototypeOf(value) : undefined;
  return prototype === null || (typeof prototype === 'object' && Object.getPrototypeOf(prototype) === null);
}
