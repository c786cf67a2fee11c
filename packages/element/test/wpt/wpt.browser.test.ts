// @browsers firefox: runs tests of the web platform that are written for <video>
import { expect } from '@secure-stream/test-server/expect';
import { testServer } from '@secure-stream/test-server/client';
import { testExcept } from '../support/test-except.js';
import { mount } from '../support/mount.js';
import { WPT_PAGES } from './pages.js';

suite('web-platform-tests of <video>', () => {
  teardown(() => document.body.replaceChildren());

  for (const [name, { autoplay = false, except = {}, run }] of Object.entries(WPT_PAGES))
    testExcept(except, name, async () => {
      const element = mount(await testServer.open(), { autoplay, poster: 'none' });
      expect(await run(element)).toBe(true);
    });
});
