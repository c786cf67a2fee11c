export { acrossTabs, type AcrossTabsOptions } from './across-tabs.js';
export type { TokenRequest, TokenRequestFactory } from './providers/endpoint.js';
export type { TokenContext, TokenProvider, TokenReason } from './providers/provider.js';
export {
  StreamError,
  streamErrors,
  type ErrorDefinition,
  type Remedy,
  type StreamErrorOptions,
  type StreamErrorReason,
} from './stream-error.js';
