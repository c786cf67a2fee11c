import { setMaxListeners } from 'node:events';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { StreamError } from '../src/stream-error.js';
import { RetryLaterError } from '../src/token-errors.js';
import { pendingRequest } from '../src/state.js';
import { createSessionFixture, type TokenCall } from './support/session-fixture.ts';

/** An action of the test. `requestIndex` picks one of all requests so far, answered or not, counted from the newest. */
type SessionStep =
  | { readonly kind: 'grant'; readonly requestIndex: number; readonly lifetime: number }
  | { readonly kind: 'refuse'; readonly requestIndex: number; readonly how: 'down' | 'later' | 'denied' | 'malformed' }
  | { readonly kind: 'advance' | 'sleep'; readonly time: number }
  | { readonly kind: 'reject' | 'accept'; readonly requestIndex: number; readonly status: 401 | 403 }
  | {
      readonly kind: 'updatePolicy';
      readonly renewOnDemand: boolean;
      readonly leadTime: number;
      readonly renewBefore: number | undefined;
    }
  | { readonly kind: 'start' | 'current' | 'waitForToken' | 'wake' | 'refresh' | 'setToken' | 'cancel' | 'leave' };

const requestIndex = fc.nat(5);
const steps: fc.Arbitrary<SessionStep> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('grant' as const),
      requestIndex,
      lifetime: fc.integer({ min: 0, max: 200 }),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('refuse' as const),
      requestIndex,
      how: fc.constantFrom('down' as const, 'later' as const, 'denied' as const, 'malformed' as const),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({ kind: fc.constantFrom('advance' as const, 'sleep' as const), time: fc.nat(120_000) }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constantFrom('reject' as const, 'accept' as const),
      requestIndex,
      status: fc.constantFrom(401 as const, 403 as const),
    }),
  },
  fc.record({
    kind: fc.constant('updatePolicy' as const),
    renewOnDemand: fc.boolean(),
    leadTime: fc.nat(100_000),
    renewBefore: fc.option(fc.nat(100_000), { nil: undefined }),
  }),
  {
    weight: 8,
    arbitrary: fc.record({
      kind: fc.constantFrom(
        'start' as const,
        'current' as const,
        'waitForToken' as const,
        'wake' as const,
        'refresh' as const,
        'setToken' as const,
        'cancel' as const,
        'leave' as const,
      ),
    }),
  },
);

/** A session, a function that performs a step, and one that checks the invariants. */
function createChecker() {
  const { session, clock, calls } = createSessionFixture();
  const lifetime = new AbortController();
  setMaxListeners(0, lifetime.signal);
  const settled = new Set<TokenCall>();
  /** The expiry of each token. `-Infinity` for a response that came too late to be used. */
  const expiries = new Map<string, number>();
  const outcomes: Promise<unknown>[] = [];
  let cancels = false;
  session.subscribe((event) => event.type === 'expiring' && cancels && event.cancel());

  const open = () => calls.filter((request) => !request.signal.aborted && !settled.has(request));
  const token = (age: number) => `token-number-${expiries.size - age}`;
  const newToken = (expiry: number) => {
    expiries.set(`token-number-${expiries.size + 1}`, expiry);
    return token(0);
  };
  const checkToken = (value: string | null) => {
    if (value !== null) expect(clock.now(), 'the returned token').toBeLessThan(expiries.get(value)!);
  };
  const track = (promise: Promise<unknown>) => outcomes.push(promise.catch(expectKnownError));

  function settle(step: Extract<SessionStep, { requestIndex: number }>): Promise<void> | undefined {
    const request = calls.at(-1 - step.requestIndex);
    if (!request || settled.has(request)) return;
    settled.add(request);
    if (step.kind === 'refuse') return request.refuse(ERRORS[step.how]());
    if (step.kind !== 'grant') return;
    const expiry = request.signal.aborted ? -Infinity : clock.now() + step.lifetime * 1000;
    return request.grant(newToken(expiry), step.lifetime);
  }

  async function perform(step: SessionStep): Promise<void> {
    switch (step.kind) {
      case 'grant':
      case 'refuse':
        return settle(step);
      case 'advance':
        return clock.advance(step.time);
      case 'sleep':
        return clock.sleep(step.time);
      case 'accept':
        return session.accept(token(step.requestIndex));
      case 'reject':
        return void track(session.reject(token(step.requestIndex), step.status, lifetime.signal).then(checkToken));
      case 'updatePolicy':
        return session.updatePolicy({
          renewOnDemand: step.renewOnDemand,
          leadTime: step.leadTime,
          renewBefore: step.renewBefore,
        });
      case 'current':
        return checkToken(session.current());
      case 'waitForToken':
        return void track(session.waitForToken(lifetime.signal).then(checkToken));
      case 'refresh':
        return void track(session.refresh());
      case 'setToken':
        return session.setToken(newToken(Infinity));
      case 'cancel':
        cancels = !cancels;
        return;
      case 'leave':
        return lifetime.abort();
      case 'start':
      case 'wake':
        return session[step.kind]();
    }
  }

  function check(): void {
    expect(open().length, 'pending requests').toBe(pendingRequest(session.state) ? 1 : 0);
    expect(clock.timers.length, 'timers').toBeLessThanOrEqual(1);
    if (pendingRequest(session.state)) expect(clock.timers.length, 'a request without a time limit').toBe(1);
    checkToken(session.token);
  }

  async function end(): Promise<void> {
    session.stop();
    await Promise.all(outcomes);
    expect(clock.timers, 'timers after the end').toEqual([]);
    expect(open(), 'requests after the end').toEqual([]);
  }
  return { perform, check, end };
}

function expectKnownError(error: unknown): void {
  if (!(error instanceof StreamError) && (error as Error).name !== 'AbortError') throw error;
}

const ERRORS = {
  down: () => new StreamError('token-unreachable'),
  later: () => new RetryLaterError(new StreamError('token-unreachable'), 15_000),
  denied: () => new StreamError('token-denied'),
  malformed: () => new StreamError('token-malformed'),
};

test('TokenSession never has two requests or timers, returns an expired token or uses a late response, for any sequence', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(steps, { minLength: 1, maxLength: 60, size: 'max' }), async (sequence) => {
      const checker = createChecker();
      for (const step of sequence) {
        await checker.perform(step);
        checker.check();
      }
      await checker.end();
    }),
    { numRuns: 1500 },
  );
});
