import { expect } from '@secure-stream/test-server/expect';
import { waitUntil } from '@secure-stream/test-server/wait';
import { testServer } from '@secure-stream/test-server/client';
import { FAST_BUFFER, recordInterruptions, startPlaying } from '../../support/mount.ts';
import { mountFast } from '../../support/shifted-clock.ts';

/** With lifetimes from 8 s on, a renewal has four seconds: a busy page may answer nothing for a second. */
const SPEED = 2;

suite('hls engine: a segment signature', () => {
  teardown(() => document.body.replaceChildren());

  test('that expires with the token is replaced by a fresh playlist', async () => {
    const element = mountFast(
      await testServer.open({
        tokenLifetime: 12,
        speed: SPEED,
        originOptions: { segments: 'signature', segmentLifetime: 'token' },
      }),
      { hlsConfig: FAST_BUFFER },
      SPEED,
    );
    await startPlaying(element);
    const interruptions = await recordInterruptions(element);
    await waitUntil(() => element.currentTime > 36);
    expect(interruptions).toStrictEqual([]);
    expect(element.error).toBe(null);

    const entries = await testServer.listRequests();
    const refused = entries.filter(({ status }) => status >= 400);
    // A fresh playlist is fetched before the signature expires.
    expect(refused).toStrictEqual([]);
    const sent = entries.filter(({ kind, status }) => kind === 'segment' && status < 400).map(({ path }) => path);
    expect(sent.filter((path, index) => sent.indexOf(path) !== index)).toStrictEqual([]);
  });

  test('that expires before the token is replaced in time', async () => {
    const element = mountFast(
      await testServer.open({
        tokenLifetime: 3600,
        speed: SPEED,
        originOptions: { segments: 'signature', segmentLifetime: 10 },
      }),
      { hlsConfig: FAST_BUFFER },
      SPEED,
    );
    await startPlaying(element);
    const interruptions = await recordInterruptions(element);
    await waitUntil(() => element.currentTime > 30);
    expect(interruptions).toStrictEqual([]);
    const entries = await testServer.listRequests();
    expect(entries.filter(({ status }) => status >= 400)).toStrictEqual([]);
    // One per track and lifetime at most.
    const playlistCount = entries.filter(({ kind }) => kind === 'media-playlist').length;
    expect(playlistCount).toBeGreaterThanOrEqual(4);
    expect(playlistCount).toBeLessThanOrEqual(20);
  });

  test('that is valid longer than the token is not replaced', async () => {
    const element = mountFast(
      await testServer.open({ tokenLifetime: 8, speed: SPEED, originOptions: { segments: 'signature' } }),
      { hlsConfig: FAST_BUFFER },
      SPEED,
    );
    await startPlaying(element);
    const interruptions = await recordInterruptions(element);
    await waitUntil(() => element.currentTime > 16);
    const entries = await testServer.listRequests();
    expect(interruptions).toStrictEqual([]);
    expect(entries.filter(({ status }) => status >= 400)).toStrictEqual([]);
    const playlists = entries.filter(({ kind }) => kind === 'media-playlist').map(({ path }) => path);
    expect(new Set(playlists).size).toBe(playlists.length);
  });
});
