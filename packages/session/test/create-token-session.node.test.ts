import { afterEach, describe, expect, test } from 'vitest';
import { createTokenSession, signedUrl, type CreateTokenSessionOptions } from '../src/index.ts';
import type { TokenContext } from '../src/providers/provider.ts';
import { FakeClock, flushPromises } from './support/fake-clock.ts';
import { VIDEO_ID } from './support/session-fixture.ts';

const sessions: { stop(): void }[] = [];
afterEach(() => {
  for (const session of sessions.splice(0)) session.stop();
});

function create(options: Partial<CreateTokenSessionOptions> = {}) {
  const clock = new FakeClock();
  const requests: TokenContext[] = [];
  const session = createTokenSession({
    videoId: VIDEO_ID,
    origin: 'https://stream.example',
    clock,
    fetchToken: (context) => {
      requests.push(context);
      return { token: `token-number-${requests.length}`, expiresIn: 100 };
    },
    ...options,
  });
  sessions.push(session);
  return { clock, requests, session };
}

describe('createTokenSession', () => {
  test('requests a token at once, and renews it before it expires, as one playback', async () => {
    const { session, clock, requests } = create();
    expect(await session.waitForToken()).toBe('token-number-1');
    expect(session.expiresAt).toBe(clock.wall() + 100_000);
    await clock.advance(90_000);
    await flushPromises();
    expect(session.token).toBe('token-number-2');
    expect(new Set(requests.map(({ playbackId }) => playbackId)).size).toBe(1);
    expect(requests.map(({ reason }) => reason)).toEqual(['initial', 'renewal']);
  });

  test('renews at the time that the site wants', async () => {
    const { session, clock, requests } = create({ renewBefore: 40 });
    await session.waitForToken();
    await clock.advance(61_000);
    await flushPromises();
    expect(requests).toHaveLength(2);
  });

  test('starts with a token that the page has', async () => {
    const { session, requests } = create({ token: 'token-of-the-page' });
    expect([session.token, requests]).toEqual(['token-of-the-page', []]);
  });

  test('checks the token when the host wakes, and stops listening with stop()', async () => {
    let wake = () => {};
    let hasStopped = () => false;
    const { session, clock, requests } = create({
      onWake: (callback, signal) => {
        wake = callback;
        hasStopped = () => signal.aborted;
      },
    });
    await session.waitForToken();
    clock.sleep(95_000);
    wake();
    await flushPromises();
    expect(requests).toHaveLength(2);
    session.stop();
    expect([hasStopped(), clock.timers, session.token]).toEqual([true, [], null]);
  });

  test('reports a failure as a typed error, and succeeds after refresh()', async () => {
    let isDenied = true;
    const { session } = create({
      fetchToken: async () => {
        const { StreamError } = await import('../src/stream-error.ts');
        if (isDenied) throw new StreamError('token-denied');
        return 'token-number-1';
      },
    });
    await expect(session.waitForToken()).rejects.toMatchObject({ reason: 'token-denied' });
    expect(session.error).toMatchObject({ reason: 'token-denied', remedy: 'viewer' });
    isDenied = false;
    await session.refresh();
    expect([session.token, session.error]).toEqual(['token-number-1', null]);
  });

  test.each<[string, Partial<CreateTokenSessionOptions>]>([
    ['origin', { origin: 'http://stream.example' }],
    ['endpoint', { fetchToken: undefined }],
  ])('throws config when its %s cannot work', (name, options) => {
    expect(() => create(options)).toThrow(new RegExp(`^config: ${name}`));
  });
});

test('signedUrl waits for a token and puts it into the path', async () => {
  const { session } = create();
  expect(await signedUrl(session, '/thumbnails/thumbnail.jpg?time=12s')).toBe(
    'https://stream.example/token-number-1/thumbnails/thumbnail.jpg?time=12s',
  );
});
