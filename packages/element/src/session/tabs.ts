import { readGrant } from '@secure-stream/protocol';
import type { Clock } from '../clock.js';
import type { AskForToken, TokenAnswer, TokenContext } from './provider.js';
import { receiveToken } from './token.js';

export interface TabsOptions {
  /** Tabs with the same name share. */
  readonly name: string;
  readonly videoId: string;
  readonly clock: Clock;
  /** When it is aborted, this tab answers no other any more. */
  readonly signal?: AbortSignal | undefined;
}

/** What a tab tells another: what it was given, and how many milliseconds ago. Durations cross the channel, instants do not. */
interface News extends TokenAnswer {
  readonly age: number;
}

const WANTED = 'wanted';

/**
 * Lets the tabs of one browser ask one at a time, and each of them take what another has just been given. Where there are no Web Locks
 * or no BroadcastChannel, each tab asks for itself.
 */
export function askAcrossTabs(ask: AskForToken, { name, videoId, clock, signal }: TabsOptions): AskForToken {
  if (!globalThis.navigator?.locks || !globalThis.BroadcastChannel) return ask;
  const address = `secure-stream:${videoId}:${name}`;
  const channel = new BroadcastChannel(address);
  let own: { readonly answer: TokenAnswer; readonly at: number } | null = null;
  channel.addEventListener('message', ({ data }) => {
    if (data === WANTED && own) tell(channel, { ...own.answer, age: clock.now() - own.at });
  });
  signal?.addEventListener('abort', () => channel.close());

  return (context) => {
    if (signal?.aborted) return ask(context);
    const asked = clock.now();
    // What the origin refused is offered to nobody.
    const last = own?.answer.grant.token;
    if (context.reason === 'rejected') own = null;
    return navigator.locks.request(address, { signal: context.signal }, async () => {
      const isUseful = (news: News) =>
        news.grant.token !== last &&
        (isAboutThisToken(context) ? news.age < clock.now() - asked : isYoung(news, videoId, clock.wall()));
      const news = await hear(channel, isUseful, clock, context.reason === 'initial' ? 50 : 300);
      const answer = news ? aged(news) : await unlessAborted(ask(context), context.signal);
      own = news ? { answer: news, at: clock.now() - news.age } : { answer, at: clock.now() };
      return answer;
    });
  };
}

// oxlint-disable-next-line unicorn/require-post-message-target-origin -- a channel has no target: it is same-origin
const tell = (channel: BroadcastChannel, message: News | typeof WANTED) => channel.postMessage(message);

/** Nothing that others were given before can help: it may be signed with the same revoked key. */
const isAboutThisToken = ({ reason }: TokenContext): boolean => reason === 'rejected' || reason === 'manual';

/** Asks the other tabs, and waits for the first useful answer; `null` when there is none in time. */
function hear(
  channel: BroadcastChannel,
  isUseful: (news: News) => boolean,
  clock: Clock,
  patience: number,
): Promise<News | null> {
  return new Promise((resolve) => {
    const end = (news: News | null) => {
      forget();
      channel.removeEventListener('message', listen);
      resolve(news);
    };
    const listen = ({ data }: MessageEvent<unknown>) => {
      const news = readNews(data);
      if (news && isUseful(news)) end(news);
    };
    const forget = clock.at(clock.now() + patience, () => end(null));
    channel.addEventListener('message', listen);
    tell(channel, WANTED);
  });
}

function readNews(data: unknown): News | null {
  if (typeof data !== 'object' || data === null) return null;
  const { grant: given, serverTime, age } = data as Record<string, unknown>;
  const grant = readGrant(given);
  if (typeof grant !== 'object' || typeof age !== 'number') return null;
  return { grant, age, ...(typeof serverTime === 'number' ? { serverTime } : {}) };
}

/** With half of its life behind it, a token is better asked for anew: taken, it would be due at once. */
function isYoung(news: News, videoId: string, wall: number): boolean {
  try {
    const { lifetime } = receiveToken(news, videoId, { at: 0, wall: wall - news.age });
    return news.age < lifetime / 2;
  } catch {
    return false;
  }
}

function aged({ grant: { expiresIn, ...grant }, serverTime, age }: News): TokenAnswer {
  return {
    grant: expiresIn === undefined ? grant : { ...grant, expiresIn: expiresIn - age / 1000 },
    ...(serverTime === undefined ? {} : { serverTime: serverTime + age }),
  };
}

/** A page's function may ignore the signal. The lock must not wait for it. */
function unlessAborted<Value>(promise: Promise<Value>, signal: AbortSignal): Promise<Value> {
  return new Promise((resolve, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
    promise.then(resolve, reject);
  });
}
