import type { ProgressEndpoint } from '../progress/progress-endpoint.js';
import type { Restrictions, RestrictionWarning } from '../restrictions/restrictions.js';
import type { SigningKeys, TokenSource } from '../sources/token-source.js';
import type { AuthorizeResult } from './authorize-result.js';
import type { ViewingLimit } from '../viewings/index.js';
import type { CorsOptions, ForeignOriginWarning } from './cors.js';
import type { TokenRequestFields } from './token-request.js';

/** A parsed token request. The body of the `Request` has already been read. */
export interface TokenRequest extends TokenRequestFields, LimitContext {}

export interface LimitContext {
  /** Aborts when the endpoint stops waiting. */
  readonly signal: AbortSignal;
}

/** An entry for an audit log. Contains no token, cookie or header that could identify a session. */
export interface TokenIssuance {
  readonly videoId: string;
  readonly viewer: string | undefined;
  readonly playbackId: string | undefined;
  readonly expiresIn: number;
  /** Milliseconds since 1970. */
  readonly issuedAt: number;
  /** The `Origin` header. */
  readonly origin: string | undefined;
  readonly userAgent: string | undefined;
}

/** Something that is probably a mistake of the site. */
export type EndpointWarning = RestrictionWarning | ForeignOriginWarning;

/** Where an error occurred. */
export interface ErrorContext {
  readonly during: 'limit' | 'body' | 'authorize' | 'viewings' | 'source' | 'progress' | 'onIssue' | 'onWarning';
  readonly videoId?: string | undefined;
  readonly viewer?: string | undefined;
}

export type TokenEndpointOptions = {
  /** Decides whether a viewer may watch a video. Required: without it no token is issued. */
  readonly authorize: (request: Request, tokenRequest: TokenRequest) => AuthorizeResult | Promise<AuthorizeResult>;
  /** The restrictions of every token. `authorize` can only narrow them, except for the fields that its `override` names. */
  readonly restrictions?: Restrictions | undefined;
  /** The other origins whose pages may request tokens. Default: none. */
  readonly cors?: CorsOptions | undefined;
  /**
   * A rate limit, called before the body is read: count by address or cookie, and leave the body alone. `false` is a 429; a number is a 429
   * with that many seconds in `Retry-After`. To count by video or viewer, return `refuse(429)` from `authorize`.
   */
  readonly limit?:
    ((request: Request, context: LimitContext) => boolean | number | Promise<boolean | number>) | undefined;
  /** Limits the simultaneous viewings of a viewer, with {@link limitViewings}. `authorize` must then return a `viewer`. Default: no limit. */
  readonly viewings?: ViewingLimit | undefined;
  /**
   * Lets each playback that gets a token report what was watched: the result of {@link createProgressEndpoint}. `authorize` must then return a
   * `viewer`. If its store fails, the token is issued all the same and `onError` is called. Default: none.
   */
  readonly progress?: Pick<ProgressEndpoint, 'grant'> | undefined;
  /** Called for every issued token. The response waits for it, and the token is withheld if it fails. */
  readonly onIssue?: ((issuance: TokenIssuance) => void | Promise<void>) | undefined;
  /**
   * Called at the start for each restriction that is probably a mistake, and once for each of the first ten origins whose page was refused.
   * Default: `console.warn` with the message.
   */
  readonly onWarning?: ((warning: EndpointWarning) => void) | undefined;
  /** Called with the cause of every 404, 500 and 503 of the endpoint. */
  readonly onError?: ((error: unknown, context: ErrorContext) => void) | undefined;
  /** Milliseconds after which the endpoint responds with 503. Default 8000; the player stops waiting after 10,000. */
  readonly timeout?: number | undefined;
  /** The clock, in milliseconds since 1970. Default: `Date.now`. */
  readonly now?: (() => number) | undefined;
} & (
  | { readonly key: SigningKeys | undefined; readonly source?: undefined }
  | { readonly source: TokenSource; readonly key?: undefined }
);
