import type { SessionPolicy } from './policy.js';
import type { FetchToken } from './providers/provider.js';
import { createRandomId } from './random-id.js';
import { TokenSession, type SessionListener, type TokenSessionOptions } from './session.js';
import { onPageWake } from './wake.js';

export interface ShareOptions extends Omit<TokenSessionOptions, 'policy' | 'fetchToken'> {
  /**
   * Identifies the token source: URL of the endpoint, method, the page's function … Players with equal keys, video and clock share a
   * session. The parts are compared with `Object.is`. An empty key is never shared.
   */
  readonly key: readonly unknown[];
  readonly fetchToken: FetchToken;
  /** Called for a new session. Default: returns a viewing with a random id. */
  readonly startViewing?: () => Viewing;
}

/** What a site knows as one playback: the players of a session, which share its token. */
export interface Viewing {
  readonly playbackId: string;
  /** The token requests end another playback of the viewer, until one succeeds. */
  takeover?: true | undefined;
  /** The players that use it. */
  players: number;
}

export const createViewing = (playbackId = createRandomId()): Viewing => ({
  playbackId,
  players: 0,
});

/** What one player requires of the session. */
export type SessionRequirements = Partial<Pick<SessionPolicy, 'leadTime' | 'renewBefore' | 'renewOnDemand' | 'remote'>>;

/** One player's share of a session. */
export interface SessionShare {
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
  /** Ends the share. The session stops with its last player; until then, pending waits continue. */
  release(): void;
}

/** The sessions of a page, for `acquireSession`. */
const pageSessions = new Set<PooledSession>();

/**
 * Returns a share of the session for the source, or of a new session: players of the same source share one request and one token for all of
 * them.
 */
export function acquireSession(options: ShareOptions, sessions = pageSessions): SessionShare {
  const { key, videoId, clock, fetchToken } = options;
  const parts = [...key, videoId, clock];
  const isSame = ({ parts: own }: PooledSession) =>
    parts.length === own.length && parts.every((part, index) => Object.is(part, own[index]));
  let pooled = key.length > 0 ? [...sessions].find(isSame) : undefined;
  if (!pooled) sessions.add((pooled = createPooledSession(parts, options, () => sessions.delete(pooled!))));
  return pooled.share(fetchToken);
}

export interface PooledSession {
  readonly parts: readonly unknown[];
  share(fetchToken: FetchToken): SessionShare;
}

function createPooledSession(
  parts: readonly unknown[],
  { videoId, clock, startViewing = createViewing }: ShareOptions,
  onEmpty: () => void,
): PooledSession {
  const viewing = startViewing();
  /** The requirements of each player, by a getter of its token provider. */
  const players = new Map<() => FetchToken, SessionRequirements>();

  /** Any player can request the token for all of them. The most recent one has the latest of the page's functions. */
  const fetchForAll: FetchToken = async (context) => {
    const { playbackId, takeover } = viewing;
    const response = await [...players.keys()].at(-1)!()({ ...context, playbackId, takeover });
    viewing.takeover = undefined;
    return response;
  };

  const applyRequirements = () => {
    const all = [...players.values()];
    session.updatePolicy({
      leadTime: Math.max(0, ...all.map(({ leadTime = 0 }) => leadTime)),
      renewBefore: Math.max(...all.map(({ renewBefore = -Infinity }) => renewBefore)),
      renewOnDemand: all.every(({ renewOnDemand }) => renewOnDemand),
      remote: all.some(({ remote }) => remote),
    });
  };

  const session = new TokenSession({ videoId, clock, fetchToken: fetchForAll });
  onPageWake(() => session.wake(), session.signal);

  return {
    parts,
    share(fetchToken) {
      const player = () => fetchToken;
      const unsubscribers: (() => void)[] = [];
      players.set(player, {});
      viewing.players += 1;
      return {
        session,
        viewing,
        subscribe: (listener) => void unsubscribers.push(session.subscribe(listener)),
        setRequirements(requirements) {
          players.set(player, { ...players.get(player), ...requirements });
          applyRequirements();
        },
        setFetchToken: (newFetchToken) => void (fetchToken = newFetchToken),
        release() {
          players.delete(player);
          viewing.players -= 1;
          for (const unsubscribe of unsubscribers) unsubscribe();
          if (players.size > 0) return applyRequirements();
          session.stop();
          onEmpty();
        },
      };
    },
  };
}
