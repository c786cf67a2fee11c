import { compactVerify, decodeProtectedHeader } from 'jose';
import { type Claims, readClaims } from '@secure-stream/protocol';
import { MAX_RULES, parseRules } from './access-rules.js';
import type { KeyRing } from './keys.js';
import type { RefusalReason } from './refusals.js';

/** A token with a valid signature. Whether it allows a request is decided separately (`decideAccess`). */
export interface VerifiedToken {
  readonly kid: string;
  readonly claims: Claims;
}

/** A player sends the same token with every segment, so verified signatures are cached. Revocation, times and rules are checked each time. */
const MAX_CACHED_TOKENS = 1000;

/** Verifies token signatures with the account's keys. */
export class TokenVerifier {
  readonly #keys: KeyRing;
  readonly #verified = new Map<string, { readonly token: VerifiedToken; readonly key: object | undefined }>();

  constructor(keys: KeyRing) {
    this.#keys = keys;
  }

  async verify(token: string): Promise<VerifiedToken | RefusalReason> {
    const cached = this.#verified.get(token);
    if (cached) {
      if (this.#keys.statusOf(cached.token.kid) === 'revoked') return 'key-revoked';
      // Another key may have been added under the same id.
      if (this.#keys.identityOf(cached.token.kid) === cached.key) return cached.token;
      this.#verified.delete(token);
    }
    const claims = readClaims(token);
    // The service writes `kid` into the header and the payload; tokens of 2020 have it in the payload only.
    const kid = claims && (headerKid(token) ?? claims.kid);
    if (!kid) return 'token-malformed';
    const identity = this.#keys.identityOf(kid);
    const key = await this.#keys.find(kid);
    if (key.status !== 'active') return `key-${key.status}`;
    const payload = await verifySignature(token, key.publicKey);
    if (!payload) return 'signature-invalid';
    const defect = findDefect(payload, claims);
    if (defect) return defect;
    const verified = { kid, claims };
    this.#remember(token, { token: verified, key: identity });
    return verified;
  }

  /** Drops the oldest tokens when the cache is full. */
  #remember(token: string, entry: { readonly token: VerifiedToken; readonly key: object | undefined }): void {
    this.#verified.set(token, entry);
    for (const oldest of this.#verified.keys()) {
      if (this.#verified.size <= MAX_CACHED_TOKENS) return;
      this.#verified.delete(oldest);
    }
  }
}

/** Not `jwtVerify`, which refuses the `exp` and `nbf` strings of the service's own tokens. */
async function verifySignature(token: string, key: CryptoKey): Promise<Record<string, unknown> | null> {
  try {
    const { payload } = await compactVerify(token, key, { algorithms: ['RS256'] });
    return JSON.parse(new TextDecoder().decode(payload)) as Record<string, unknown>;
  } catch {
    return null;
  }
}

/** An unreadable claim must not be treated as an absent one. */
function findDefect(payload: Record<string, unknown>, claims: Claims): RefusalReason | null {
  if (payload['exp'] !== undefined && claims.exp === undefined) return 'token-malformed';
  if (payload['nbf'] !== undefined && claims.nbf === undefined) return 'token-malformed';
  const rules = parseRules(payload['accessRules']);
  if (!rules) return 'rules-malformed';
  return rules.length > MAX_RULES ? 'too-many-rules' : null;
}

function headerKid(token: string): string | undefined {
  try {
    return decodeProtectedHeader(token).kid;
  } catch {
    return undefined;
  }
}
