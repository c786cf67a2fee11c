export type { AccessRule } from '@secure-stream/protocol';
export { allowAddresses, allowCountries, blockAddresses, blockCountries, blockEverythingElse } from './access-rules.js';
export { tokenApiSource } from './api-source.js';
export { refuse, type Admission, type Refusal, type RefusalStatus, type Verdict } from './authorization.js';
export { bindingSource, type StreamTokenBinding } from './binding-source.js';
export type { CorsOptions } from './cors.js';
export { createTokenEndpoint, type Issue, type TokenEndpointOptions, type TokenQuestion } from './endpoint.js';
export { SignerError, signerErrors, type SignerErrorDetails, type SignerErrorReason } from './errors.js';
export { inspectToken, type Inspection } from './inspect-token.js';
export { signingKeySource, type SigningKeys } from './key-source.js';
export { importSigningKey, type KeyMaterial, type SigningKey } from './key.js';
export {
  checkRestrictions,
  restrictionWarnings,
  type CheckedRestrictions,
  type RestrictionWarning,
  type Restrictions,
} from './restrictions.js';
export { signToken, type SignOptions, type TokenClaims } from './sign.js';
export type { IssuedToken, TokenSource } from './source.js';
export type { StreamApiOptions } from './stream-api.js';
