import { expect } from '@secure-stream/test-server/expect';
import { waitUntil } from '@secure-stream/test-server/wait';
import { testServer } from '@secure-stream/test-server/client';
import { track, type TrackedEvent } from '@secure-stream/element/analytics/track';
import { mount, startPlaying } from '../support/mount.ts';

suite('track()', () => {
  teardown(() => document.body.replaceChildren());

  test('sends the share that a real player has played, without a progress endpoint', async () => {
    const player = mount(await testServer.open());
    const sent: [TrackedEvent, string | number | undefined][] = [];
    const stop = track(player, (event, { percent }) => sent.push([event, percent]));
    player.defaultPlaybackRate = player.playbackRate = 8;
    await startPlaying(player);
    await waitUntil(() => sent.length > 1, 'a tenth of the video');
    stop();
    expect(sent.slice(0, 2)).toEqual([
      ['video_start', undefined],
      ['video_progress', 10],
    ]);
  });
});
