import { expect } from '@secure-stream/test-server/expect';
import Hls from 'hls.js';
import { HlsTracks } from '../../src/engines/hls/tracks.js';
import * as hlsModule from 'hls.js';
import { requestToken } from '../support/mount.js';
import { testServer } from '@secure-stream/test-server/client';
import { waitUntil } from '@secure-stream/test-server/wait';

suite('video renditions', () => {
  let hls: Hls;
  let tracks: HlsTracks;

  setup(async () => {
    const fixture = await testServer.open();
    const token = await requestToken(fixture);
    hls = new Hls({ autoStartLoad: false });
    tracks = new HlsTracks();
    tracks.bind(hls, hlsModule);
    hls.loadSource(`${fixture.origin}/${token}/manifest/video.m3u8`);
    await waitUntil(() => tracks.videoRenditions.length === 3);
  });

  teardown(() => hls.destroy());

  async function select(index: number): Promise<void> {
    tracks.videoRenditions.selectedIndex = index;
    await waitUntil(() => hls.manualLevel === index);
  }

  test('keep their identity when hls.js removes a level', async () => {
    const [first, second, third] = tracks.videoRenditions;
    await select(2);
    const removed: unknown[] = [];
    tracks.videoRenditions.addEventListener('removerendition', (event) =>
      removed.push((event as unknown as { rendition: unknown }).rendition),
    );
    hls.removeLevel(0);
    await waitUntil(() => removed.length > 0);
    expect(removed).toStrictEqual([first]);
    expect([...tracks.videoRenditions]).toStrictEqual([second, third]);
    expect(tracks.videoRenditions.selectedIndex).toBe(1);
    expect(third!.selected).toBe(true);
  });

  for (const { title, selected, removed, left } of [
    { title: 'a lower one', selected: 2, removed: 0, left: 1 },
    { title: 'a higher one', selected: 0, removed: 1, left: 0 },
    { title: 'the selected one', selected: 1, removed: 1, left: -1 },
    { title: 'one, while hls.js selects', selected: -1, removed: 0, left: -1 },
  ])
    test(`agree with hls.js on the selected one after hls.js has removed ${title}`, async () => {
      await select(selected);
      hls.removeLevel(removed);
      await waitUntil(() => tracks.videoRenditions.length === 2);
      // The list dispatches `change` in a later task, which sets the level of hls.js again.
      await new Promise((resolve) => setTimeout(resolve));
      expect([tracks.videoRenditions.selectedIndex, hls.manualLevel]).toStrictEqual([left, left]);
    });
});
