import { decideByRules, parseRules, type Viewer } from './access-rules.js';
import type { RefusalReason } from './refusals.js';
import type { VerifiedToken } from './tokens.js';

/** Everything that an access decision depends on. */
export interface AccessRequest {
  /** Uids that `sub` may name: the video's, and that of the live input in the URL. */
  readonly subjects: readonly string[];
  readonly requireSignedURLs: boolean;
  readonly allowedOrigins: readonly string[];
  /** `null` if the URL contains a uid instead of a token. */
  readonly token: VerifiedToken | null;
  readonly isDownload: boolean;
  readonly viewer: Viewer;
  /** The requesting page; `null` if unknown. */
  readonly page: string | null;
  /** Milliseconds since 1970. */
  readonly now: number;
}

export interface AccessPolicy {
  /** A token that is valid for more than 24 hours. Whether the service refuses it is unknown. Default `warn`. */
  readonly longTokens: 'warn' | 'refuse';
  /** A token without `exp`. The service's behaviour is unknown. Default `refuse`. */
  readonly endlessTokens: 'accept' | 'refuse';
  /** Edition of the wildcard rule. Default `newest`. */
  readonly originRules: OriginRules;
  /** A request from an unknown page for a video with `allowedOrigins`. The service's behaviour is unknown. Default `refuse`. */
  readonly unknownPages: 'accept' | 'refuse';
}

export type AccessWarning = 'lifetime-too-long' | 'expiry-missing';

export type AccessDecision =
  | { readonly allowed: true; readonly warning?: AccessWarning }
  | { readonly allowed: false; readonly reason: RefusalReason };

const DAY_MS = 86_400_000;

/** Decides access without side effects: first the token, then its rules, then the settings of the video. */
export function decideAccess(request: AccessRequest, policy: AccessPolicy): AccessDecision {
  const { token, now } = request;
  let warning: AccessWarning | undefined;
  if (token) {
    const { sub, exp, nbf, downloadable, accessRules } = token.claims;
    if (!sub || !request.subjects.includes(sub)) return refuse('wrong-video');
    if (exp === undefined) {
      if (policy.endlessTokens === 'refuse') return refuse('expiry-missing');
      warning = 'expiry-missing';
    } else if (exp * 1000 <= now) return refuse('expired');
    else if (exp * 1000 > now + DAY_MS) {
      if (policy.longTokens === 'refuse') return refuse('lifetime-too-long');
      warning = 'lifetime-too-long';
    }
    if (nbf !== undefined && nbf * 1000 > now) return refuse('not-yet-valid');
    if (decideByRules(parseRules(accessRules) ?? [], request.viewer) === 'block') return refuse('blocked-by-rule');
    if (request.isDownload && !downloadable) return refuse('not-downloadable');
  } else if (request.requireSignedURLs) return refuse('token-required');
  const isAcceptedUnknown = request.page === null && policy.unknownPages === 'accept';
  if (!isAcceptedUnknown && !isOriginAllowed(request.allowedOrigins, request.page, policy.originRules)) {
    return refuse('origin-not-allowed');
  }
  return warning ? { allowed: true, warning } : { allowed: true };
}

const refuse = (reason: RefusalReason): AccessDecision => ({ allowed: false, reason });

/**
 * Meaning of the wildcard. In the newest edition of the documentation `*.example.com` does not cover `example.com`; in the edition of
 * 2021 it does. The editions do not differ otherwise.
 */
type OriginRules = 'newest' | '2021';

/**
 * Whether a page of `origin` may play a video with this list. An empty list allows every page. Entries have no paths; `example.com` does
 * not cover `www.example.com`; an entry without a port means http on 80 and https on 443 (Cloudflare documentation, "Hotlinking protection").
 */
export function isOriginAllowed(
  list: readonly string[],
  origin: string | null,
  rules: OriginRules = 'newest',
): boolean {
  if (!list.length) return true;
  if (!origin || !URL.canParse(origin)) return false;
  const { host, protocol } = new URL(origin);
  if (!/^https?:$/.test(protocol)) return false;
  return list.some((entry) => covers(entry.trim().toLowerCase(), host, rules));
}

function covers(entry: string, host: string, rules: OriginRules): boolean {
  if (!entry.startsWith('*.')) return entry === host;
  const apex = entry.slice(2);
  return host.endsWith(`.${apex}`) || (rules === '2021' && host === apex);
}
