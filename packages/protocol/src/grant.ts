import { isPathId } from './stream-urls.js';

/** The response of a token endpoint. Prefer `expiresIn`: a duration does not depend on the clock of the viewer. */
export interface Grant {
  readonly token: string;
  /** Seconds from the time of the response. */
  readonly expiresIn?: number;
  /** Seconds since 1970, by the server's clock. */
  readonly expiresAt?: number;
}

/** Why a response is not a grant. Names the kind of response and contains nothing of it. */
export type InvalidGrant =
  'empty' | 'html' | 'not json' | 'no token' | 'refused by the service' | 'not a token' | 'not a lifetime';

/**
 * Parses the three accepted response forms: `{ token, expiresIn?, expiresAt? }`, the service's envelope
 * `{ result: { token }, success, errors }`, and the bare token as text.
 */
export function parseGrant(text: string): Grant | InvalidGrant {
  const body = text.trim();
  if (!body) return 'empty';
  if (body.startsWith('<')) return 'html';
  if (!/^["{[]/.test(body)) return isToken(body) ? { token: body } : 'not json';
  try {
    return readGrant(JSON.parse(body));
  } catch {
    return 'not json';
  }
}

/** Reads a grant from a parsed value, such as the return value of a page's own token provider. */
export function readGrant(value: unknown): Grant | InvalidGrant {
  if (typeof value === 'string') return isToken(value) ? { token: value } : value ? 'not a token' : 'empty';
  if (!isRecord(value)) return 'no token';
  if (value['success'] === false) return 'refused by the service';
  const { token, expiresIn, expiresAt } = isRecord(value['result']) ? value['result'] : value;
  if (token === undefined) return 'no token';
  if (typeof token !== 'string' || !isToken(token)) return 'not a token';
  const lifetime = optionalNumber(expiresIn);
  const instant =
    typeof expiresAt === 'string' && Number.isNaN(Number(expiresAt))
      ? Date.parse(expiresAt) / 1000
      : optionalNumber(expiresAt);
  if (Number.isNaN(lifetime) || Number.isNaN(instant)) return 'not a lifetime';
  return {
    token,
    ...(lifetime !== undefined && { expiresIn: lifetime }),
    ...(instant !== undefined && { expiresAt: instant }),
  };
}

/** A token need not be a JWT: the local emulation of Workers returns base64. It must fit one path segment. */
const isToken = (value: string) => value.length >= 8 && value.length <= 8192 && isPathId(value);

/** `undefined` if absent, `NaN` if present but not a number. */
function optionalNumber(value: unknown): number | undefined {
  if (value === undefined || value === null) return undefined;
  return typeof value === 'number' || (typeof value === 'string' && value.trim() !== '') ? Number(value) : NaN;
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;
