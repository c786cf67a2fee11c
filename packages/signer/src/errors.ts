/** Every reason for which signing or serving a token can fail. */
export const signerErrors = {
  'key-missing': 'No signing key was given.',
  'key-unreadable': 'The signing key is neither a base64 JWK nor a PEM.',
  'key-not-rsa': 'The signing key is not an RSA key that RS256 can use.',
  'key-public-only': 'The signing key is the public half, which cannot sign.',
  'key-id-missing': 'The signing key has no id.',
  'video-id': 'The video id is not an id of the service.',
  restriction: 'A restriction is not one that the service takes.',
  unsupported: 'This source of tokens cannot set restrictions.',
  authorize: '`authorize` gave neither an admission nor a refusal.',
  config: 'Something that must be set is missing or wrong.',
  'service-unreachable': 'The service could not be reached.',
  'service-denied': 'The service did not accept the API token.',
  'service-not-found': 'The service does not know that video or key.',
  'service-rate-limited': 'The service was asked too often.',
  'service-rejected': 'The service rejected the request.',
  'service-malformed': 'The service answered something unreadable.',
} as const satisfies Record<string, string>;

export type SignerErrorReason = keyof typeof signerErrors;

export interface SignerErrorDetails {
  /** The offending input, such as `accessRules[1].country[0]`. */
  readonly field?: string | undefined;
  readonly because?: string | undefined;
  /** Seconds after which to try again. */
  readonly retryAfter?: number | undefined;
}

/** The one error that this package throws. It never holds a key, a token, or the platform's own error, which might quote one. */
export class SignerError extends Error {
  override readonly name = 'SignerError';
  readonly reason: SignerErrorReason;
  readonly field: string | undefined;
  readonly retryAfter: number | undefined;

  constructor(reason: SignerErrorReason, { field, because, retryAfter }: SignerErrorDetails = {}) {
    super([signerErrors[reason], field && `At ${field}.`, because && `Because ${because}.`].filter(Boolean).join(' '));
    this.reason = reason;
    this.field = field;
    this.retryAfter = retryAfter;
  }
}
