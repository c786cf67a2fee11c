/**
 * The parts that a player is built of. `<secure-stream>` uses them, and a player of your own may. They change with the player; a site needs
 * only `@secure-stream/session`.
 */
export { acquireSession, createViewing, type SessionShare, type SessionRequirements, type Viewing } from './pool.js';
export { onRetryTime } from './on-retry-time.js';
export type { FetchToken, TokenContext, TokenProvider, TokenReason } from './providers/provider.js';
export {
  isRetried,
  StreamError,
  streamErrors,
  type ErrorDefinition,
  type Remedy,
  type StreamErrorOptions,
  type StreamErrorReason,
} from './stream-error.js';
export { createClock, type Clock } from './clock.js';
export { onPageWake, type PageTargets } from './wake.js';
export { pendingRequest } from './state.js';
export {
  buildTokenRequest,
  type EndpointProviderOptions,
  type TokenRequest,
  type TokenRequestFactory,
} from './providers/endpoint.js';
export { retryDelay } from './retry-delay.js';
export { createFetchToken } from './providers/fetch-token.js';
export type { SessionEvent, SessionListener, TokenSession } from './session.js';
export type { TokenSource } from './token-source.js';
export { isTokenRejection, rejectedTwice, RequestToken, type AcceptedToken } from './request-token.js';
export { createRandomId } from './random-id.js';
