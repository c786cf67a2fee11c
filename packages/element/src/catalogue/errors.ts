/** Who can act: we try again by ourselves, the viewer does something, or the page has to be changed. */
export type Remedy = 'retry' | 'viewer' | 'developer';

export interface ErrorSpec {
  /** The number that `MediaError` would carry, because controls read it (HTML, "Error codes"). */
  readonly code: 1 | 2 | 3 | 4;
  readonly remedy: Remedy;
  /** What the viewer reads. */
  readonly message: string;
}

/** Every way in which playing can fail. Each has a page in `docs/errors/`. */
export const streamErrors = {
  config: { code: 4, remedy: 'developer', message: 'This video is not set up correctly.' },
  'token-unreachable': {
    code: 2,
    remedy: 'retry',
    message: 'We could not get permission to play this video. Trying again helps if your connection was lost.',
  },
  'token-denied': { code: 2, remedy: 'viewer', message: 'You do not have permission to watch this video.' },
  'token-malformed': { code: 2, remedy: 'developer', message: 'We could not get permission to play this video.' },
  'token-mismatch': { code: 2, remedy: 'developer', message: 'The permission we got is for another video.' },
  'token-expired': { code: 2, remedy: 'retry', message: 'Your permission to watch this video has run out.' },
  'token-rejected': { code: 2, remedy: 'developer', message: 'The permission to play this video was not accepted.' },
  blocked: { code: 2, remedy: 'viewer', message: 'This video can not be watched from where you are.' },
  'origin-not-allowed': { code: 2, remedy: 'developer', message: 'This video can not be played on this site.' },
  'not-downloadable': { code: 2, remedy: 'developer', message: 'This video can not be downloaded.' },
  'not-found': { code: 4, remedy: 'developer', message: 'This video could not be found.' },
  'not-live': { code: 2, remedy: 'retry', message: 'The broadcast has not started yet.' },
  'not-ready': { code: 2, remedy: 'retry', message: 'This video is not ready yet.' },
  unsupported: { code: 4, remedy: 'viewer', message: 'This browser can not play this video.' },
  'sdk-blocked': {
    code: 4,
    remedy: 'viewer',
    message: 'The player was blocked. An ad blocker or a security setting may be the reason.',
  },
  'frame-refused': { code: 4, remedy: 'developer', message: 'The player could not be shown on this site.' },
  network: { code: 2, remedy: 'retry', message: 'The connection was lost.' },
  media: { code: 3, remedy: 'retry', message: 'This video could not be played.' },
} as const satisfies Record<string, ErrorSpec>;

export type StreamErrorReason = keyof typeof streamErrors;

export interface StreamErrorOptions {
  /** One sentence for the developer, about what was seen. Never the token, nor an address that holds one. */
  readonly detail?: string;
  readonly cause?: unknown;
}

/**
 * What goes wrong, as one of a closed list of reasons. Shaped like a `MediaError` (`code`, `message`), so that whatever reads
 * `video.error` can read it. Holds no token, in no field.
 */
export class StreamError extends Error {
  override readonly name = 'StreamError';
  readonly reason: StreamErrorReason;
  readonly code: ErrorSpec['code'];
  readonly remedy: Remedy;
  readonly detail: string | undefined;

  constructor(reason: StreamErrorReason, { detail, cause }: StreamErrorOptions = {}) {
    super(streamErrors[reason].message, cause === undefined ? undefined : { cause });
    this.reason = reason;
    this.code = streamErrors[reason].code;
    this.remedy = streamErrors[reason].remedy;
    this.detail = detail;
  }
}
