import { expect } from 'chai';
import { stage } from '../../../../e2e/stage/client.ts';
import { interruptionsOf, mount, playing, until } from '../element/mount.ts';

suite('segments that carry a signature of their own', () => {
  teardown(() => document.body.replaceChildren());

  test('that dies with the token are found anew in a fresh playlist, in place', async () => {
    const element = mount(await stage.open({ life: 6, options: { segments: 'signature', segmentLifetime: 'token' } }));
    await playing(element);
    const interruptions = interruptionsOf(element);
    await until(() => element.currentTime > 26);
    expect(interruptions).to.deep.equal([]);
    expect(element.error).to.equal(null);

    const entries = await stage.requests();
    const refused = entries.filter(({ status }) => status >= 400);
    // A fresh playlist is fetched before the signature expires.
    expect(refused).to.deep.equal([]);
    const sent = entries.filter(({ kind, status }) => kind === 'segment' && status < 400).map(({ path }) => path);
    expect(sent.filter((path, index) => sent.indexOf(path) !== index)).to.deep.equal([]);
  });

  test('that expires before the token are found anew in time too', async () => {
    const element = mount(await stage.open({ life: 3600, options: { segments: 'signature', segmentLifetime: 5 } }));
    await playing(element);
    const interruptions = interruptionsOf(element);
    await until(() => element.currentTime > 18);
    expect(interruptions).to.deep.equal([]);
    const entries = await stage.requests();
    expect(entries.filter(({ status }) => status >= 400)).to.deep.equal([]);
    // One per track and lifetime at most.
    expect(entries.filter(({ kind }) => kind === 'media-playlist').length).to.be.within(4, 20);
  });

  test('that outlives the token need nothing', async () => {
    const element = mount(await stage.open({ life: 4, options: { segments: 'signature' } }));
    await playing(element);
    const interruptions = interruptionsOf(element);
    await until(() => element.currentTime > 12);
    const entries = await stage.requests();
    expect(interruptions).to.deep.equal([]);
    expect(entries.filter(({ status }) => status >= 400)).to.deep.equal([]);
    const playlists = entries.filter(({ kind }) => kind === 'media-playlist').map(({ path }) => path);
    expect(new Set(playlists).size).to.equal(playlists.length);
  });
});
