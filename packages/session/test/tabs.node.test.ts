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
