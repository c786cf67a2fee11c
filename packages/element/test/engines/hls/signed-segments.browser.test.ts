import { expect } from 'chai';
import { testServer } from '@secure-stream/test-server/client';
import { recordInterruptions, mount, startPlaying, waitUntil } from '../../support/mount.ts';

suite('segments that carry a signature of their own', () => {
  teardown(() => document.body.replaceChildren());

  test('that dies with the token are found anew in a fresh playlist, in place', async () => {
    const element = mount(
      await testServer.open({ tokenLifetime: 6, originOptions: { segments: 'signature', segmentLifetime: 'token' } }),
    );
    await startPlaying(element);
    const interruptions = recordInterruptions(element);
    await waitUntil(() => element.currentTime > 26);
    expect(interruptions).to.deep.equal([]);
    expect(element.error).to.equal(null);

    const entries = await testServer.listRequests();
    const refused = entries.filter(({ status }) => status >= 400);
    // A fresh playlist is fetched before the signature expires.
    expect(refused).to.deep.equal([]);
    const sent = entries.filter(({ kind, status }) => kind === 'segment' && status < 400).map(({ path }) => path);
    expect(sent.filter((path, index) => sent.indexOf(path) !== index)).to.deep.equal([]);
  });

  test('that expires before the token are found anew in time too', async () => {
    const element = mount(
      await testServer.open({ tokenLifetime: 3600, originOptions: { segments: 'signature', segmentLifetime: 5 } }),
    );
    await startPlaying(element);
    const interruptions = recordInterruptions(element);
    await waitUntil(() => element.currentTime > 18);
    expect(interruptions).to.deep.equal([]);
    const entries = await testServer.listRequests();
    expect(entries.filter(({ status }) => status >= 400)).to.deep.equal([]);
    // One per track and lifetime at most.
    expect(entries.filter(({ kind }) => kind === 'media-playlist').length).to.be.within(4, 20);
  });

  test('that outlives the token need nothing', async () => {
    const element = mount(await testServer.open({ tokenLifetime: 4, originOptions: { segments: 'signature' } }));
    await startPlaying(element);
    const interruptions = recordInterruptions(element);
    await waitUntil(() => element.currentTime > 12);
    const entries = await testServer.listRequests();
    expect(interruptions).to.deep.equal([]);
    expect(entries.filter(({ status }) => status >= 400)).to.deep.equal([]);
    const playlists = entries.filter(({ kind }) => kind === 'media-playlist').map(({ path }) => path);
    expect(new Set(playlists).size).to.equal(playlists.length);
  });
});
