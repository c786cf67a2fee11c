export type { AccessRule, ViewingRefusal } from '@secure-stream/protocol';
export { createTokenEndpoint, type IssueTokenOptions, type TokenEndpoint } from './endpoint/token-endpoint.js';
export {
  refuse,
  type Authorization,
  type AuthorizeResult,
  type Refusal,
  type RefusalStatus,
} from './endpoint/authorize-result.js';
export type { CorsOptions, ForeignOriginWarning } from './endpoint/cors.js';
export type {
  EndpointWarning,
  ErrorContext,
  TokenEndpointOptions,
  TokenIssuance,
  TokenRequest,
} from './endpoint/token-endpoint-options.js';
export type { IssueResult, RefusedToken } from './endpoint/problem-response.js';
export { SignerError, signerErrors, type SignerErrorDetails, type SignerErrorReason } from './errors.js';
export { inspectToken, type TokenInspection } from './inspect-token.js';
export { importSigningKey, type KeyMaterial, type SigningKey } from './signing-key.js';
export {
  createProgressEndpoint,
  type Completion,
  type ProgressAuthorization,
  type ProgressEndpoint,
  type ProgressEndpointOptions,
  type ProgressRequest,
  type SuspiciousReport,
} from './progress/progress-endpoint.js';
export type { ProgressStore, VideoProgress } from './progress/progress-store.js';
export {
  allowAddresses,
  allowCountries,
  blockAddresses,
  blockCountries,
  blockEverythingElse,
  findRestrictionWarnings,
  type CheckedRestrictions,
  type Restrictions,
  type RestrictionWarning,
} from './restrictions/restrictions.js';
export { checkRestrictions } from './restrictions/check-restrictions.js';
export type { RestrictionOverrides } from './restrictions/merge-restrictions.js';
export { signToken, type SignOptions, type TokenClaims } from './sign.js';
export {
  bindingSource,
  signingKeySource,
  tokenApiSource,
  type IssuedToken,
  type SigningKeys,
  type StreamTokenBinding,
  type TokenSource,
  type TokenSourceContext,
} from './sources/token-source.js';
export type { StreamApiOptions } from './sources/stream-api.js';
export { streamHints, type StreamHints, type StreamHintsOptions } from './stream-hints.js';
export {
  limitViewings,
  memoryStore,
  redisStore,
  type AcquireRequest,
  type AcquireResult,
  type EndReason,
  type MemoryStoreOptions,
  type RedisClient,
  type RedisStoreOptions,
  type Viewing,
  type ViewingEvent,
  type ViewingLimit,
  type ViewingLimitOptions,
  type ViewingStore,
} from './viewings/index.js';
