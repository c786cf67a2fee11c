import type { AcquireRequest, AcquireResult, EndReason, Viewing, ViewingOperation } from './viewing-store.js';

/** The leases of one viewer, and the playbacks that were ended from outside. */
export interface ViewerState {
  readonly leases: readonly Lease[];
  readonly ended: readonly EndedPlayback[];
}

interface Lease extends Viewing {
  readonly countAs: string;
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

export const EMPTY_STATE: ViewerState = { leases: [], ended: [] };

/** Applies an operation to the state of a viewer. Pure; `now` is milliseconds since 1970. The Lua script of the Redis store does the same. */
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
      const [released, leases] = partition(state.leases, ({ playbackId }) => playbackId === operation.playbackId);
      return { state: { ...state, leases }, result: released.map(toViewing) };
    }
    case 'revoke': {
      const { playbackId } = operation;
      const [revoked] = partition(state.leases, (lease) => playbackId === undefined || lease.playbackId === playbackId);
      return { state: endLeases(state, revoked, 'revoked', now), result: revoked.map(toViewing) };
    }
    case 'list':
      return { state, result: state.leases.map(toViewing) };
  }
}

/** When the state can be deleted; 0 if it is empty. */
export const stateExpiry = ({ leases, ended }: ViewerState): number =>
  Math.max(0, ...leases.map(({ expiresAt }) => expiresAt), ...ended.map(({ until }) => until));

function acquire(
  state: ViewerState,
  request: AcquireRequest,
  now: number,
): { state: ViewerState; result: AcquireResult } {
  const { playbackId, videoId, device, countAs, duration, limit, displaceOldest, takeover } = request;
  const ended = state.ended.find((entry) => entry.playbackId === playbackId);
  if (ended && !(ended.reason === 'displaced' && takeover)) return { state, result: { outcome: ended.reason } };

  const expiresAt = now + duration;
  const details = { videoId, ...(device === undefined ? {} : { device }), countAs, expiresAt };
  const [[own], others] = partition(state.leases, (lease) => lease.playbackId === playbackId);
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
  const revived = { leases: others, ended: state.ended.filter((entry) => entry !== ended) };
  const after = endLeases(revived, displaced, 'displaced', now);
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

function endLeases(state: ViewerState, ending: readonly Lease[], reason: EndReason, now: number): ViewerState {
  const entries = ending.map(({ playbackId }) => ({ playbackId, reason, until: now + ENDED_RETENTION_MS }));
  return {
    leases: state.leases.filter((lease) => !ending.includes(lease)),
    ended: [...state.ended, ...entries].slice(-MAX_ENTRIES),
  };
}

const prune = ({ leases, ended }: ViewerState, now: number): ViewerState => ({
  leases: leases.filter(({ expiresAt }) => expiresAt > now),
  ended: ended.filter(({ until }) => until > now),
});

function toViewing({ playbackId, videoId, device, startedAt, expiresAt }: Lease): Viewing {
  return { playbackId, videoId, ...(device === undefined ? {} : { device }), startedAt, expiresAt };
}

function partition<Value>(values: readonly Value[], test: (value: Value) => boolean): [Value[], Value[]] {
  return [values.filter(test), values.filter((value) => !test(value))];
}
