import { expect } from '@secure-stream/test-server/expect';
import Hls from 'hls.js';
import { HlsTracks } from '../../src/engines/hls/tracks.js';
import * as hlsModule from 'hls.js';
import { requestToken, sleep, waitUntil } from '../support/mount.js';
import { testServer } from '@secure-stream/test-server/client';

suite('video renditions', () => {
  test('keep their identity when hls.js removes a level', async () => {
    const scene = await testServer.open();
    const token = await requestToken(scene);
    const hls = new Hls({ autoStartLoad: false });
    const tracks = new HlsTracks();
    tracks.bind(hls, hlsModule);
    try {
      hls.loadSource(`${scene.origin}/${token}/manifest/video.m3u8`);
      await waitUntil(() => tracks.videoRenditions.length === 3);
      const [first, second, third] = tracks.videoRenditions;
      tracks.videoRenditions.selectedIndex = 2;
      await sleep(0);
      const removed: unknown[] = [];
      tracks.videoRenditions.addEventListener('removerendition', (event) =>
        removed.push((event as unknown as { rendition: unknown }).rendition),
      );
      hls.removeLevel(0);
      await sleep(0);
      expect(removed).toStrictEqual([first]);
      expect([...tracks.videoRenditions]).toStrictEqual([second, third]);
      expect(tracks.videoRenditions.selectedIndex).toBe(1);
      expect(third!.selected).toBe(true);
    } finally {
      hls.destroy();
    }
  });
});
