import { expect, onTestFinished, test, vi } from 'vitest';
import { shareAcrossTabs } from '../src/tabs.ts';
import { FakeClock } from './support/fake-clock.ts';

const refuse = (): void => {
  throw new DOMException('The frame is sandboxed.', 'SecurityError');
};

class Channel extends EventTarget {}

test.each([
  ['channel', refuse, async (): Promise<void> => {}],
  ['lock', Channel, async (): Promise<void> => refuse()],
])(
  'shareAcrossTabs requests a token of its own where the browser refuses a %s',
  async (_, BroadcastChannel, request) => {
    vi.stubGlobal('navigator', { locks: { request } });
    vi.stubGlobal('BroadcastChannel', BroadcastChannel);
    onTestFinished(() => void vi.unstubAllGlobals());
    const answer = { grant: { token: 'own-token', expiresIn: 100 } };
    const videoId = '5d5bc37ffcf54c9b82e996823bffbb81';
    const share = shareAcrossTabs(async () => answer, { name: 'viewer', videoId, clock: new FakeClock() });
    expect(await share({ videoId, reason: 'initial', signal: new AbortController().signal })).toBe(answer);
  },
);

test('shareAcrossTabs opens one channel for a page that creates its provider at each render', async () => {
  const opened: Channel[] = [];
  let closed = 0;
  class CountedChannel extends Channel {
    constructor() {
      super();
      opened.push(this);
    }
    postMessage(): void {}
    close(): void {
      closed += 1;
    }
  }
  vi.stubGlobal('navigator', {
    locks: { request: (_name: string, _options: object, act: () => Promise<unknown>) => act() },
  });
  vi.stubGlobal('BroadcastChannel', CountedChannel);
  onTestFinished(() => void vi.unstubAllGlobals());
  const clock = new FakeClock();
  const videoId = 'ab'.repeat(16);
  const lifetimes = [new AbortController(), new AbortController()] as const;
  let requests = 0;
  const render = (lifetime: AbortController) =>
    shareAcrossTabs(async () => ({ grant: { token: `token-number-${(requests += 1)}`, expiresIn: 100 } }), {
      name: 'render',
      videoId,
      clock,
      signal: lifetime.signal,
    });
  const request = async (share: ReturnType<typeof render>, reason: 'initial' | 'manual') => {
    const answer = share({ videoId, reason, signal: new AbortController().signal });
    await clock.advance(400);
    return (await answer).grant.token;
  };
  expect(await request(render(lifetimes[0]), 'initial')).toBe('token-number-1');
  // The token of an earlier provider of the page is still fresh.
  expect(await request(render(lifetimes[0]), 'initial')).toBe('token-number-1');
  expect(await request(render(lifetimes[1]), 'manual')).toBe('token-number-2');
  expect(opened).toHaveLength(1);
  lifetimes[0].abort();
  expect(closed).toBe(0);
  lifetimes[1].abort();
  expect(closed).toBe(1);
});
