export {
  refuse,
  type Authorization,
  type AuthorizeResult,
  type Refusal,
  type RefusalStatus,
} from './authorize-result.js';
export type { CorsOptions, ForeignOriginWarning } from './cors.js';
export type { IssueResult, RefusedToken } from './issue-result.js';
export { createTokenEndpoint, type IssueTokenOptions, type TokenEndpoint } from './token-endpoint.js';
export type {
  EndpointWarning,
  ErrorContext,
  TokenEndpointOptions,
  TokenIssuance,
  TokenRequest,
} from './token-endpoint-options.js';
