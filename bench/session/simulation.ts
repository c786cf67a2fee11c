import { StreamError } from '../../packages/session/src/stream-error.ts';
import { nextDeadline, transition } from '../../packages/session/src/machine.ts';
import { DEFAULT_POLICY } from '../../packages/session/src/policy.ts';
import { pendingRequest, INITIAL_STATE, getToken, type SessionAction } from '../../packages/session/src/state.ts';

/** An event with many viewers. Times are milliseconds from its start. */
export interface Simulation {
  readonly viewers: number;
  /** The viewers arrive within this time, evenly spread. */
  readonly arrivalWindow: number;
  /** Lifetime of each token. */
  readonly lifetime: number;
  readonly duration: number;
  /** Between these times the endpoint responds with 500. */
  readonly outage?: readonly [from: number, to: number];
  /** The `Retry-After` of those responses. */
  readonly retryAfter?: number;
  /** The signing key is revoked at this time. The next media request of each viewer is refused, within four seconds. */
  readonly keyRevokedAt?: number;
  readonly seed?: number;
}

/** The times at which a viewer who arrives at `arrival` requests a token. */
export type SimulatedViewer = (simulation: Simulation, arrival: number, random: () => number) => Iterable<number>;

/** The number of token requests in each interval of `width` milliseconds. */
export function countRequests(simulation: Simulation, viewer: SimulatedViewer, width: number): Uint32Array {
  const random = createRandom(simulation.seed ?? 1);
  const counts = new Uint32Array(Math.ceil(simulation.duration / width));
  for (let index = 0; index < simulation.viewers; index += 1) {
    const arrival = (index / simulation.viewers) * simulation.arrivalWindow;
    for (const time of viewer(simulation, arrival, random)) counts[Math.floor(time / width)]! += 1;
  }
  return counts;
}

export function computePeakAndMean(
  counts: Uint32Array,
  from: number,
  to = counts.length,
): { peak: number; mean: number } {
  const part = counts.subarray(from, to);
  return {
    peak: part.reduce((most, count) => Math.max(most, count), 0),
    mean: part.reduce((a, b) => a + b, 0) / part.length,
  };
}

/** Uses the state machine of the session, with an endpoint that responds after 200 ms. */
export const createSessionViewer: SimulatedViewer = function* (
  { lifetime, duration, outage, retryAfter, keyRevokedAt: revoked = Infinity },
  arrival,
  random,
) {
  const policy = { ...DEFAULT_POLICY, random };
  const refusedAt = Math.max(arrival, revoked) + 4000 * random();
  let isRefused = refusedAt === Infinity;
  let now = arrival;
  let state = transition(INITIAL_STATE, { type: 'start' }, now, policy);
  while (now < duration) {
    if (pendingRequest(state)) {
      yield now;
      now += LATENCY_MS;
      const isDown = outage && now >= outage[0] && now < outage[1];
      const response = isDown ? { ...UNAVAILABLE, retryAfter } : createResponse(now - LATENCY_MS / 2, lifetime);
      state = transition(state, response, now, policy);
    }
    const next = nextDeadline(state, policy);
    const token = getToken(state);
    if (!isRefused && token && refusedAt <= next) {
      isRefused = true;
      now = Math.max(now, refusedAt);
      state = transition(state, { type: 'rejected', token: token.value, status: 401 }, now, policy);
    } else {
      now = next;
      state = transition(state, { type: 'tick' }, now, policy);
    }
  }
};

/** A timer at four fifths of the lifetime, as commonly recommended. */
export const createFixedViewer: SimulatedViewer = function* ({ lifetime, duration }, arrival) {
  for (let now = arrival; now < duration; now += lifetime * 0.8) yield now;
};

/** The same timer with the usual jitter of 10 %. */
export const createJitteredViewer: SimulatedViewer = function* ({ lifetime, duration }, arrival, random) {
  for (let now = arrival; now < duration; now += lifetime * (0.7 + 0.2 * random())) yield now;
};

const LATENCY_MS = 200;
const UNAVAILABLE = { type: 'refused', error: new StreamError('token-unreachable'), retry: true } as const;

const createResponse = (grantedAt: number, lifetime: number): SessionAction => ({
  type: 'granted',
  token: { value: 'token', grantedAt, lifetime, claims: null, grant: { token: 'token' } },
});

/** A reproducible random number generator (Mulberry32). */
function createRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
