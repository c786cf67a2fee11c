import type { Contract } from './contract.js';
import { endpointAnswers } from './endpoint-answers.js';
import { endpointAnything } from './endpoint-anything.js';
import { endpointOrigins } from './endpoint-origins.js';
import { endpointRefusals } from './endpoint-refusals.js';
import { inspecting } from './inspecting.js';
import { keys } from './keys.js';
import { restrictions } from './restrictions.js';
import { secrecy } from './secrecy.js';
import { signing } from './signing.js';
import { sources } from './sources.js';

/** Everything that the signer promises, wherever it runs. */
export const contracts: Readonly<Record<string, Contract>> = {
  keys,
  signing,
  restrictions,
  sources,
  'endpoint: answers': endpointAnswers,
  'endpoint: refusals': endpointRefusals,
  'endpoint: origins': endpointOrigins,
  'endpoint: anything': endpointAnything,
  secrecy,
  inspecting,
};
