import { expect } from 'chai';
import { stage } from '../../../../e2e/stage/client.ts';
import { testExcept } from '../element/except.ts';
import { mount, next, until } from '../element/mount.ts';

/** Error 4, "Failed to push buffer"; with bare hls.js it plays from the beginning. */
const GSTREAMER = { webkit: 'its pipeline breaks when it is sought to the last frame' };

suite('the end of a film', () => {
  teardown(() => document.body.replaceChildren());

  for (const before of [0, 0.05])
    testExcept(GSTREAMER, `is reached by a seek to ${before} s before it, although nothing was played`, async () => {
      const element = mount(await stage.open());
      await next(element, 'loadedmetadata');
      const end = element.duration - before;
      element.currentTime = end;
      await next(element, 'seeked');
      expect(element.currentTime).to.be.closeTo(end, 0.01);

      element.currentTime = 40;
      await next(element, 'seeked');
      expect(element.duration).to.be.closeTo(96, 0.1);
      await element.play();
      await until(() => element.currentTime > 41);
      element.currentTime = end;
      await next(element, 'ended');
      expect(element.ended).to.equal(true);
    });

  test('is where a film starts that is told to, and ends', async () => {
    const element = mount(await stage.open(), { startTime: 95.95, autoplay: true });
    await next(element, 'ended');
    expect(element.currentTime).to.be.closeTo(96, 0.1);
  });
});
