import type { RequestEntry } from '@secure-stream/origin';
import type { Claims } from '@secure-stream/protocol';

/** The validity of a token as the server sees it. Contains claims, never the token. */
export interface TokenRecord {
  /** Counts from 1. */
  readonly serial: number;
  readonly claims: Claims;
  /** `performance.now()`. */
  readonly grantedAt: number;
  expiresAt: number;
}

export interface LogEntry {
  /** `performance.now()`. */
  readonly at: number;
  readonly what: 'granted' | 'renewed' | 'served' | 'refused' | 'retried' | 'failed' | 'playground';
  readonly text: string;
  /** The serial of the token that the request used. */
  readonly token?: number | undefined;
}

interface MediaResponse {
  readonly kind: RequestEntry['kind'];
  readonly path: string;
  readonly bytes: number;
  readonly token: number | undefined;
}

const MAX_ENTRIES = 600;

/** Removes the id from a path: a refused request may have a dash in its place. */
const withoutId = (path: string) => path.replace(/^\/[^/]*/, '');

/** The events of a playground, oldest first. Dispatches `change`. */
export class PlaygroundLog extends EventTarget {
  entries: readonly LogEntry[] = [];
  tokens: readonly TokenRecord[] = [];
  readonly #refused = new Set<string>();

  count(what: LogEntry['what']): number {
    return this.entries.filter((entry) => entry.what === what).length;
  }

  add(entry: Omit<LogEntry, 'at'> & Partial<MediaResponse>): void {
    const { what, text, token, path } = entry;
    if (what === 'refused' && path) this.#refused.add(withoutId(path));
    this.entries = [...this.entries.slice(-MAX_ENTRIES), { at: performance.now(), what, text, token }];
    this.emitChange();
  }

  /** Logs a media response: as a retry if the same request was refused before. */
  addResponse({ kind, path, bytes, token }: MediaResponse): void {
    const retried = this.#refused.delete(withoutId(path));
    const size = bytes > 0 ? `, ${Math.ceil(bytes / 1024)} kB` : '';
    this.add({ what: retried ? 'retried' : 'served', text: `${kind}${size}`, token });
  }

  addToken(claims: Claims, serverTime: number): void {
    const grantedAt = performance.now();
    const lifetime = claims.exp === undefined ? Infinity : claims.exp * 1000 - serverTime;
    const serial = this.tokens.length + 1;
    this.tokens = [...this.tokens, { serial, claims, grantedAt, expiresAt: grantedAt + lifetime }];
    const text = `token ${serial}, valid for ${(lifetime / 1000).toFixed(1)} s`;
    this.add({ what: serial === 1 ? 'granted' : 'renewed', text, token: serial });
  }

  /** Finds the token that a request used, by its claims. */
  findSerial(token: RequestEntry['token']): number | undefined {
    return this.tokens.findLast(({ claims }) => claims.kid === token?.kid && claims.exp === token?.exp)?.serial;
  }

  expireTokens(kid: string | undefined): void {
    for (const token of this.tokens)
      if (token.claims.kid === kid) token.expiresAt = Math.min(token.expiresAt, performance.now());
  }

  ageTokens(milliseconds: number): void {
    const now = performance.now();
    for (const token of this.tokens)
      if (token.expiresAt > now) token.expiresAt = Math.max(now, token.expiresAt - milliseconds);
  }

  emitChange(): void {
    this.dispatchEvent(new Event('change'));
  }
}
