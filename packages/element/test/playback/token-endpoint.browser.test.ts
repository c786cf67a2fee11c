import { expect } from '@secure-stream/test-server/expect';
import { nextEvent } from '@secure-stream/test-server/wait';
import { testServer } from '@secure-stream/test-server/client';
import { mount } from '../support/mount.ts';

suite('a relative token-endpoint', () => {
  const { href } = location;
  const { fetch } = window;
  let requested: string[];

  setup(() => {
    requested = [];
    window.fetch = (...parameters) => {
      requested.push(new Request(parameters[0]).url);
      return fetch(...parameters);
    };
  });
  teardown(() => {
    history.replaceState(null, '', href);
    window.fetch = fetch;
    document.body.replaceChildren();
  });

  // A page with its own router changes its URL during playback.
  for (const [tokenEndpoint, path] of [
    ['tokens/none', 'tokens/none'],
    ['tokens/{videoId}?page=1', 'tokens/ID?page=1'],
  ] as const)
    test(`is resolved once, when it is set: ${tokenEndpoint}`, async () => {
      const fixture = await testServer.open();
      const element = mount(fixture, { tokenEndpoint });
      expect(element.tokenEndpoint).toBe(tokenEndpoint);
      await nextEvent(element, 'error');
      history.pushState(null, '', '/elsewhere/lesson/2');
      await element.refreshToken().catch(() => undefined);
      const url = new URL(path.replace('ID', fixture.videoId), href).href;
      expect(requested.filter((url) => url.includes('/tokens/'))).toStrictEqual([url, url]);
    });
});
