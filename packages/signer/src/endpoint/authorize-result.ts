import { MAX_WATERMARK_LENGTH, readWatermarkText, type Watermark } from '@secure-stream/protocol';
import { checkRetryAfter } from '../check-number.js';
import { SignerError } from '../errors.js';
import type { RestrictionOverrides } from '../restrictions/merge-restrictions.js';

/**
 * Allows a viewer to watch. The restrictions narrow those of the endpoint; an empty object leaves them as they are. `undefined` is an error for
 * every field whose absence allows more: leave the field out on purpose.
 */
export interface Authorization extends RestrictionOverrides {
  /** The id of the viewer, for `viewings` and `onIssue`. Not part of the token. */
  readonly viewer?: string;
  /** The name of the viewer's device, which `viewings` shows to the same viewer on another device. */
  readonly device?: string | undefined;
  /** Viewings of a viewer with the same value count once for `viewings`, such as `` `${sessionId}:${videoId}` ``. Default: each playback counts. */
  readonly countAs?: string | undefined;
  /**
   * What the player draws over the picture, such as the e-mail address of the viewer: 1 to 200 characters. Sent beside the token, never in it.
   */
  readonly watermark?: Watermark;
}

/** Refuses a token. Created by {@link refuse}. */
export interface Refusal {
  readonly refused: RefusalStatus;
  /** Seconds after which to try again. */
  readonly retryAfter?: number | undefined;
  /** Tells the player that the right to watch has ended during playback. */
  readonly reason?: (typeof REFUSAL_REASONS)[number];
}

/** 401: not signed in. 403: not allowed. 404: no such video for this viewer. 429: too many requests. */
export type RefusalStatus = (typeof REFUSAL_STATUSES)[number];

const REFUSAL_STATUSES = [401, 403, 404, 429] as const;
const REFUSAL_REASONS = [undefined, 'revoked'] as const;

/** What `authorize` may return. `true` issues a token with the restrictions of the endpoint; `false`, `null` and `undefined` are a 403. */
export type AuthorizeResult = Authorization | Refusal | boolean | null | undefined;

/** Creates a refusal to return from `authorize`. Throws a {@link SignerError} unless `retryAfter` is a number from 0 to 2^31. */
export function refuse(status: RefusalStatus = 403, { retryAfter, reason }: Omit<Refusal, 'refused'> = {}): Refusal {
  if (retryAfter !== undefined) checkRetryAfter('retryAfter', retryAfter);
  return { refused: status, retryAfter, reason };
}

/** Bounds what a store keeps. */
const MAX_LENGTH = 512;

interface AuthorizedViewer extends Readonly<Record<'viewer' | 'device' | 'countAs', string | undefined>> {
  readonly watermark: Watermark | undefined;
  readonly overrides: RestrictionOverrides;
}

/** Parses the result of `authorize`. Throws for a value that is not clearly an authorization, such as a `Response`, a database record or an array. */
export function parseAuthorizeResult(result: AuthorizeResult): AuthorizedViewer | Refusal {
  if (result === true) return parseAuthorizeResult({});
  if (!result) return refuse();
  if (!isPlainObject(result)) throw new SignerError('authorize');
  if ('refused' in result) {
    if (!REFUSAL_STATUSES.includes(result.refused)) throw new SignerError('authorize', { field: 'refused' });
    if (!REFUSAL_REASONS.includes(result.reason)) throw new SignerError('authorize', { field: 'reason' });
    if (result.retryAfter !== undefined) checkRetryAfter('retryAfter', result.retryAfter);
    return result;
  }
  for (const field of ['viewer', 'watermark'] as const) {
    // A missing session must not be a viewer whom nothing counts and no watermark names.
    if (Object.hasOwn(result, field) && result[field] === undefined)
      throw new SignerError('authorize', { field, detail: 'must not be undefined' });
  }
  const { viewer, device, countAs, watermark, ...overrides } = result;
  for (const [field, value] of Object.entries({ viewer, device, countAs })) {
    if (value === undefined) continue;
    if (typeof value !== 'string' || value.length > MAX_LENGTH) throw new SignerError('authorize', { field });
    // Two ids must not become one. A name is only shown.
    if (field !== 'device' && !value.isWellFormed())
      throw new SignerError('authorize', { field, detail: 'must be well-formed Unicode' });
  }
  return { viewer, device: device?.toWellFormed(), countAs, watermark: checkWatermark(watermark), overrides };
}

/** A viewer must not watch without the watermark that the site wants, so a value that a player would not draw, or would cut, is an error. */
function checkWatermark(watermark: unknown): Watermark | undefined {
  if (watermark === undefined) return undefined;
  const text = readWatermarkText(watermark);
  if (text === null || text !== (watermark as Watermark).text) {
    const detail = `must have a text of 1 to ${MAX_WATERMARK_LENGTH} characters`;
    throw new SignerError('authorize', { field: 'watermark', detail });
  }
  return { text };
}

/** A class instance may keep its state in private fields: spread, a `Response` with status 401 looks like an empty object. */
function isPlainObject(value: object): boolean {
  const prototype: unknown = typeof value === 'object' ? Object.getPrototypeOf(value) : undefined;
  return prototype === null || (typeof prototype === 'object' && Object.getPrototypeOf(prototype) === null);
}
