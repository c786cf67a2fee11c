// @browsers all: each media pipeline refuses damaged data in its own way
import { testServer } from '@secure-stream/test-server/client';
import { playTo } from '@secure-stream/test-server/wait';
import { mount, startPlaying } from '../support/mount.ts';

suite('hls engine: corrupt segments', () => {
  test('do not freeze the page in a live stream', async () => {
    const fixture = await testServer.open();
    await testServer.startLive();
    await testServer.advanceClock(20_000);
    const element = mount({ ...fixture, videoId: fixture.liveInputId }, { live: true, engine: 'hls' });
    await startPlaying(element);
    await testServer.corruptNext({ target: 'segment', count: 3 });
    // Without the check of `fragment-check.ts`, hls.js loops over a sample count of some billions and freezes the page.
    element.playbackRate = 4;
    const { currentTime } = element;
    await playTo(element, currentTime + 12);
    element.remove();
  });
});
