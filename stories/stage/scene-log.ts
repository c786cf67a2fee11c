import type { RequestEntry } from '@secure-stream/origin';
import type { Claims } from '@secure-stream/protocol';

/** What a token's life looked like from the server. It holds claims, never the token. */
export interface TokenLife {
  /** From 1. */
  readonly serial: number;
  readonly claims: Claims;
  /** `performance.now()`. */
  readonly bornAt: number;
  diesAt: number;
}

export interface SceneEntry {
  /** `performance.now()`. */
  readonly at: number;
  readonly what: 'granted' | 'renewed' | 'served' | 'refused' | 'retried' | 'failed' | 'scene';
  readonly text: string;
  /** The serial of the token that was shown. */
  readonly token?: number | undefined;
}

interface MediaAnswer {
  readonly kind: RequestEntry['kind'];
  readonly path: string;
  readonly bytes: number;
  readonly token: number | undefined;
}

const MOST_KEPT = 600;

/** Whose a refused request was is not always known: the id position of its path may be a dash. */
const withoutId = (path: string) => path.replace(/^\/[^/]*/, '');

/** What happened in a scene, oldest first. Sends `change`. */
export class SceneLog extends EventTarget {
  entries: readonly SceneEntry[] = [];
  tokens: readonly TokenLife[] = [];
  readonly #refused = new Set<string>();

  count(what: SceneEntry['what']): number {
    return this.entries.filter((entry) => entry.what === what).length;
  }

  add(entry: Omit<SceneEntry, 'at'> & Partial<MediaAnswer>): void {
    const { what, text, token, path } = entry;
    if (what === 'refused' && path) this.#refused.add(withoutId(path));
    this.entries = [...this.entries.slice(-MOST_KEPT), { at: performance.now(), what, text, token }];
    this.changed();
  }

  /** An answer with media. It is a retry when the same was refused before. */
  serve({ kind, path, bytes, token }: MediaAnswer): void {
    const retried = this.#refused.delete(withoutId(path));
    const size = bytes > 0 ? `, ${Math.ceil(bytes / 1024)} kB` : '';
    this.add({ what: retried ? 'retried' : 'served', text: `${kind}${size}`, token });
  }

  grant(claims: Claims, serverTime: number): void {
    const bornAt = performance.now();
    const life = claims.exp === undefined ? Infinity : claims.exp * 1000 - serverTime;
    const serial = this.tokens.length + 1;
    this.tokens = [...this.tokens, { serial, claims, bornAt, diesAt: bornAt + life }];
    const text = `token ${serial}, lives ${(life / 1000).toFixed(1)} s`;
    this.add({ what: serial === 1 ? 'granted' : 'renewed', text, token: serial });
  }

  /** Which token a request has shown, by its claims. */
  serialOf(token: RequestEntry['token']): number | undefined {
    return this.tokens.findLast(({ claims }) => claims.kid === token?.kid && claims.exp === token?.exp)?.serial;
  }

  killTokens(kid: string | undefined): void {
    for (const token of this.tokens)
      if (token.claims.kid === kid) token.diesAt = Math.min(token.diesAt, performance.now());
  }

  ageTokens(milliseconds: number): void {
    const now = performance.now();
    for (const token of this.tokens) if (token.diesAt > now) token.diesAt = Math.max(now, token.diesAt - milliseconds);
  }

  changed(): void {
    this.dispatchEvent(new Event('change'));
  }
}
