/** Who can act: we try again by ourselves, the viewer does something, or the page has to be changed. */
export type Remedy = 'retry' | 'viewer' | 'developer';

export interface ErrorDefinition {
  /** The number that `MediaError` would carry, because controls read it (HTML, "Error codes"). */
  readonly code: 1 | 2 | 3 | 4;
  readonly remedy: Remedy;
}

/** Every way in which playing can fail. Each has a page in `docs/errors/`, and a sentence for the viewer in every language of `translations/`. */
export const streamErrors = {
  config: { code: 4, remedy: 'developer' },
  'token-unreachable': { code: 2, remedy: 'retry' },
  'token-denied': { code: 2, remedy: 'viewer' },
  'token-malformed': { code: 2, remedy: 'developer' },
  'token-mismatch': { code: 2, remedy: 'developer' },
  'token-expired': { code: 2, remedy: 'retry' },
  'token-rejected': { code: 2, remedy: 'developer' },
  blocked: { code: 2, remedy: 'viewer' },
  'origin-not-allowed': { code: 2, remedy: 'developer' },
  'not-downloadable': { code: 2, remedy: 'developer' },
  'not-found': { code: 4, remedy: 'developer' },
  'not-live': { code: 2, remedy: 'retry' },
  'not-ready': { code: 2, remedy: 'retry' },
  unsupported: { code: 4, remedy: 'viewer' },
  'sdk-blocked': { code: 4, remedy: 'viewer' },
  'frame-refused': { code: 4, remedy: 'developer' },
  network: { code: 2, remedy: 'retry' },
  media: { code: 3, remedy: 'retry' },
} as const satisfies Record<string, ErrorDefinition>;

export type StreamErrorReason = keyof typeof streamErrors;

export interface StreamErrorOptions {
  /** One sentence for the developer, about what was seen. Never the token, nor an address that holds one. */
  readonly detail?: string;
  readonly cause?: unknown;
}

/**
 * What goes wrong, as one of a closed list of reasons. Shaped like a `MediaError`, so that whatever reads `video.error` can read it:
 * `code`, and a `message` for the developer (HTML, "Error codes"). What the viewer reads is in the messages of each language. Holds no
 * token, in no field.
 */
export class StreamError extends Error {
  override readonly name = 'StreamError';
  readonly reason: StreamErrorReason;
  readonly code: ErrorDefinition['code'];
  readonly remedy: Remedy;
  readonly detail: string | undefined;

  constructor(reason: StreamErrorReason, { detail, cause }: StreamErrorOptions = {}) {
    super(detail ? `${reason}: ${detail}` : reason, cause === undefined ? undefined : { cause });
    this.reason = reason;
    this.code = streamErrors[reason].code;
    this.remedy = streamErrors[reason].remedy;
    this.detail = detail;
  }
}
