import { StreamError } from '../../src/stream-error.js';
import type { FetchToken, TokenResponse, TokenContext } from '../../src/providers/provider.js';
import { TokenSession, type SessionEvent, type TokenSessionOptions } from '../../src/session.js';
import { FakeClock, flushPromises } from './fake-clock.js';

export const VIDEO_ID = '5d5bc37ffcf54c9b82e996823bffbb81';

export interface TokenCall extends TokenContext {
  /** `Clock.now()`. */
  readonly requestedAt: number;
  respond(response: TokenResponse): Promise<void>;
  grant(token: string, expiresIn: number): Promise<void>;
  refuse(error?: StreamError): Promise<void>;
}

/** With this value, the first two renewals are at half of the lifetime, and all others at four fifths. */
const random = () => 0.75;

/** A session whose token requests wait until the test responds. */
export function createSessionFixture({ policy, ...options }: Partial<TokenSessionOptions> = {}) {
  const clock = new FakeClock();
  const calls: TokenCall[] = [];
  const events: SessionEvent[] = [];
  const fetchToken: FetchToken = (context) =>
    new Promise((resolve, reject) => {
      const respond = (response: TokenResponse) => (resolve(response), flushPromises());
      calls.push({
        ...context,
        requestedAt: clock.now(),
        respond,
        grant: (token, expiresIn) => respond({ grant: { token, expiresIn } }),
        refuse: (error = new StreamError('token-unreachable')) => (reject(error), flushPromises()),
      });
    });
  const session = new TokenSession({ videoId: VIDEO_ID, clock, fetchToken, policy: { random, ...policy }, ...options });
  session.subscribe((event) => events.push(event));
  return {
    clock,
    session,
    calls,
    events,
    /** The newest request. */
    get lastCall(): TokenCall {
      return calls.at(-1)!;
    },
    countRenewals: () => events.filter((event) => event.type === 'token' && event.isRenewal).length,
    countEvents: (type: SessionEvent['type']) => events.filter((event) => event.type === type).length,
  };
}
