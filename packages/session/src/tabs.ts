import { readGrant } from '@secure-stream/protocol';
import type { Clock } from './clock.js';
import type { FetchToken, TokenResponse, TokenContext } from './providers/provider.js';
import { parseToken } from './token.js';

export interface TabsOptions {
  /** Tabs with the same name share tokens. */
  readonly name: string;
  readonly videoId: string;
  readonly clock: Clock;
  /** Once aborted, this tab no longer answers other tabs. */
  readonly signal?: AbortSignal | undefined;
}

/**
 * The answer of one tab to another: a token response, and its age in milliseconds. Durations can be compared across tabs, clock times
 * cannot.
 */
interface TabAnswer extends TokenResponse {
  readonly age: number;
}

const REQUEST = 'wanted';

/**
 * Lets the tabs of a browser request one token at a time, and share the result. Without Web Locks or BroadcastChannel, each tab makes its
 * own requests.
 */
export function shareAcrossTabs(fetchToken: FetchToken, { name, videoId, clock, signal }: TabsOptions): FetchToken {
  if (signal?.aborted || !globalThis.navigator?.locks || !globalThis.BroadcastChannel) return fetchToken;
  const channelName = `secure-stream:${videoId}:${name}`;
  let shared: SharedChannel;
  try {
    shared = joinChannel(channelName, clock, signal);
  } catch {
    // Some browsers refuse it to a sandboxed frame.
    return fetchToken;
  }
  const { channel } = shared;
  let previousToken: string | undefined;

  return (context) => {
    if (signal?.aborted) return fetchToken(context);
    const requestedAt = clock.now();
    // A refused token is not offered to other tabs.
    if (context.reason === 'rejected') shared.latest = null;
    let isLocked = false;
    const locked = navigator.locks.request(channelName, { signal: context.signal }, async () => {
      isLocked = true;
      // Until now, not until the answer: a slow message would make an older token look newer.
      const waitedMs = clock.now() - requestedAt;
      const isUseful = (received: TabAnswer) =>
        received.grant.token !== previousToken &&
        (needsNewToken(context) ? received.age < waitedMs : isFresh(received, videoId, clock.wall()));
      const own = readLatest(shared);
      const received =
        own && isUseful(own)
          ? own
          : await requestFromTabs(channel, isUseful, clock, context.reason === 'initial' ? 50 : 300);
      const answer = received ? adjustForAge(received) : await rejectOnAbort(fetchToken(context), context.signal);
      shared.latest = { answer: received ?? answer, at: shared.clock.now() - (received?.age ?? 0) };
      previousToken = answer.grant.token;
      return answer;
    });
    return locked.catch((error: unknown) => {
      // A sandboxed frame gets no lock.
      if (isLocked || context.signal.aborted) throw error;
      return fetchToken(context);
    });
  };
}

/** The channel of a video and a name. A page that creates its provider at each render joins the same one. */
interface SharedChannel {
  readonly channel: BroadcastChannel;
  readonly clock: Clock;
  /** The signals of those that use it. `undefined`: until the page closes. */
  readonly signals: Set<AbortSignal | undefined>;
  latest: { readonly answer: TokenResponse; readonly at: number } | null;
}

const channels = new Map<string, SharedChannel>();

function joinChannel(name: string, clock: Clock, signal: AbortSignal | undefined): SharedChannel {
  const shared = channels.get(name) ?? openChannel(name, clock);
  if (shared.signals.has(signal)) return shared;
  shared.signals.add(signal);
  signal?.addEventListener('abort', () => {
    shared.signals.delete(signal);
    if (shared.signals.size > 0) return;
    shared.channel.close();
    channels.delete(name);
  });
  return shared;
}

function openChannel(name: string, clock: Clock): SharedChannel {
  const shared: SharedChannel = { channel: new BroadcastChannel(name), clock, signals: new Set(), latest: null };
  channels.set(name, shared);
  shared.channel.addEventListener('message', ({ data }) => {
    const answer = data === REQUEST && readLatest(shared);
    if (answer) send(shared.channel, answer);
  });
  return shared;
}

const readLatest = ({ latest, clock }: SharedChannel): TabAnswer | null =>
  latest && { ...latest.answer, age: clock.now() - latest.at };

// oxlint-disable-next-line unicorn/require-post-message-target-origin -- a channel has no target: it is same-origin
const send = (channel: BroadcastChannel, message: TabAnswer | typeof REQUEST) => channel.postMessage(message);

/** Whether tokens of other tabs cannot help: they may be signed with the same revoked key. */
const needsNewToken = ({ reason }: TokenContext): boolean => reason === 'rejected' || reason === 'manual';

/** Asks the other tabs, and resolves with the first useful answer, or with `null` after the timeout. */
function requestFromTabs(
  channel: BroadcastChannel,
  isUseful: (answer: TabAnswer) => boolean,
  clock: Clock,
  timeoutMs: number,
): Promise<TabAnswer | null> {
  return new Promise((resolve) => {
    const finish = (answer: TabAnswer | null) => {
      cancelTimer();
      channel.removeEventListener('message', onMessage);
      resolve(answer);
    };
    const onMessage = ({ data }: MessageEvent<unknown>) => {
      const answer = parseTabAnswer(data);
      if (answer && isUseful(answer)) finish(answer);
    };
    const cancelTimer = clock.at(clock.now() + timeoutMs, () => finish(null));
    channel.addEventListener('message', onMessage);
    send(channel, REQUEST);
  });
}

function parseTabAnswer(data: unknown): TabAnswer | null {
  if (typeof data !== 'object' || data === null) return null;
  const { grant: given, serverTime, age } = data as Record<string, unknown>;
  const grant = readGrant(given);
  if (!grant || typeof age !== 'number') return null;
  return { grant, age, ...(typeof serverTime === 'number' ? { serverTime } : {}) };
}

/** A token past half of its lifetime would have to be renewed at once, so a new request is better. */
function isFresh(answer: TabAnswer, videoId: string, wall: number): boolean {
  try {
    const { lifetime } = parseToken(answer, videoId, { at: 0, wall: wall - answer.age });
    return answer.age < lifetime / 2;
  } catch {
    return false;
  }
}

function adjustForAge({ grant: { expiresIn, ...grant }, serverTime, age }: TabAnswer): TokenResponse {
  return {
    grant: expiresIn === undefined ? grant : { ...grant, expiresIn: expiresIn - age / 1000 },
    ...(serverTime === undefined ? {} : { serverTime: serverTime + age }),
  };
}

/** Releases the lock when `signal` is aborted, because a page's function may ignore the signal. */
function rejectOnAbort<Value>(promise: Promise<Value>, signal: AbortSignal): Promise<Value> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) reject(signal.reason);
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
    promise.then(resolve, reject);
  });
}
