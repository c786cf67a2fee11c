export type { AccessRule, ViewingRefusal } from '@secure-stream/protocol';
export {
  createTokenEndpoint,
  refuse,
  type Authorization,
  type AuthorizeResult,
  type CorsOptions,
  type EndpointWarning,
  type ErrorContext,
  type ForeignOriginWarning,
  type IssueResult,
  type IssueTokenOptions,
  type Refusal,
  type RefusalStatus,
  type RefusedToken,
  type TokenEndpoint,
  type TokenEndpointOptions,
  type TokenIssuance,
  type TokenRequest,
} from './endpoint/index.js';
export { SignerError, signerErrors, type SignerErrorDetails, type SignerErrorReason } from './errors.js';
export { inspectToken, type TokenInspection } from './inspect-token.js';
export { importSigningKey, type KeyMaterial, type SigningKey } from './keys/index.js';
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
  checkRestrictions,
  findRestrictionWarnings,
  type CheckedRestrictions,
  type RestrictionOverrides,
  type Restrictions,
  type RestrictionWarning,
} from './restrictions/index.js';
export { signToken, type SignOptions, type TokenClaims } from './sign.js';
export {
  bindingSource,
  signingKeySource,
  tokenApiSource,
  type IssuedToken,
  type SigningKeys,
  type StreamApiOptions,
  type StreamTokenBinding,
  type TokenSource,
  type TokenSourceContext,
} from './sources/index.js';
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
