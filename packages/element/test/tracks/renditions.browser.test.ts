import { expect } from 'chai';
import Hls from 'hls.js';
import { HlsTracks } from '../../src/tracks/hls-tracks.js';
import * as hlsModule from 'hls.js';
import { askFor, pause, until } from '../element/mount.js';
import { stage } from '../../../../e2e/stage/client.js';

suite('video renditions', () => {
  test('keep their identity when hls.js removes a level', async () => {
    const scene = await stage.open();
    const token = await askFor(scene);
    const hls = new Hls({ autoStartLoad: false });
    const tracks = new HlsTracks();
    tracks.follow(hls, hlsModule);
    try {
      hls.loadSource(`${scene.origin}/${token}/manifest/video.m3u8`);
      await until(() => tracks.videoRenditions.length === 3);
      const [first, second, third] = tracks.videoRenditions;
      tracks.videoRenditions.selectedIndex = 2;
      await pause(0);
      const removed: unknown[] = [];
      tracks.videoRenditions.addEventListener('removerendition', (event) =>
        removed.push((event as unknown as { rendition: unknown }).rendition),
      );
      hls.removeLevel(0);
      await pause(0);
      expect(removed).to.deep.equal([first]);
      expect([...tracks.videoRenditions]).to.deep.equal([second, third]);
      expect(tracks.videoRenditions.selectedIndex).to.equal(1);
      expect(third!.selected).to.equal(true);
    } finally {
      hls.destroy();
    }
  });
});
