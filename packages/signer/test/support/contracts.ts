import { arbitraryRequests, refusals } from '../endpoint/refusals.contract.js';
import { corsHandling } from '../endpoint/cors.contract.js';
import { deadlines } from '../endpoint/deadline.contract.js';
import { fetchMetadata } from '../endpoint/fetch-metadata.contract.js';
import { tokenEndpoint } from '../endpoint/token-endpoint.contract.js';
import { viewingLimits } from '../endpoint/viewings.contract.js';
import { numberOptions } from '../check-number.contract.js';
import { inspectTokens } from '../inspect-token.contract.js';
import { keys } from '../signing-key.contract.js';
import { restrictions } from '../restrictions/check-restrictions.contract.js';
import { mergedRestrictions } from '../restrictions/merge-restrictions.contract.js';
import { restrictionWarnings } from '../restrictions/restriction-warnings.contract.js';
import { secrecy } from '../secrecy.contract.js';
import { signing } from '../sign.contract.js';
import { apiSource, keySource } from '../sources/api-source.contract.js';
import { bindings } from '../sources/binding-source.contract.js';
import { hints } from '../stream-hints.contract.js';
import type { Contract } from './contract.js';

/** The tests that run on Node and on workerd. The key is the unit, the titles complete a sentence about it. */
export const contracts: Readonly<Record<string, Contract>> = {
  importSigningKey: keys,
  signToken: signing,
  checkRestrictions: restrictions,
  mergeRestrictions: mergedRestrictions,
  findRestrictionWarnings: restrictionWarnings,
  signingKeySource: keySource,
  tokenApiSource: apiSource,
  bindingSource: bindings,
  createTokenEndpoint: tokenEndpoint,
  'token endpoint: refusals': refusals,
  'token endpoint: origins': corsHandling,
  'token endpoint: links, images, frames and prefetches': fetchMetadata,
  'token endpoint: deadlines': deadlines,
  'token endpoint: arbitrary requests': arbitraryRequests,
  'token endpoint: viewings': viewingLimits,
  checkNumber: numberOptions,
  secrecy,
  inspectToken: inspectTokens,
  streamHints: hints,
};
