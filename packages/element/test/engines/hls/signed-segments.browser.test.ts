import { expect } from '@secure-stream/test-server/expect';
import { playTo } from '@secure-stream/test-server/wait';
import { testServer } from '@secure-stream/test-server/client';
import { FAST_BUFFER, recordInterruptions, startPlaying } from '../../support/mount.ts';
import { mountFast } from '../../support/shifted-clock.ts';

/** With lifetimes of 8 s, a renewal has four seconds: a busy page may answer nothing for a second. */
const SPEED = 2;
const LIFETIME_S = 8;

suite('hls engine: a segment signature', () => {
  teardown(() => document.body.replaceChildren());

  for (const [name, tokenLifetime, segmentLifetime] of [
    ['with', LIFETIME_S, 'token'],
    ['before', 3600, LIFETIME_S],
  ] as const)
    test(`that expires ${name} the token is replaced after one refusal, which the viewer does not notice`, async () => {
      const element = mountFast(
        await testServer.open({
          tokenLifetime,
          speed: SPEED,
          originOptions: { segments: 'signature', segmentLifetime },
        }),
        { hlsConfig: FAST_BUFFER },
        SPEED,
      );
      await startPlaying(element);
      const interruptions = await recordInterruptions(element);
      await playTo(element, 2 * LIFETIME_S);
      expect(interruptions).toStrictEqual([]);
      expect(element.error).toBe(null);

      const entries = await testServer.listRequests();
      const refused = entries.filter(({ status }) => status >= 400);
      expect(new Set(refused.map(({ kind }) => kind))).toStrictEqual(new Set(['segment']));
      // Video and audio, for each signature that expires.
      expect(refused.length).toBeLessThanOrEqual(2 * Math.ceil(30 / LIFETIME_S));
      const sent = entries.filter(({ kind, status }) => kind === 'segment' && status < 400).map(({ path }) => path);
      expect(sent.filter((path, index) => sent.indexOf(path) !== index)).toStrictEqual([]);
    });

  test('that is valid longer than the token is not replaced', async () => {
    const element = mountFast(
      await testServer.open({ tokenLifetime: LIFETIME_S, speed: SPEED, originOptions: { segments: 'signature' } }),
      { hlsConfig: FAST_BUFFER },
      SPEED,
    );
    await startPlaying(element);
    const interruptions = await recordInterruptions(element);
    await playTo(element, 12);
    const entries = await testServer.listRequests();
    expect(interruptions).toStrictEqual([]);
    expect(entries.filter(({ status }) => status >= 400)).toStrictEqual([]);
    const playlists = entries.filter(({ kind }) => kind === 'media-playlist').map(({ path }) => path);
    expect(new Set(playlists).size).toBe(playlists.length);
  });
});
