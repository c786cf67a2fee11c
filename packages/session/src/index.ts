export { acrossTabs, type AcrossTabsOptions } from './across-tabs.js';
export type { Clock } from './clock.js';
export {
  createTokenSession,
  signedUrl,
  type CreateTokenSessionOptions,
  type StreamTokenSession,
} from './create-token-session.js';
export type { HlsLoaderClass } from './hls/hls-loader.js';
export { createTokenLoader, type HlsClass, type TokenLoaderSession } from './hls/token-loader.js';
export type { EndpointProviderOptions, TokenRequest, TokenRequestFactory } from './providers/endpoint.js';
export type { TokenContext, TokenProvider, TokenReason } from './providers/provider.js';
export type { SessionEvent, SessionListener } from './session.js';
export {
  StreamError,
  streamErrors,
  type ErrorDefinition,
  type Remedy,
  type StreamErrorOptions,
  type StreamErrorReason,
} from './stream-error.js';
export type { TokenSource } from './token-source.js';
export { onAppWake, type AppStateEvents } from './wake.js';
export { reportStatus, withToken } from './with-token.js';
