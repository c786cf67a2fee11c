import { createClock, type Clock } from '../src/clock.js';
import { shareAcrossTabs } from '../src/tabs.js';

/** In another page of the browser: sends the token that it gets to its parent. */
export async function sendToken(name: string, videoId: string): Promise<void> {
  const { signal } = new AbortController();
  // On a busy machine, the answer of the other page comes after the timeout.
  const clock: Clock = { ...createClock(), at: () => () => undefined };
  const ownToken = async () => ({ grant: { token: 'token-of-the-frame' } });
  const fetchToken = shareAcrossTabs(ownToken, { name, videoId, clock, signal });
  const { grant } = await fetchToken({ videoId, reason: 'initial', signal });
  parent.postMessage(grant.token, location.ancestorOrigins?.[0] ?? '*');
}
