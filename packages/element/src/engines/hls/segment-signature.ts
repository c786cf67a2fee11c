/** The time until which a signed URL may be requested. */
export type SignatureExpiry =
  /** The URL carries no signature. */
  | 'unsigned'
  /** The URL carries a signature without an expiry. */
  | 'unknown'
  /** Seconds since 1970 by the server's clock. `Infinity`: never expires. */
  | number;

/**
 * Reads the expiry from the query. Cloudflare Stream signs `p`, base64url JSON, with `s`. No observed `p` has an expiry
 * (docs/stream-facts.md, "Segments"), so a readable one without an expiry never expires.
 */
export function signatureExpiry(url: string): SignatureExpiry {
  if (!URL.canParse(url)) return 'unsigned';
  const query = [...new URL(url).searchParams];
  if (!query.some(([, value]) => value.length >= SHORTEST_SIGNATURE)) return 'unsigned';
  const statements = query.flatMap(([, value]) => readJson(value));
  const expiries = [query, ...statements.map((statement) => Object.entries(statement))].flatMap((fields) =>
    fields.flatMap(([name, value]) => (EXPIRY.test(name) ? readTimestamp(value) : [])),
  );
  if (expiries.length > 0) return Math.min(...expiries);
  return statements.length > 0 ? Infinity : 'unknown';
}

function readJson(text: string): object[] {
  try {
    const value: unknown = JSON.parse(atob(text.replaceAll('-', '+').replaceAll('_', '/')));
    return typeof value === 'object' && value !== null ? [value] : [];
  } catch {
    return [];
  }
}

function readTimestamp(value: unknown): number[] {
  const number = Number(value);
  if (!(number > 1e9)) return [];
  return [number > 1e11 ? number / 1000 : number];
}

const EXPIRY = /^(exp|expires|expiry|expires_?at)$/i;

/** Characters: 16 bytes in base64. */
const SHORTEST_SIGNATURE = 20;
