/** Every reason for which signing or serving a token can fail. */
export const signerErrors = {
  'key-missing': 'No signing key was given.',
  'key-unreadable': 'The signing key is neither a base64 JWK nor a PEM.',
  'key-not-rsa': 'The signing key is not an RSA key for RS256.',
  'key-public-only': 'The signing key is a public key, which cannot sign.',
  'key-id-missing': 'The signing key has no id.',
  'video-id': 'The video id is not a Stream uid.',
  restriction: 'A restriction is invalid.',
  unsupported: 'This token source cannot apply restrictions.',
  authorize: 'The result of `authorize` is invalid.',
  config: 'A setting is missing or invalid.',
  timeout: 'The token was not issued in time.',
  'service-unreachable': 'The service could not be reached.',
  'service-denied': 'The service did not accept the API token.',
  'service-not-found': 'The service does not know that video or key.',
  'service-rate-limited': 'The service received too many requests.',
  'service-rejected': 'The service rejected the request.',
  'service-malformed': 'The response of the service could not be read.',
  'store-failed': 'The store of viewings failed.',
} as const satisfies Record<string, string>;

export type SignerErrorReason = keyof typeof signerErrors;

export interface SignerErrorDetails {
  /** The invalid input, such as `accessRules[1].country[0]`. */
  readonly field?: string | undefined;
  /** What is wrong with the field, as the end of a sentence: `must be a number`. */
  readonly detail?: string | undefined;
  /** Seconds after which to try again, from 0 to 2^31. Another value is ignored. */
  readonly retryAfter?: number | undefined;
}

/** The only error that this package throws. It never contains a key, a token, or the platform's own error, which may quote one. */
export class SignerError extends Error {
  override readonly name = 'SignerError';
  readonly reason: SignerErrorReason;
  readonly field: string | undefined;
  readonly retryAfter: number | undefined;

  constructor(reason: SignerErrorReason, { field, detail, retryAfter }: SignerErrorDetails = {}) {
    const place = [field, detail].filter(Boolean).join(' ');
    super(place ? `${signerErrors[reason].slice(0, -1)}: ${place}.` : signerErrors[reason]);
    this.reason = reason;
    this.field = field;
    // It may come from a source of the site, or from the answer of a service.
    this.retryAfter = retryAfter !== undefined && retryAfter >= 0 && retryAfter <= 2 ** 31 ? retryAfter : undefined;
  }
}
