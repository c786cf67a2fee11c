import { setMaxListeners } from 'node:events';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { StreamError } from '../../src/catalogue/errors.js';
import { RetryLaterError } from '../../src/session/faults.js';
import { askOf } from '../../src/session/state.js';
import { createRoom, type Asked } from './room.ts';

/** Something that may happen to a session, at any time. `which` picks one of the requests that were ever made, answered or not. */
type Step =
  | { readonly kind: 'grant'; readonly which: number; readonly life: number }
  | { readonly kind: 'refuse'; readonly which: number; readonly how: 'down' | 'later' | 'denied' | 'malformed' }
  | { readonly kind: 'pass' | 'sleep'; readonly time: number }
  | { readonly kind: 'reject' | 'accept'; readonly which: number; readonly status: 401 | 403 }
  | { readonly kind: 'adjust'; readonly lazy: boolean; readonly lead: number; readonly leeway: number | undefined }
  | { readonly kind: 'start' | 'current' | 'live' | 'wake' | 'refresh' | 'supply' | 'cancel' | 'leave' };

const which = fc.nat(5);
const steps: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({ kind: fc.constant('grant' as const), which, life: fc.integer({ min: 0, max: 200 }) }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('refuse' as const),
      which,
      how: fc.constantFrom('down' as const, 'later' as const, 'denied' as const, 'malformed' as const),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({ kind: fc.constantFrom('pass' as const, 'sleep' as const), time: fc.nat(120_000) }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constantFrom('reject' as const, 'accept' as const),
      which,
      status: fc.constantFrom(401 as const, 403 as const),
    }),
  },
  fc.record({
    kind: fc.constant('adjust' as const),
    lazy: fc.boolean(),
    lead: fc.nat(100_000),
    leeway: fc.option(fc.nat(100_000), { nil: undefined }),
  }),
  {
    weight: 8,
    arbitrary: fc.record({
      kind: fc.constantFrom(
        'start' as const,
        'current' as const,
        'live' as const,
        'wake' as const,
        'refresh' as const,
        'supply' as const,
        'cancel' as const,
        'leave' as const,
      ),
    }),
  },
);

/** A session that can be told a step, and what must hold after each. */
function createWitness() {
  const { session, clock, asked } = createRoom();
  const life = new AbortController();
  setMaxListeners(0, life.signal);
  const answered = new Set<Asked>();
  /** When each token dies, by the test's own account; `-Infinity` for an answer that came too late to be used. */
  const deaths = new Map<string, number>();
  const outcomes: Promise<unknown>[] = [];
  let cancels = false;
  session.subscribe((notice) => notice.type === 'expiring' && cancels && notice.cancel());

  const open = () => asked.filter((request) => !request.signal.aborted && !answered.has(request));
  const token = (age: number) => `token-number-${deaths.size - age}`;
  const newToken = (death: number) => {
    deaths.set(`token-number-${deaths.size + 1}`, death);
    return token(0);
  };
  const check = (value: string | null) => {
    if (value !== null) expect(clock.now(), 'the token that was handed out').toBeLessThan(deaths.get(value)!);
  };
  const keep = (promise: Promise<unknown>) => outcomes.push(promise.catch(expectKnownError));

  function answer(step: Extract<Step, { which: number }>): Promise<void> | undefined {
    const request = asked.at(-1 - step.which);
    if (!request || answered.has(request)) return;
    answered.add(request);
    if (step.kind === 'refuse') return request.refuse(faults[step.how]());
    if (step.kind !== 'grant') return;
    const death = request.signal.aborted ? -Infinity : clock.now() + step.life * 1000;
    return request.grant(newToken(death), step.life);
  }

  async function take(step: Step): Promise<void> {
    switch (step.kind) {
      case 'grant':
      case 'refuse':
        return answer(step);
      case 'pass':
        return clock.pass(step.time);
      case 'sleep':
        return clock.sleep(step.time);
      case 'accept':
        return session.accept(token(step.which));
      case 'reject':
        return void keep(session.reject(token(step.which), step.status, life.signal).then(check));
      case 'adjust':
        return session.adjust({ lazy: step.lazy, lead: step.lead, leeway: step.leeway });
      case 'current':
        return check(session.current());
      case 'live':
        return void keep(session.live(life.signal).then(check));
      case 'refresh':
        return void keep(session.refresh());
      case 'supply':
        return session.supply(newToken(Infinity));
      case 'cancel':
        cancels = !cancels;
        return;
      case 'leave':
        return life.abort();
      case 'start':
      case 'wake':
        return session[step.kind]();
    }
  }

  function look(): void {
    expect(open().length, 'requests under way').toBe(askOf(session.state) ? 1 : 0);
    expect(clock.alarms.length, 'timers').toBeLessThanOrEqual(1);
    if (askOf(session.state)) expect(clock.alarms.length, 'a request without a time limit').toBe(1);
    check(session.token?.value ?? null);
  }

  async function end(): Promise<void> {
    session.stop();
    await Promise.all(outcomes);
    expect(clock.alarms, 'timers after the end').toEqual([]);
    expect(open(), 'requests after the end').toEqual([]);
  }
  return { take, look, end };
}

function expectKnownError(error: unknown): void {
  if (!(error instanceof StreamError) && (error as Error).name !== 'AbortError') throw error;
}

const faults = {
  down: () => new StreamError('token-unreachable'),
  later: () => new RetryLaterError(new StreamError('token-unreachable'), 15_000),
  denied: () => new StreamError('token-denied'),
  malformed: () => new StreamError('token-malformed'),
};

test('no sequence of events leaves two requests or two timers, hands out a dead token, or uses a late answer', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(steps, { minLength: 1, maxLength: 60, size: 'max' }), async (sequence) => {
      const witness = createWitness();
      for (const step of sequence) {
        await witness.take(step);
        witness.look();
      }
      await witness.end();
    }),
    { numRuns: 1500 },
  );
});
