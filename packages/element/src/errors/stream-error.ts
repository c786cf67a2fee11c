/** Who can act: the player retries by itself, the viewer does something, or a developer changes the page. */
export type Remedy = 'retry' | 'viewer' | 'developer';

export interface ErrorDefinition {
  /** The number of the matching `MediaError`, because controls read it (HTML, "Error codes"). */
  readonly code: 1 | 2 | 3 | 4;
  readonly remedy: Remedy;
}

/**
 * Every reason for which playback can fail. Each has a page in `docs/errors/`, and a message for the viewer in every language of
 * `translations/`.
 */
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
  /** One sentence for the developer about what was observed. Never contains the token, or a URL that contains one. */
  readonly detail?: string;
  readonly cause?: unknown;
}

/**
 * An error with one of a closed list of reasons. It has the shape of a `MediaError`, so code that reads `video.error` can read it: `code`,
 * and a `message` for the developer (HTML, "Error codes"). The viewer's messages are in `translations/`. No field contains a token.
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

/** Errors that end by themselves: trying goes on behind the error overlay for as long as they last. */
export const isRetried = ({ reason }: Pick<StreamError, 'reason'>): boolean =>
  reason === 'network' || reason === 'token-unreachable';
