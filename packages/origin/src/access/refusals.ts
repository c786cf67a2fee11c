/**
 * Why a request is refused, with status and message. The service answers 401 to the uid of a protected video (docs/stream-facts.md,
 * "Refusals"); its other statuses and all its bodies are unknown. Here, 401 means an invalid token, and 403 means that the token's rules or
 * the video's settings forbid the request. `OriginOptions.refusals` changes each of them.
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
  'lifetime-too-long': { status: 401, message: 'The token is valid for more than 24 hours.' },
  'wrong-video': { status: 401, message: 'The token is for another video.' },
  'rules-malformed': { status: 401, message: 'The accessRules of the token cannot be read.' },
  'too-many-rules': { status: 401, message: 'The token has more than five accessRules.' },
  'segment-signature-invalid': { status: 401, message: 'The signature (p and s) of this URL is invalid.' },
  'segment-signature-expired': { status: 401, message: 'The signature (p and s) of this URL has expired.' },
  'blocked-by-rule': { status: 403, message: 'An accessRule of the token blocks this viewer.' },
  'not-downloadable': { status: 403, message: 'The token does not allow downloads.' },
  'origin-not-allowed': { status: 403, message: 'This video may not be played on this origin.' },
} as const satisfies Record<string, { status: number; message: string }>;

export type RefusalReason = keyof typeof refusals;

/** How a refusal is answered. */
export interface Refusal {
  readonly status: number;
  readonly body: string;
}

/** Names the reason of a refusal, for tests. The service does not send this header. */
export const REASON_HEADER = 'X-Origin-Reason';

/** The response to a refused request. */
export function refuse(
  reason: RefusalReason,
  overrides: Partial<Record<RefusalReason, Partial<Refusal>>> = {},
): Response {
  const { status, body } = { body: refusals[reason].message, ...refusals[reason], ...overrides[reason] };
  return new Response(body, {
    status,
    headers: { 'Content-Type': 'text/plain; charset=utf-8', 'Cache-Control': 'no-store', [REASON_HEADER]: reason },
  });
}
