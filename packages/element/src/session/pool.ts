import type { SessionPolicy } from './policy.js';
import type { FetchToken } from './providers/provider.js';
import { TokenSession, type SessionListener, type TokenSessionOptions } from './session.js';
import { onPageWake } from './page-wake.js';

export interface LeaseOptions extends Omit<TokenSessionOptions, 'policy'> {
  /**
   * What makes two players ask for the same: the address of the endpoint, the method, the page's function … Compared one by one with
   * `Object.is`, beside the video and the clock. Empty: this player shares with nobody.
   */
  readonly key: readonly unknown[];
}

/** What one player wants of the session. */
export type SessionRequirements = Partial<Pick<SessionPolicy, 'leadTime' | 'renewBefore' | 'renewOnDemand' | 'remote'>>;

/** One player's share of a session. */
export interface SessionLease {
  readonly session: TokenSession;
  /** Like `session.subscribe()`, until `release()`. */
  subscribe(listener: SessionListener): void;
  /** What is not named stays. The session is as early as the most demanding of its players, and lazy when all of them are. */
  setRequirements(requirements: SessionRequirements): void;
  /** Lets go of the session. The last player to do so stops it; until then, who waits for a token goes on waiting. */
  release(): void;
}

/** The sessions of a page. Players of the same source share one: one request and one token for all of them. */
export class SessionPool {
  readonly #pooled = new Set<PooledSession>();

  get size(): number {
    return this.#pooled.size;
  }

  acquire(options: LeaseOptions): SessionLease {
    const pooled = [...this.#pooled].find((session) => session.matches(options)) ?? new PooledSession(options);
    this.#pooled.add(pooled);
    return pooled.lease(options.fetchToken, () => this.#pooled.delete(pooled));
  }
}

const pagePool = new SessionPool();

/** A share of the session that this page has for the source, or of a new one. */
export const acquireSession = (options: LeaseOptions): SessionLease => pagePool.acquire(options);

type SessionKey = Omit<LeaseOptions, 'fetchToken'>;

interface Leaseholder {
  readonly fetchToken: FetchToken;
  requirements: SessionRequirements;
  readonly unsubscribers: (() => void)[];
}

class PooledSession {
  readonly #key: SessionKey;
  readonly #holders = new Set<Leaseholder>();
  readonly #session: TokenSession;
  readonly #stopListening: () => void;

  constructor({ key, videoId, clock }: SessionKey) {
    this.#key = { key, videoId, clock };
    // Any of the players can ask for all. The last one that came has the newest of the page's functions.
    const fetchToken: FetchToken = (context) => [...this.#holders].at(-1)!.fetchToken(context);
    this.#session = new TokenSession({ videoId, clock, fetchToken });
    this.#stopListening = onPageWake(() => this.#session.wake());
  }

  matches({ key, videoId, clock }: SessionKey): boolean {
    const own = this.#key;
    const isSameKey = key.length === own.key.length && key.every((part, index) => Object.is(part, own.key[index]));
    return key.length > 0 && isSameKey && videoId === own.videoId && clock === own.clock;
  }

  lease(fetchToken: FetchToken, onEmpty: () => void): SessionLease {
    const holder: Leaseholder = { fetchToken, requirements: {}, unsubscribers: [] };
    this.#holders.add(holder);
    return {
      session: this.#session,
      subscribe: (listener) => void holder.unsubscribers.push(this.#session.subscribe(listener)),
      setRequirements: (requirements) => {
        holder.requirements = { ...holder.requirements, ...requirements };
        this.#applyRequirements();
      },
      release: () => {
        this.#holders.delete(holder);
        for (const unsubscribe of holder.unsubscribers) unsubscribe();
        if (this.#holders.size > 0) return this.#applyRequirements();
        this.#stopListening();
        this.#session.stop();
        onEmpty();
      },
    };
  }

  #applyRequirements(): void {
    const requirements = [...this.#holders].map((holder) => holder.requirements);
    this.#session.updatePolicy({
      leadTime: Math.max(0, ...requirements.map(({ leadTime: lead = 0 }) => lead)),
      renewBefore: Math.max(...requirements.map(({ renewBefore: leeway = -Infinity }) => leeway)),
      renewOnDemand: requirements.every(({ renewOnDemand: lazy = false }) => lazy),
      remote: requirements.some(({ remote = false }) => remote),
    });
  }
}
