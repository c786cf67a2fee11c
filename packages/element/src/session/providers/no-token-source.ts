import { loadTokenErrors } from '../load-token-errors.js';
import type { FetchToken } from './provider.js';

/** For a page that sets a token itself, or none, and names no endpoint or provider. */
export const noTokenSource: FetchToken = async ({ reason }) => {
  throw (await loadTokenErrors()).missingTokenSource(reason);
};
