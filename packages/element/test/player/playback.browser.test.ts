import { expect } from '@secure-stream/test-server/expect';
import { waitUntil } from '@secure-stream/test-server/wait';
import { testServer } from '@secure-stream/test-server/client';
import { mount } from '../support/mount.ts';

suite('<secure-stream>', () => {
  teardown(() => document.body.replaceChildren());

  // First in its page: then hls.js is not there yet, and what is asked for before it comes has to be what it wants.
  test('asks for one playlist of pictures and one of sound, the ones that hls.js begins with', async () => {
    const element = mount(await testServer.open());
    await waitUntil(() => element.readyState >= 2);
    const playlists = (await testServer.listRequests()).filter(({ kind }) => kind === 'media-playlist');
    expect(playlists).toHaveLength(2);
  });

  test('plays a protected film past its tokens, and the viewer sees nothing of it', async () => {
    const element = mount(await testServer.open({ tokenLifetime: 4 }));
    const events: string[] = [];
    let renewals = 0;
    element.addEventListener('tokenrefresh', () => (renewals += 1));
    await element.play();
    for (const name of ['waiting', 'emptied', 'seeking', 'error'])
      element.addEventListener(name, () => events.push(name));
    await waitUntil(() => element.currentTime > 10);

    expect(renewals).toBeGreaterThanOrEqual(2);
    expect(events).toStrictEqual([]);
    expect(['ready', 'renewing']).toContain(element.state);
    const requests = await testServer.listRequests();
    expect(requests.filter(({ status }) => status >= 400)).toStrictEqual([]);
  });
});
