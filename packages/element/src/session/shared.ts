import type { SessionPolicy } from './policy.js';
import type { AskForToken } from './provider.js';
import { TokenSession, type SessionListener, type TokenSessionOptions } from './session.js';
import { onWaking } from './wake.js';

export interface ShareOptions extends Omit<TokenSessionOptions, 'policy'> {
  /**
   * What makes two players ask for the same: the address of the endpoint, the method, the page's function … Compared one by one with
   * `Object.is`, beside the video and the clock. Empty: this player shares with nobody.
   */
  readonly key: readonly unknown[];
}

/** What one player wants of the session. */
export type SessionWishes = Partial<Pick<SessionPolicy, 'lead' | 'leeway' | 'lazy' | 'remote'>>;

/** One player's share of a session. */
export interface SessionShare {
  readonly session: TokenSession;
  /** Like `session.subscribe()`, until `release()`. */
  subscribe(listener: SessionListener): void;
  /** What is not named stays. The session is as early as the most demanding of its players, and lazy when all of them are. */
  adjust(wishes: SessionWishes): void;
  /** Lets go of the session. The last player to do so stops it; until then, who waits for a token goes on waiting. */
  release(): void;
}

/** The sessions of a page. Players of the same source share one: one request and one token for all of them. */
export class SharedSessions {
  readonly #sessions = new Set<SharedSession>();

  get size(): number {
    return this.#sessions.size;
  }

  share(options: ShareOptions): SessionShare {
    const found = [...this.#sessions].find((one) => one.serves(options)) ?? new SharedSession(options);
    this.#sessions.add(found);
    return found.join(options.ask, () => this.#sessions.delete(found));
  }
}

const pageSessions = new SharedSessions();

/** A share of the session that this page has for the source, or of a new one. */
export const shareSession = (options: ShareOptions): SessionShare => pageSessions.share(options);

type Source = Omit<ShareOptions, 'ask'>;

interface Member {
  readonly ask: AskForToken;
  wishes: SessionWishes;
  readonly leave: (() => void)[];
}

class SharedSession {
  readonly #source: Source;
  readonly #members = new Set<Member>();
  readonly #session: TokenSession;
  readonly #sleep: () => void;

  constructor({ key, videoId, clock }: Source) {
    this.#source = { key, videoId, clock };
    // Any of the players can ask for all. The last one that came has the newest of the page's functions.
    const ask: AskForToken = (context) => [...this.#members].at(-1)!.ask(context);
    this.#session = new TokenSession({ videoId, clock, ask });
    this.#sleep = onWaking(() => this.#session.wake());
  }

  serves({ key, videoId, clock }: Source): boolean {
    const own = this.#source;
    const isSameKey = key.length === own.key.length && key.every((part, index) => Object.is(part, own.key[index]));
    return key.length > 0 && isSameKey && videoId === own.videoId && clock === own.clock;
  }

  join(ask: AskForToken, ended: () => void): SessionShare {
    const member: Member = { ask, wishes: {}, leave: [] };
    this.#members.add(member);
    return {
      session: this.#session,
      subscribe: (listener) => void member.leave.push(this.#session.subscribe(listener)),
      adjust: (wishes) => {
        member.wishes = { ...member.wishes, ...wishes };
        this.#adjust();
      },
      release: () => {
        this.#members.delete(member);
        for (const leave of member.leave) leave();
        if (this.#members.size > 0) return this.#adjust();
        this.#sleep();
        this.#session.stop();
        ended();
      },
    };
  }

  #adjust(): void {
    const wishes = [...this.#members].map((member) => member.wishes);
    this.#session.adjust({
      lead: Math.max(0, ...wishes.map(({ lead = 0 }) => lead)),
      leeway: Math.max(...wishes.map(({ leeway = -Infinity }) => leeway)),
      lazy: wishes.every(({ lazy = false }) => lazy),
      remote: wishes.some(({ remote = false }) => remote),
    });
  }
}
