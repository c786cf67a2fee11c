import { decide, parseRules, type Viewer } from './access-rules.js';
import { originAllowed, type OriginRules } from './allowed-origins.js';
import type { RefusalReason } from './refusals.js';
import type { VerifiedToken } from './tokens.js';

/** What is asked, in everything that the answer depends on. */
export interface AccessQuestion {
  /** The uids that the token may be for: the video's own, and the live input's that it was asked by. */
  readonly subjects: readonly string[];
  readonly requireSignedURLs: boolean;
  readonly allowedOrigins: readonly string[];
  /** `null` when the uid was asked for, without a token. */
  readonly token: VerifiedToken | null;
  readonly download: boolean;
  readonly viewer: Viewer;
  /** The page that asks; `null` when the request does not say. */
  readonly page: string | null;
  /** Milliseconds since 1970. */
  readonly now: number;
}

export interface AccessPolicy {
  /** What happens to a token with more than 24 hours to live. Whether the service refuses it is unknown. Default `warn`. */
  readonly longTokens: 'warn' | 'refuse';
  /** What happens to a token without `exp`. Unknown of the service. Default `refuse`. */
  readonly endlessTokens: 'accept' | 'refuse';
  /** Edition of the wildcard rule. Default `newest`. */
  readonly originRules: OriginRules;
  /** What happens to a request that says nothing of its page, when the video has a list of origins. Unknown of the service. Default `refuse`. */
  readonly unknownPages: 'accept' | 'refuse';
}

export type Verdict =
  | { readonly allowed: true; readonly warning?: 'lifetime-too-long' | 'expiry-missing' }
  | { readonly allowed: false; readonly reason: RefusalReason };

const DAY = 86_400_000;

/** Decides, and does nothing else. The order is ours: the token first, then its rules, then the video's settings. */
export function authorize(question: AccessQuestion, policy: AccessPolicy): Verdict {
  const { token, now } = question;
  let warning: 'lifetime-too-long' | 'expiry-missing' | undefined;
  if (token) {
    const { sub, exp, nbf, downloadable, accessRules } = token.claims;
    if (!sub || !question.subjects.includes(sub)) return refuse('wrong-video');
    if (exp === undefined) {
      if (policy.endlessTokens === 'refuse') return refuse('expiry-missing');
      warning = 'expiry-missing';
    } else if (exp * 1000 <= now) return refuse('expired');
    else if (exp * 1000 > now + DAY) {
      if (policy.longTokens === 'refuse') return refuse('lifetime-too-long');
      warning = 'lifetime-too-long';
    }
    if (nbf !== undefined && nbf * 1000 > now) return refuse('not-yet-valid');
    if (decide(parseRules(accessRules) ?? [], question.viewer) === 'block') return refuse('blocked-by-rule');
    if (question.download && !downloadable) return refuse('not-downloadable');
  } else if (question.requireSignedURLs) return refuse('token-required');
  const accepted = question.page === null && policy.unknownPages === 'accept';
  if (!accepted && !originAllowed(question.allowedOrigins, question.page, policy.originRules)) {
    return refuse('origin-not-allowed');
  }
  return warning ? { allowed: true, warning } : { allowed: true };
}

const refuse = (reason: RefusalReason): Verdict => ({ allowed: false, reason });
