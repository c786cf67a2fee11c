import { stage } from '../../../../e2e/stage/client.ts';
import { mount, pause, playing, until } from '../element/mount.ts';

suite('damaged segments', () => {
  test('of a live stream do not freeze the page', async () => {
    const scene = await stage.open();
    await stage.start();
    await pause(8);
    const element = mount({ ...scene, videoId: scene.liveInputId }, { live: true, engine: 'hls' });
    await playing(element);
    await stage.corrupt({ target: 'segment', count: 3 });
    // A page that is frozen does not come this far: hls.js counts to some billions.
    const { currentTime } = element;
    await until(() => element.currentTime > currentTime + 12);
    element.remove();
  });
});
