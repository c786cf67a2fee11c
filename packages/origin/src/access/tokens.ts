import { compactVerify, decodeProtectedHeader } from 'jose';
import { type Claims, readClaims } from '@secure-stream/protocol';
import { MOST_RULES, parseRules } from './access-rules.js';
import type { KeyRing } from './keys.js';
import type { RefusalReason } from './refusals.js';

/** A token whose signature is good. Whether it may be used now, here and for this is another question. */
export interface VerifiedToken {
  readonly kid: string;
  readonly claims: Claims;
}

/** Checked signatures are kept: a viewer shows the same token with every segment. Keys and times are looked at each time. */
const MOST_REMEMBERED = 1000;

/** Checks signatures by the account's keys. */
export class TokenVerifier {
  readonly #keys: KeyRing;
  readonly #remembered = new Map<string, VerifiedToken>();

  constructor(keys: KeyRing) {
    this.#keys = keys;
  }

  async verify(token: string): Promise<VerifiedToken | RefusalReason> {
    const known = this.#remembered.get(token);
    if (known) return this.#keys.statusOf(known.kid) === 'revoked' ? 'key-revoked' : known;
    const claims = readClaims(token);
    // The service puts `kid` in the header and in the payload; tokens of 2020 have it in the payload only.
    const kid = claims && (headerKid(token) ?? claims.kid);
    if (!kid) return 'token-malformed';
    const key = await this.#keys.find(kid);
    if (key.status !== 'active') return `key-${key.status}`;
    const payload = await checkSignature(token, key.publicKey);
    if (!payload) return 'signature-invalid';
    const fault = faultOf(payload, claims);
    if (fault) return fault;
    const verified = { kid, claims };
    if (this.#remembered.size >= MOST_REMEMBERED) this.#remembered.clear();
    this.#remembered.set(token, verified);
    return verified;
  }
}

/** Not `jwtVerify`: the service's own tokens carry `exp` and `nbf` as strings, which it refuses. */
async function checkSignature(token: string, key: CryptoKey): Promise<Record<string, unknown> | null> {
  try {
    const { payload } = await compactVerify(token, key, { algorithms: ['RS256'] });
    return JSON.parse(new TextDecoder().decode(payload)) as Record<string, unknown>;
  } catch {
    return null;
  }
}

/** A claim that is there and cannot be read must not count as absent. */
function faultOf(payload: Record<string, unknown>, claims: Claims): RefusalReason | null {
  if (payload['exp'] !== undefined && claims.exp === undefined) return 'token-malformed';
  if (payload['nbf'] !== undefined && claims.nbf === undefined) return 'token-malformed';
  const rules = parseRules(payload['accessRules']);
  if (!rules) return 'rules-malformed';
  return rules.length > MOST_RULES ? 'too-many-rules' : null;
}

function headerKid(token: string): string | undefined {
  try {
    return decodeProtectedHeader(token).kid;
  } catch {
    return undefined;
  }
}
