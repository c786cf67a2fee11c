import type { SessionPolicy } from './policy.js';
import type { FetchToken, TokenContext, TokenResponse } from './providers/provider.js';
import { TokenSession, type SessionListener, type TokenSessionOptions } from './session.js';
import { onPageWake } from '../wake.js';

export interface LeaseOptions extends Omit<TokenSessionOptions, 'policy' | 'fetchToken'> {
  /**
   * Identifies the token source: URL of the endpoint, method, the page's function … Players with equal keys, video and clock share a
   * session. The parts are compared with `Object.is`. An empty key is never shared.
   */
  readonly key: readonly unknown[];
  readonly fetchToken: FetchToken;
  /** For a new session. Default: a viewing with a random id. */
  readonly viewing?: Viewing;
}

/** What a site knows as one playback: the players of a session, which share its token. */
export interface Viewing {
  readonly playbackId: string;
  /** The token requests end another playback of the viewer, until one succeeds. */
  takeover?: true | undefined;
  /** The players that use it. */
  players: number;
}

/** `crypto.randomUUID()` exists only in secure contexts. */
export const createViewing = (playbackId = crypto.getRandomValues(new Uint32Array(4)).join('-')): Viewing => ({
  playbackId,
  players: 0,
});

/** What one player requires of the session. */
export type SessionRequirements = Partial<Pick<SessionPolicy, 'leadTime' | 'renewBefore' | 'renewOnDemand' | 'remote'>>;

/** One player's use of a shared session. */
export interface SessionLease {
  readonly session: TokenSession;
  readonly viewing: Viewing;
  /** Like `session.subscribe()`, until `release()`. */
  subscribe(listener: SessionListener): void;
  /**
   * Omitted members keep their value. The session renews as early as its most demanding player requires, and on demand only if all players
   * allow it.
   */
  setRequirements(requirements: SessionRequirements): void;
  /** Replaces the function that requests tokens, because the page has set another one. */
  setFetchToken(fetchToken: FetchToken): void;
  /** Ends the use. The session stops with its last player; until then, pending waits continue. */
  release(): void;
}

/** The sessions of a page. Players of the same source share one session: one request and one token for all of them. */
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

/** Returns a lease of the page's session for the source, or of a new session. */
export const acquireSession = (options: LeaseOptions): SessionLease => pagePool.acquire(options);

type SessionKey = Omit<LeaseOptions, 'fetchToken' | 'viewing'>;

interface Leaseholder {
  fetchToken: FetchToken;
  requirements: SessionRequirements;
  readonly unsubscribers: (() => void)[];
}

class PooledSession {
  readonly #key: readonly unknown[];
  readonly #holders = new Set<Leaseholder>();
  readonly #session: TokenSession;
  readonly #stopListening: () => void;
  readonly #viewing: Viewing;

  constructor({ key, videoId, clock, viewing = createViewing() }: LeaseOptions) {
    this.#key = [...key, videoId, clock];
    this.#viewing = viewing;
    this.#session = new TokenSession({ videoId, clock, fetchToken: (context) => this.#fetchToken(context) });
    this.#stopListening = onPageWake(() => this.#session.wake());
  }

  matches({ key, videoId, clock }: SessionKey): boolean {
    const own = this.#key;
    const parts = [...key, videoId, clock];
    return key.length > 0 && parts.length === own.length && parts.every((part, index) => Object.is(part, own[index]));
  }

  lease(fetchToken: FetchToken, onEmpty: () => void): SessionLease {
    const holder: Leaseholder = { fetchToken, requirements: {}, unsubscribers: [] };
    this.#holders.add(holder);
    const viewing = this.#viewing;
    viewing.players += 1;
    return {
      session: this.#session,
      viewing,
      subscribe: (listener) => void holder.unsubscribers.push(this.#session.subscribe(listener)),
      setRequirements: (requirements) => {
        holder.requirements = { ...holder.requirements, ...requirements };
        this.#applyRequirements();
      },
      setFetchToken: (fetchToken) => void (holder.fetchToken = fetchToken),
      release: () => {
        this.#holders.delete(holder);
        viewing.players -= 1;
        for (const unsubscribe of holder.unsubscribers) unsubscribe();
        if (this.#holders.size > 0) return this.#applyRequirements();
        this.#stopListening();
        this.#session.stop();
        onEmpty();
      },
    };
  }

  /** Any player can request the token for all of them. The most recent one has the latest of the page's functions. */
  async #fetchToken(context: TokenContext): Promise<TokenResponse> {
    const { playbackId, takeover } = this.#viewing;
    const response = await [...this.#holders].at(-1)!.fetchToken({ ...context, playbackId, takeover });
    this.#viewing.takeover = undefined;
    return response;
  }

  #applyRequirements(): void {
    const requirements = [...this.#holders].map((holder) => holder.requirements);
    this.#session.updatePolicy({
      leadTime: Math.max(0, ...requirements.map(({ leadTime = 0 }) => leadTime)),
      renewBefore: Math.max(...requirements.map(({ renewBefore = -Infinity }) => renewBefore)),
      renewOnDemand: requirements.every(({ renewOnDemand }) => renewOnDemand),
      remote: requirements.some(({ remote }) => remote),
    });
  }
}
