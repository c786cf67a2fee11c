import { MAX_GRANT_LENGTH, isJsonGrant, isToken, readFields } from './grant.js';

/** Why a response is not a grant. Names the kind of response and contains nothing of it. */
export type InvalidGrant =
  | `more than ${typeof MAX_GRANT_LENGTH} characters`
  | 'empty'
  | 'html'
  | 'not json'
  | 'no token'
  | 'refused by the service'
  | 'not a token'
  | 'not a lifetime';

/** Explains why `parseGrant()` returned `null`. A page loads this only then. */
export function explainInvalidGrant(text: string): InvalidGrant {
  if (text.length > MAX_GRANT_LENGTH) return `more than ${MAX_GRANT_LENGTH} characters`;
  const body = text.trim();
  if (!body) return 'empty';
  if (body.startsWith('<')) return 'html';
  if (!isJsonGrant(body)) return 'not json';
  try {
    return explainInvalidValue(JSON.parse(body));
  } catch {
    return 'not json';
  }
}

/** Explains why `readGrant()` returned `null`. */
export function explainInvalidValue(value: unknown): InvalidGrant {
  if (value === '') return 'empty';
  if (isRefusal(value)) return 'refused by the service';
  const { token } = readFields(value);
  if (token === undefined) return 'no token';
  return isToken(token) ? 'not a lifetime' : 'not a token';
}

const isRefusal = (value: unknown) =>
  typeof value === 'object' && value !== null && 'success' in value && value.success === false;
