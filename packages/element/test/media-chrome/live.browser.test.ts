import { expect } from '@secure-stream/test-server/expect';
import 'media-chrome';
import 'player.style/microvideo';
import 'player.style/minimal';
import '@secure-stream/element/define';
import type { SecureStreamElement } from '@secure-stream/element';
import { testServer } from '@secure-stream/test-server/client';
import { waitUntil } from '@secure-stream/test-server/wait';
import { click, findVisible, enlargeViewport } from '../support/shadow-dom.js';
import '../support/release-removed.js';

const MEDIA = '<secure-stream slot="media" muted live dvr></secure-stream>';

const BAR = `<media-controller style="width: 800px; height: 450px">${MEDIA}
  <media-control-bar>
    <media-play-button></media-play-button><media-live-button></media-live-button><media-time-range></media-time-range>
  </media-control-bar>
</media-controller>`;

const THEME = (name: string) =>
  `<media-theme-${name} style="width: 800px; height: 450px">${MEDIA}</media-theme-${name}>`;

/** The themes that have a live button. */
const SKINS: Readonly<Record<string, string>> = {
  'media-chrome': BAR,
  microvideo: THEME('microvideo'),
  minimal: THEME('minimal'),
};

async function open(markup: string): Promise<SecureStreamElement> {
  await enlargeViewport();
  const { liveInputId, origin, endpoint } = await testServer.open();
  await testServer.startLive();
  await testServer.advanceClock(120_000);
  document.body.append(document.createRange().createContextualFragment(markup));
  const element = document.querySelector('secure-stream')!;
  Object.assign(element, { videoId: liveInputId, streamOrigin: origin, tokenEndpoint: endpoint });
  return element;
}

const isAtEdge = () => findVisible(document, 'media-live-button')?.hasAttribute('mediatimeislive');

for (const [name, markup] of Object.entries(SKINS))
  suite(`a live stream with the controls of ${name}`, () => {
    teardown(() => document.body.replaceChildren());

    test('marks a viewer behind the live edge, and seeks to the edge with one click', async () => {
      const element = await open(markup);
      // Until it plays, hls.js waits for ever where its audio begins a segment after its picture, as on a busy machine.
      await element.play();
      // On a busy machine, playback may begin behind the edge.
      await waitUntil(() => !element.paused && isAtEdge() === element.currentTime >= element.liveEdgeStart);
      element.currentTime = element.seekable.start(0) + 10;
      await waitUntil(() => element.currentTime < element.liveEdgeStart - 20 && isAtEdge() === false);
      await click(document, 'media-live-button');
      await waitUntil(() => element.currentTime >= element.liveEdgeStart && isAtEdge() === true);
      expect(element.currentTime).toBeLessThanOrEqual(element.seekable.end(0) + 3);
      await waitUntil(() => !element.paused && element.readyState >= element.HAVE_FUTURE_DATA);
    });
  });
