import { expect } from '@secure-stream/test-server/expect';
import { nextEvent, playTo, waitUntil } from '@secure-stream/test-server/wait';
import { testServer } from '@secure-stream/test-server/client';
import { FAST_BUFFER, recordInterruptions, mount, startPlaying } from '../../support/mount.ts';
import { createElementWithClock, mountFast, ShiftedClock } from '../../support/shifted-clock.ts';

suite('hls engine: a token that is rejected during playback', () => {
  teardown(() => document.body.replaceChildren());

  test('is renewed once, and the same requests are sent again without an interruption', async () => {
    const element = mountFast(await testServer.open({ latency: 40 }), { hlsConfig: FAST_BUFFER }, 2);
    await startPlaying(element);
    const interruptions = await recordInterruptions(element);
    await testServer.clearRequests();
    await testServer.revokeKey();
    const start = element.currentTime;
    await playTo(element, start + 10);

    const entries = await testServer.listRequests();
    const refused = entries.filter(({ status }) => status === 401);
    expect(await testServer.countTokenRequests()).toBe(1);
    // One video and one audio segment may have been in flight. If audio is refused first, the multivariant playlist shows whether
    // the token is the cause.
    const refusedKinds = refused.map(({ kind }) => kind);
    expect(refused.length).toBeGreaterThanOrEqual(1);
    expect(refusedKinds.filter((kind) => kind === 'segment').length).toBeLessThanOrEqual(2);
    expect(refusedKinds.filter((kind) => kind !== 'segment').length).toBeLessThanOrEqual(1);
    for (const { path } of refused)
      expect(entries.filter((entry) => fileOf(entry.path) === fileOf(path)).map(({ status }) => status)).toStrictEqual([
        401, 200,
      ]);
    expect(interruptions).toStrictEqual([]);
    expect(element.error).toBe(null);
  });

  test('ends in a typed error without a loop when its successor is rejected too', async () => {
    const clock = new ShiftedClock();
    const hlsConfig = { maxBufferLength: 2, maxMaxBufferLength: 2 };
    const element = mount(await testServer.open(), { hlsConfig }, createElementWithClock(clock));
    await startPlaying(element);
    await testServer.clearRequests();
    await testServer.setBehavior('bad-signature');
    const failed = nextEvent(element, 'error');
    await testServer.revokeKey();
    await failed;

    expect(element.error).toMatchObject({ reason: 'token-rejected', remedy: 'developer' });
    expect(element.state).toBe('error');
    const [tokenRequests, requests] = [await testServer.countTokenRequests(), (await testServer.listRequests()).length];
    expect(tokenRequests).toBe(1);
    // The poster is optional, and its refusal does not count.
    const required = (await testServer.listRequests()).filter(({ kind }) => kind !== 'thumbnail');
    expect(required.length).toBeLessThanOrEqual(6);
    await clock.elapse(60_000);
    expect(await testServer.countTokenRequests()).toBe(tokenRequests);
    expect(await testServer.listRequests()).toHaveLength(requests);

    await testServer.setBehavior('ok');
    element.retry();
    await waitUntil(() => element.state === 'ready' && !element.paused);
    const resumed = element.currentTime;
    await waitUntil(() => element.currentTime > resumed + 2);
  });

  test('reports token-rejected when a rule blocks the viewer', async () => {
    const fixture = await testServer.open();
    const element = mountFast(fixture);
    await startPlaying(element);
    await testServer.rejectNext({
      target: ['segment', 'init', 'media-playlist', 'multivariant'],
      reason: 'blocked-by-rule',
      count: 1000,
    });
    await waitUntil(() => element.error);
    // Without access rules in the token, the cause is unknown.
    expect(element.error?.reason).toBe('token-rejected');
  });

  test('does not interrupt playback when the origin rejects it only at times', async () => {
    const element = mountFast(await testServer.open(), { hlsConfig: FAST_BUFFER }, 2);
    await startPlaying(element);
    const interruptions = await recordInterruptions(element);
    for (let time = 0; time < 3; time += 1) {
      await testServer.rejectNext({ target: 'segment', reason: 'signature-invalid' });
      const start = element.currentTime;
      await playTo(element, start + 4);
    }
    expect(interruptions).toStrictEqual([]);
  });
});

/** The path without the video id or token, which may be unknown for a refused request. */
const fileOf = (path: string): string => path.split('/').slice(2).join('/');
