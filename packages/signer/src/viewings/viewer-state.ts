import type { AcquireRequest, AcquireResult, EndReason, Viewing, ViewingOperation } from './viewing-store.js';

/** The leases of one viewer, and the playbacks that have ended. */
export interface ViewerState {
  readonly leases: readonly Lease[];
  /** The playbacks that were ended from outside. */
  readonly ended: readonly EndedPlayback[];
  /** The tokens of playbacks that have ended. A token cannot be taken back, so each counts until it expires. */
  readonly outstanding: readonly OutstandingToken[];
}

interface Lease extends Viewing {
  readonly countAs: string;
  readonly tokenExpiresAt: number;
}

interface OutstandingToken {
  readonly playbackId: string;
  readonly countAs: string;
  readonly expiresAt: number;
}

interface EndedPlayback {
  readonly playbackId: string;
  readonly reason: EndReason;
  /** When the entry is deleted. Until then the playback cannot start again by a renewal. */
  readonly until: number;
}

/** Bounds the state of a viewer: leases that count as one are not bounded by the limit. */
export const MAX_ENTRIES = 64;
/** A paused player may ask for its next token hours later. */
export const ENDED_RETENTION_MS = 24 * 3_600_000;

export const EMPTY_STATE: ViewerState = { leases: [], ended: [], outstanding: [] };

/**
 * Applies an operation to the state of a viewer. Pure; `now` is milliseconds since 1970. A refusal returns the same state, unless entries have
 * expired. The Lua script of the Redis store does the same.
 */
export function applyOperation(
  before: ViewerState,
  operation: ViewingOperation,
  now: number,
): { state: ViewerState; result: AcquireResult | readonly Viewing[] } {
  const state = prune(before, now);
  switch (operation.type) {
    case 'acquire':
      return acquire(state, operation, now);
    case 'release': {
      const { playbackId, gotToken } = operation;
      const [released, leases] = partition(state.leases, (lease) => lease.playbackId === playbackId);
      if (released.length === 0) return { state, result: [] };
      const outstanding = gotToken ? withTokensOf(state.outstanding, released, now) : state.outstanding;
      return { state: { ...state, leases, outstanding }, result: released.map(toViewing) };
    }
    case 'revoke': {
      const { playbackId } = operation;
      const isMeant = (one: { readonly playbackId: string }) =>
        playbackId === undefined || one.playbackId === playbackId;
      const [revoked] = partition(state.leases, isMeant);
      const [, ended] = partition(state.ended, isMeant);
      const gone = [...state.ended, ...state.outstanding].filter(isMeant).map((one) => one.playbackId);
      const after = endLeases({ ...state, ended }, revoked, 'revoked', now, gone);
      return { state: after, result: revoked.map(toViewing) };
    }
    case 'list':
      return { state, result: state.leases.map(toViewing) };
  }
}

/** When the state can be deleted; 0 if it is empty. */
export const stateExpiry = ({ leases, ended, outstanding }: ViewerState): number =>
  Math.max(0, ...[...leases, ...outstanding].map(({ expiresAt }) => expiresAt), ...ended.map(({ until }) => until));

function acquire(
  state: ViewerState,
  request: AcquireRequest,
  now: number,
): { state: ViewerState; result: AcquireResult } {
  const { playbackId, videoId, device, countAs, duration, tokenLifetime, limit, allowance } = request;
  const { displaceOldest, takeover } = request;
  const ended = state.ended.find((entry) => entry.playbackId === playbackId);
  if (ended && !(ended.reason === 'displaced' && takeover)) return { state, result: { outcome: ended.reason } };

  const [[own], others] = partition(state.leases, (lease) => lease.playbackId === playbackId);
  const tokenExpiresAt = Math.max(now + tokenLifetime, own?.tokenExpiresAt ?? 0);
  const expiry = { expiresAt: Math.max(now + duration, tokenExpiresAt), tokenExpiresAt };
  const details = { videoId, ...(device === undefined ? {} : { device }), countAs, ...expiry };
  if (own?.countAs === countAs) {
    const leases = state.leases.map((lease) => (lease === own ? { ...lease, ...details } : lease));
    return { state: { ...state, leases }, result: { outcome: 'renewed' } };
  }

  // A lease that now counts as something else has to fit the limit like a new one.
  const displaced = chooseDisplaced(others, countAs, limit);
  const isFull = others.length - displaced.length >= MAX_ENTRIES;
  if (isFull || (displaced.length > 0 && !displaceOldest && !takeover)) {
    return { state, result: { outcome: 'viewing-limit', viewings: others.map(toViewing) } };
  }
  const revived = { ...state, leases: others, ended: state.ended.filter((entry) => entry !== ended) };
  const after = endLeases(revived, displaced, 'displaced', now);
  const retryAt = findRetryTime(after.outstanding, [...after.leases.map((lease) => lease.countAs), countAs], allowance);
  if (retryAt > now) return { state, result: { outcome: 'allowance-used', retryAfter: retryAt - now } };
  const lease: Lease = { ...own, playbackId, startedAt: now, ...details };
  return {
    state: { ...after, leases: [...after.leases, lease] },
    result: { outcome: 'started', displaced: displaced.map(toViewing) },
  };
}

