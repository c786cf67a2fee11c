import { expect } from '@secure-stream/test-server/expect';
import { playTo, waitUntil } from '@secure-stream/test-server/wait';
import { testServer } from '@secure-stream/test-server/client';
import { FAST_BUFFER, mount, recordInterruptions } from '../support/mount.ts';
import { mountFast } from '../support/shifted-clock.ts';

suite('<secure-stream>', () => {
  teardown(() => document.body.replaceChildren());

  // The first test of its page: hls.js is not loaded yet, so the prefetch has to request what hls.js will request.
  test('requests one video and one audio playlist, which hls.js uses', async () => {
    const element = mount(await testServer.open());
    await waitUntil(() => element.readyState >= 2);
    const playlists = (await testServer.listRequests()).filter(({ kind }) => kind === 'media-playlist');
    expect(playlists).toHaveLength(2);
  });

  test('plays a protected video across renewals without an interruption', async () => {
    const SPEED = 2;
    const fixture = await testServer.open({ tokenLifetime: 8, speed: SPEED });
    const element = mountFast(fixture, { hlsConfig: FAST_BUFFER }, SPEED);
    let renewals = 0;
    element.addEventListener('tokenrefresh', () => (renewals += 1));
    await element.play();
    const interruptions = await recordInterruptions(element);
    await playTo(element, 15);

    expect(renewals).toBeGreaterThanOrEqual(2);
    expect(interruptions).toStrictEqual([]);
    expect(['ready', 'renewing']).toContain(element.state);
    const requests = await testServer.listRequests();
    expect(requests.filter(({ status }) => status >= 400)).toStrictEqual([]);
  });
});
