import { expect } from 'chai';
import { stage } from '../../../../e2e/stage/client.js';
import { testExcept } from '../element/except.js';
import { mount } from '../element/mount.js';
import { PAGES } from './wpt-pages.js';

suite('what web-platform-tests demand of <video>', () => {
  teardown(() => document.body.replaceChildren());

  for (const [name, { autoplay = false, except = {}, run }] of Object.entries(PAGES))
    testExcept(except, name, async () => {
      const element = mount(await stage.open(), { autoplay, poster: 'none' });
      expect(await run(element)).to.equal(true);
    });
});
