/** Every reason for which signing or serving a token can fail. `field` in an error says where, `cause` what was wrong; neither ever holds a key or a token. */
export const signerErrors = {
  'key-unreadable': 'The signing key is neither a base64 JWK nor a PEM.',
  'key-not-rsa': 'The signing key is not an RSA key.',
  'key-public-only': 'The signing key is the public half, which cannot sign.',
  'key-id-missing': 'The signing key has no id.',
  'key-missing': 'No signing key was given.',
  'video-id': 'The video id is not an id of the service.',
  restriction: 'A restriction is not one that the service knows.',
  unsupported: 'This source of tokens cannot sign restrictions.',
  authorize: '`authorize` gave neither restrictions nor a refusal.',
  config: 'The token endpoint is not set up as it must be.',
} as const satisfies Record<string, string>;

export type SignerErrorReason = keyof typeof signerErrors;

/** The one error that this package throws. */
export class SignerError extends Error {
  override readonly name = 'SignerError';
  readonly reason: SignerErrorReason;
  /** The offending input, such as `accessRules[1].country[0]`. */
  readonly field: string | undefined;

  constructor(reason: SignerErrorReason, { field, because }: { field?: string; because?: string } = {}) {
    super([signerErrors[reason], field && `At ${field}.`, because && `Because ${because}.`].filter(Boolean).join(' '));
    this.reason = reason;
    this.field = field;
  }
}
