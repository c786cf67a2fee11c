import { expect } from 'chai';
import { stage } from '../../../../e2e/stage/client.js';
import { mount } from '../element/mount.js';
import { PAGES } from './wpt-pages.js';

suite('what web-platform-tests demand of <video>', () => {
  teardown(() => document.body.replaceChildren());

  for (const [name, { autoplay = false, run }] of Object.entries(PAGES))
    test(name, async () => {
      const element = mount(await stage.open(), { autoplay, poster: 'none' });
      expect(await run(element)).to.equal(true);
    });
});
