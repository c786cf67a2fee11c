import { isPathId } from './addresses.js';

/** What a token endpoint answers. Durations are trusted, instants are not: prefer `expiresIn`. */
export interface Grant {
  readonly token: string;
  /** Seconds from the moment of the answer. */
  readonly expiresIn?: number;
  /** Seconds since 1970 by the clock of whoever answered. */
  readonly expiresAt?: number;
}

/** Why an answer is not a grant: a word that names what came and holds nothing of it. */
export type GrantFault =
  'empty' | 'html' | 'not json' | 'no token' | 'refused by the service' | 'not a token' | 'not a lifetime';

/**
 * Reads the three forms that an endpoint may answer in: `{ token, expiresIn?, expiresAt? }`, the service's envelope
 * `{ result: { token }, success, errors }`, and the bare token as text.
 */
export function parseGrant(text: string): Grant | GrantFault {
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

/** The same for a value that is no text any more, as a page's own provider returns it. */
export function readGrant(value: unknown): Grant | GrantFault {
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
    ...(lifetime === undefined ? {} : { expiresIn: lifetime }),
    ...(instant === undefined ? {} : { expiresAt: instant }),
  };
}

/** A token may not be a JWT (the local emulation of Workers answers base64), but it has to fit one path segment. */
const isToken = (value: string) => value.length >= 8 && value.length <= 8192 && isPathId(value);

/** `undefined` when absent, `NaN` when it is there and no number. */
function optionalNumber(value: unknown): number | undefined {
  if (value === undefined || value === null) return undefined;
  return typeof value === 'number' || (typeof value === 'string' && value.trim() !== '') ? Number(value) : NaN;
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;
