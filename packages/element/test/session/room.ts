import { StreamError } from '../../src/catalogue/errors.js';
import type { AskForToken, TokenAnswer, TokenContext } from '../../src/session/provider.js';
import { TokenSession, type SessionNotice, type TokenSessionOptions } from '../../src/session/session.js';
import { FakeClock, settled } from './fake-clock.js';

export const VIDEO = '5d5bc37ffcf54c9b82e996823bffbb81';

export interface Asked extends TokenContext {
  /** `Clock.now()`. */
  readonly at: number;
  answer(answer: TokenAnswer): Promise<void>;
  grant(token: string, expiresIn: number): Promise<void>;
  refuse(error?: StreamError): Promise<void>;
}

/** A session whose endpoint is the test itself: every request waits until it is answered. */
/** With this the first renewal comes at four fifths, like all others. */
const random = () => 0.75;

export function createRoom({ policy, ...options }: Partial<TokenSessionOptions> = {}) {
  const clock = new FakeClock();
  const asked: Asked[] = [];
  const notices: SessionNotice[] = [];
  const ask: AskForToken = (context) =>
    new Promise((resolve, reject) => {
      const answer = (given: TokenAnswer) => (resolve(given), settled());
      asked.push({
        ...context,
        at: clock.now(),
        answer,
        grant: (token, expiresIn) => answer({ grant: { token, expiresIn } }),
        refuse: (error = new StreamError('token-unreachable')) => (reject(error), settled()),
      });
    });
  const session = new TokenSession({ videoId: VIDEO, clock, ask, policy: { random, ...policy }, ...options });
  session.subscribe((notice) => notices.push(notice));
  return {
    clock,
    session,
    asked,
    notices,
    /** The newest request. */
    get last(): Asked {
      return asked.at(-1)!;
    },
    told: (type: SessionNotice['type']) => notices.filter((notice) => notice.type === type).length,
  };
}
