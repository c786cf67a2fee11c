import { parseNumber } from './claims.js';
import { isPathId } from './stream-urls.js';
import type { Watermark } from './watermark.js';

/** The response of a token endpoint. Prefer `expiresIn`: a duration does not depend on the clock of the viewer. */
export interface Grant {
  readonly token: string;
  /** Seconds from the time of the response. */
  readonly expiresIn?: number | undefined;
  /** Seconds since 1970, by the server's clock. */
  readonly expiresAt?: number | undefined;
  /** Checked where it is drawn, by `readWatermarkText()`. */
  readonly watermark?: Watermark | undefined;
}

/**
 * Parses the three accepted response forms: `{ token, expiresIn?, expiresAt? }`, the service's envelope
 * `{ result: { token }, success, errors }`, and the bare token as text. Returns `null` for anything else: `explainInvalidGrant()` says why.
 */
export function parseGrant(text: string): Grant | null {
  if (text.length > MAX_GRANT_LENGTH) return null;
  const body = text.trim();
  try {
    return readGrant(isJsonGrant(body) ? JSON.parse(body) : body);
  } catch {
    return null;
  }
}

/** Characters. A grant is about a kilobyte. */
export const MAX_GRANT_LENGTH = 65_536;

/** Reads a grant from a parsed value, such as the return value of a page's own token provider. */
export function readGrant(value: unknown): Grant | null {
  const { token, expiresIn, expiresAt, watermark } = readFields(value);
  const lifetime = optionalNumber(expiresIn);
  const instant =
    typeof expiresAt === 'string' && Number.isNaN(Number(expiresAt))
      ? Date.parse(expiresAt) / 1000
      : optionalNumber(expiresAt);
  if (!isToken(token) || Number.isNaN(lifetime) || Number.isNaN(instant)) return null;
  return {
    token,
    expiresIn: lifetime,
    expiresAt: instant,
    watermark: (watermark || undefined) as Watermark | undefined,
  };
}

/** Whether a trimmed response is JSON that may hold a grant. Anything else may be a bare token. */
export const isJsonGrant = (body: string): boolean => /^["{[]/.test(body);

/** The fields of a grant, before they are checked. */
export function readFields(value: unknown): { readonly [Name in keyof Grant]?: unknown } {
  if (typeof value === 'string') return { token: value };
  if (!isRecord(value) || value['success'] === false) return {};
  return isRecord(value['result']) ? value['result'] : value;
}

/** A token need not be a JWT: the local emulation of Workers returns base64. It must fit one path segment. */
export const isToken = (value: unknown): value is string =>
  typeof value === 'string' && value.length >= 8 && value.length <= 8192 && isPathId(value);

/** `undefined` if absent, `NaN` if present but not a number. */
const optionalNumber = (value: unknown): number | undefined =>
  value === undefined || value === null ? undefined : parseNumber(value);

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;
