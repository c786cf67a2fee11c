/** Who can act: the player retries by itself, the viewer does something, or a developer changes the page. */
export type Remedy = 'retry' | 'viewer' | 'developer';

export interface ErrorDefinition {
  /** The number of the matching `MediaError`, because controls read it (HTML, "Error codes"). */
  readonly code: 1 | 2 | 3 | 4;
  /** With `retry`, the overlay offers Retry. */
  readonly remedy: Remedy;
  /** The error may end by itself: the player keeps trying behind the overlay for as long as it lasts. */
  readonly isRetried?: true;
}

const VIEWER = { code: 2, remedy: 'viewer' } as const;
const DEVELOPER = { code: 2, remedy: 'developer' } as const;
const RETRY = { code: 2, remedy: 'retry' } as const;

/**
 * Every reason for which playback can fail, and what follows from it. The reason is also the key of the viewer's message in each language of
 * `locales/`, and the name of the page in `docs/errors/`.
 */
export const streamErrors = {
  config: { code: 4, remedy: 'developer' },
  'token-unreachable': { ...RETRY, isRetried: true },
  'token-denied': VIEWER,
  'viewing-limit': VIEWER,
  displaced: VIEWER,
  revoked: VIEWER,
  'token-malformed': DEVELOPER,
  'token-mismatch': DEVELOPER,
  'token-expired': RETRY,
  'token-rejected': DEVELOPER,
  blocked: VIEWER,
  'origin-not-allowed': DEVELOPER,
  'not-downloadable': DEVELOPER,
  'not-found': { code: 4, remedy: 'developer' },
  'not-live': RETRY,
  'not-ready': RETRY,
  unsupported: { code: 4, remedy: 'viewer' },
  'sdk-blocked': { code: 4, remedy: 'viewer' },
  'frame-refused': { code: 4, remedy: 'developer' },
  network: { ...RETRY, isRetried: true },
  media: { code: 3, remedy: 'retry' },
} as const satisfies Record<string, ErrorDefinition>;

export type StreamErrorReason = keyof typeof streamErrors;

export interface StreamErrorOptions {
  /** One sentence for the developer about what was observed. Never contains the token, or a URL that contains one. */
  readonly detail?: string;
  readonly cause?: unknown;
}

// The class adds the constants to its prototype.
// oxlint-disable-next-line typescript/no-unsafe-declaration-merging
export interface StreamError extends MediaErrorConstants {}
interface MediaErrorConstants {
  readonly MEDIA_ERR_ABORTED: 1;
  readonly MEDIA_ERR_NETWORK: 2;
  readonly MEDIA_ERR_DECODE: 3;
  readonly MEDIA_ERR_SRC_NOT_SUPPORTED: 4;
}

/**
 * An error with one of a closed list of reasons. It has the shape of a `MediaError`, so code that reads `video.error` can read it: `code`,
 * and a `message` for the developer (HTML, "Error codes"). The viewer's messages are in `locales/`. No field contains a token.
 */
export class StreamError extends Error {
  override readonly name = 'StreamError';
  declare readonly reason: StreamErrorReason;
  declare readonly code: ErrorDefinition['code'];
  declare readonly remedy: Remedy;
  declare readonly detail: string | undefined;
  /** Only for `viewing-limit`: the number of simultaneous viewings, if the site says so. */
  declare readonly limit?: number | undefined;
  /** Only for `viewing-limit`: the names of the devices that are watching, if the site names them. */
  declare readonly devices?: readonly string[] | undefined;
  /** The error ends playback at once, although the token may still be valid. */
  declare readonly endsPlayback?: boolean;

  constructor(reason: StreamErrorReason, { detail, cause }: StreamErrorOptions = {}) {
    super(detail ? `${reason}: ${detail}` : reason, cause ? { cause } : undefined);
    this.reason = reason;
    this.code = streamErrors[reason].code;
    this.remedy = streamErrors[reason].remedy;
    this.detail = detail;
  }

  static {
    // Only a page has `MediaError`.
    Object.assign(this.prototype, (globalThis as { MediaError?: object }).MediaError);
  }
}

/** Whether the player keeps trying behind the error overlay for as long as the error lasts. */
export const isRetried = ({ reason }: Pick<StreamError, 'reason'>): boolean => 'isRetried' in streamErrors[reason];
