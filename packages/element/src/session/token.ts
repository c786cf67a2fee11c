import type { Claims } from '@secure-stream/protocol';

/** A token as a session holds it. */
export interface Token {
  readonly value: string;
  /** `Clock.now()` of the moment from which its lifetime counts. */
  readonly grantedAt: number;
  /** Milliseconds from `grantedAt`. `Infinity` when nothing says. */
  readonly lifetime: number;
  /** `null` for a token that is not a JWT. */
  readonly claims: Claims | null;
}