/** The leases that have to end before another one can start. Leases are in the order of their start. */
function chooseDisplaced(leases: readonly Lease[], countAs: string, limit: number): readonly Lease[] {
  const groups = [...new Set(leases.map((lease) => lease.countAs))];
  if (groups.includes(countAs) || groups.length < limit) return [];
  const oldest = new Set(groups.slice(0, groups.length - limit + 1));
  return leases.filter((lease) => oldest.has(lease.countAs));
}

/**
 * When another viewing may start beside the tokens of those that have ended; 0 at once. Tokens that count as one of `active` are its tokens,
 * and what counts as one is as old as its newest token.
 */
function findRetryTime(outstanding: ViewerState['outstanding'], active: readonly string[], allowance: number): number {
  if (outstanding.length <= allowance && outstanding.length < MAX_ENTRIES) return 0;
  const expiries = new Map<string, number>();
  for (const { countAs, expiresAt } of outstanding)
    if (!active.includes(countAs)) expiries.set(countAs, Math.max(expiresAt, expiries.get(countAs) ?? 0));
  const soonestLast = [...expiries.values()].toSorted((one, other) => other - one);
  const retryAt = Math.max(0, ...soonestLast.slice(allowance));
  return outstanding.length < MAX_ENTRIES ? retryAt : Math.min(...outstanding.map(({ expiresAt }) => expiresAt));
}

/** `gone` are ids of playbacks without a lease that end for the same reason. */
function endLeases(
  state: ViewerState,
  ending: readonly Lease[],
  reason: EndReason,
  now: number,
  gone: readonly string[] = [],
): ViewerState {
  if (ending.length === 0 && gone.length === 0) return state;
  const ids = [...new Set([...gone, ...ending.map(({ playbackId }) => playbackId)])];
  const entries = ids.map((playbackId) => ({ playbackId, reason, until: now + ENDED_RETENTION_MS }));
  return {
    leases: state.leases.filter((lease) => !ending.includes(lease)),
    ended: dropOldestDisplaced([...state.ended, ...entries]),
    outstanding: withTokensOf(state.outstanding, ending, now),
  };
}

/** A forgotten displaced playback has to fit the limit; a forgotten revoked one would play on. */
function dropOldestDisplaced(ended: readonly EndedPlayback[]): readonly EndedPlayback[] {
  let excess = ended.length - MAX_ENTRIES;
  return ended.filter(({ reason }) => reason === 'revoked' || (excess -= 1) < 0);
}

function withTokensOf(
  outstanding: ViewerState['outstanding'],
  ending: readonly Lease[],
  now: number,
): ViewerState['outstanding'] {
  if (ending.length === 0) return outstanding;
  const tokens = new Map(outstanding.map((token) => [token.playbackId, token]));
  for (const { playbackId, countAs, tokenExpiresAt } of ending) {
    const expiresAt = Math.max(tokenExpiresAt, tokens.get(playbackId)?.expiresAt ?? 0);
    tokens.delete(playbackId);
    if (expiresAt > now) tokens.set(playbackId, { playbackId, countAs, expiresAt });
  }
  return [...tokens.values()];
}

/** Returns the same state if nothing has expired, so that a store can see that it has nothing to write. */
function prune(state: ViewerState, now: number): ViewerState {
  const { leases, ended, outstanding } = state;
  const isCurrent =
    leases.every(({ expiresAt }) => expiresAt > now) &&
    ended.every(({ until }) => until > now) &&
    outstanding.every(({ expiresAt }) => expiresAt > now);
  if (isCurrent) return state;
  return {
    leases: leases.filter(({ expiresAt }) => expiresAt > now),
    ended: ended.filter(({ until }) => until > now),
    outstanding: outstanding.filter(({ expiresAt }) => expiresAt > now),
  };
}

function toViewing({ playbackId, videoId, device, startedAt, expiresAt }: Lease): Viewing {
  return { playbackId, videoId, ...(device === undefined ? {} : { device }), startedAt, expiresAt };
}

function partition<Value>(values: readonly Value[], test: (value: Value) => boolean): [Value[], Value[]] {
  return [values.filter(test), values.filter((value) => !test(value))];
}
