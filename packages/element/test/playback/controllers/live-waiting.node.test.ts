import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { StreamError } from '../../../../session/src/stream-error.ts';
import { FakeClock } from '../../../../session/test/support/fake-clock.ts';
import type { MediaPort } from '../../../src/media/media-port.ts';
import { waitForLive } from '../../../src/playback/controllers/live-waiting.ts';

beforeEach(() => void vi.stubGlobal('document', Object.assign(new EventTarget(), { hidden: false })));
afterEach(() => vi.unstubAllGlobals());

/** A viewer who waits for a live stream. `accepts` says which tokens the origin accepts. */
function wait(accepts: (token: string) => boolean) {
  const clock = new FakeClock();
  const sent: string[] = [];
  const rejected: string[] = [];
  let token = 'first';
  let starts = 0;
  vi.stubGlobal('fetch', async (url: string) => {
    const id = new URL(url).pathname.split('/')[1]!;
    sent.push(id);
    return accepts(id) ? Response.json({ live: true }) : new Response(null, { status: 401 });
  });
  waitForLive({
    media: () => ({}) as MediaPort,
    state: () => ({ status: 'error', error: new StreamError('not-live') }),
    streamType: () => 'live',
    origin: 'https://origin.example',
    tokens: {
      current: () => token,
      remainingLifetime: () => Infinity,
      waitForToken: async () => token,
      accept: () => undefined,
      async reject(value) {
        rejected.push(value);
        return (token = 'fresh');
      },
    },
    refreshToken: async () => undefined,
    clock,
    retry: () => (starts += 1),
    play: async () => undefined,
    finish: () => undefined,
    signal: new AbortController().signal,
  })();
  return { clock, sent, rejected, starts: () => starts };
}

test('waitForLive replaces a token that the origin refuses while the viewer waits', async () => {
  const { clock, sent, rejected, starts } = wait((token) => token === 'fresh');
  await clock.advance(60_000);
  expect([sent, rejected, starts()]).toEqual([['first', 'fresh'], ['first'], 1]);
});

test('waitForLive rejects no replacement, and goes on polling', async () => {
  const { clock, sent, rejected } = wait(() => false);
  await clock.advance(60_000);
  expect(rejected).toEqual(['first']);
  expect(sent.filter((token) => token === 'fresh').length).toBeGreaterThan(2);
});
