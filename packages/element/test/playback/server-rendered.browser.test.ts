// @browsers all: the parser upgrades markup from the server
// Not the package's entry, which imports what only a server needs.
import { streamHints } from '../../../signer/src/stream-hints.ts';
import { expect } from '@secure-stream/test-server/expect';
import { waitUntil } from '@secure-stream/test-server/wait';
import { testServer } from '@secure-stream/test-server/client';
import { requestToken, renewToken } from '../support/mount.ts';

suite('the script of streamHints()', () => {
  teardown(() => document.body.replaceChildren());

  test('hands token and playlist over to a player that is defined already, which renews through its endpoint', async () => {
    const fixture = await testServer.open();
    const { origin: streamOrigin, endpoint, videoId } = fixture;
    const { script } = streamHints({ grant: { token: await requestToken(fixture), expiresIn: 3600 }, streamOrigin });
    await testServer.clearRequests();
    const attributes = `video-id="${videoId}" stream-origin="${streamOrigin}" token-endpoint="${endpoint}" muted`;
    // Unlike `innerHTML`, runs scripts, and says which one runs.
    const html = `<img name="currentScript"><secure-stream ${attributes}>${script}</secure-stream>`;
    document.body.append(document.createRange().createContextualFragment(html));
    // Markup of the page, such as of a comment, can take this name.
    expect(document.currentScript instanceof HTMLImageElement).toBe(true);
    const element = document.querySelector('secure-stream')!;
    expect(element.childElementCount).toBe(0);
    await waitUntil(() => element.readyState >= 2);
    expect(await testServer.countTokenRequests()).toBe(0);
    const playlists = (await testServer.listRequests()).filter(({ kind }) => kind === 'multivariant');
    expect(playlists.map(({ status }) => status)).toStrictEqual([200]);
    expect(document.documentElement.outerHTML.includes('eyJ')).toBe(false);
    await renewToken(element);
    expect(await testServer.countTokenRequests()).toBe(1);
  });
});
