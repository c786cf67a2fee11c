/**
 * Why a request is refused, and with what. The service is known to answer 401 to a bare uid of a protected video (stream-facts §3.6);
 * the other statuses and all bodies are unknown there. Ours: 401 for what is wrong with the token, 403 for what its rules or the video's
 * settings forbid. `OriginOptions.refusals` changes each.
 */
export const refusals = {
  'token-required': { status: 401, message: 'This video needs a signed token.' },
  'token-malformed': { status: 401, message: 'The token cannot be read.' },
  'signature-invalid': { status: 401, message: 'The signature of the token does not match its key.' },
  'key-unknown': { status: 401, message: 'The token was signed with a key of another account.' },
  'key-revoked': { status: 401, message: 'The key of the token is revoked.' },
  'expiry-missing': { status: 401, message: 'The token has no exp.' },
  expired: { status: 401, message: 'The token has expired.' },
  'not-yet-valid': { status: 401, message: 'The token is not valid yet.' },
  'lifetime-too-long': { status: 401, message: 'The token lives for more than 24 hours.' },
  'wrong-video': { status: 401, message: 'The token is for another video.' },
  'rules-malformed': { status: 401, message: 'The accessRules of the token cannot be read.' },
  'too-many-rules': { status: 401, message: 'The token has more than five accessRules.' },
  'segment-signature-invalid': { status: 401, message: 'The p and s of this address do not belong together.' },
  'segment-signature-expired': { status: 401, message: 'The p of this address has expired.' },
  'blocked-by-rule': { status: 403, message: 'An accessRule of the token blocks this viewer.' },
  'not-downloadable': { status: 403, message: 'The token does not allow downloads.' },
  'origin-not-allowed': { status: 403, message: 'This video may not be played on this origin.' },
} as const satisfies Record<string, { status: number; message: string }>;

export type RefusalReason = keyof typeof refusals;

/** What a refusal looks like. */
export interface Refusal {
  readonly status: number;
  readonly body: string;
}

/** The header that tells a test why. The service sends no such thing. */
export const REASON_HEADER = 'X-Origin-Reason';

/** The answer to a request that may not be. */
export function refuse(
  reason: RefusalReason,
  changed: Partial<Record<RefusalReason, Partial<Refusal>>> = {},
): Response {
  const { status, body } = { body: refusals[reason].message, ...refusals[reason], ...changed[reason] };
  return new Response(body, {
    status,
    headers: { 'Content-Type': 'text/plain; charset=utf-8', 'Cache-Control': 'no-store', [REASON_HEADER]: reason },
  });
}
