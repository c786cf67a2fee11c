import { testServer } from '@secure-stream/test-server/client';
import { mount, sleep, startPlaying, waitUntil } from '../support/mount.ts';

suite('damaged segments', () => {
  test('of a live stream do not freeze the page', async () => {
    const scene = await testServer.open();
    await testServer.startLive();
    await sleep(8);
    const element = mount({ ...scene, videoId: scene.liveInputId }, { live: true, engine: 'hls' });
    await startPlaying(element);
    await testServer.corruptNext({ target: 'segment', count: 3 });
    // A page that is frozen does not come this far: hls.js counts to some billions.
    const { currentTime } = element;
    await waitUntil(() => element.currentTime > currentTime + 12);
    element.remove();
  });
});
