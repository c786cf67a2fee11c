import { executeServerCommand } from '@web/test-runner-commands';
import { expect } from '@secure-stream/test-server/expect';
import '@secure-stream/element/player';
import type { SecureStreamPlayerElement } from '@secure-stream/element/player';
import { testServer } from '@secure-stream/test-server/client';
import { waitUntil } from '@secure-stream/test-server/wait';
import { SHORT_BUFFER } from '../support/mount.js';
import { enlargeViewport } from '../support/shadow-dom.js';
import { testExcept } from '../support/test-except.js';

const NO_TOUCH = 'its driver cannot touch the screen';

suite('double taps on <secure-stream-player>', () => {
  teardown(() => document.body.replaceChildren());

  testExcept(
    { firefox: NO_TOUCH, webkit: NO_TOUCH },
    'seek by 10 seconds at the sides, and not in the middle',
    async () => {
      await enlargeViewport();
      const { videoId, origin, endpoint } = await testServer.open();
      const player = document.createElement('secure-stream-player');
      player.style.width = '640px';
      Object.assign(player, { hlsConfig: SHORT_BUFFER, muted: true });
      const source = { 'video-id': videoId, 'stream-origin': origin, 'token-endpoint': endpoint, 'start-time': '40' };
      for (const [name, value] of Object.entries(source)) player.setAttribute(name, value);
      document.body.replaceChildren(player);
      await waitUntil(() => player.readyState >= player.HAVE_CURRENT_DATA && player.currentTime >= 40, 'a picture');
      const pointers = new Set<string>();
      player.addEventListener('pointerup', ({ pointerType }) => pointers.add(pointerType));
      const isAt = (seconds: number) => !player.seeking && Math.abs(player.currentTime - seconds) < 1;

      await doubleTap(player, 0.9);
      await waitUntil(() => isAt(50), '10 seconds forward');
      await doubleTap(player, 0.1);
      await waitUntil(() => isAt(40), '10 seconds back');
      await doubleTap(player, 0.5);
      // The answer to this seek comes after that to the taps before it.
      await doubleTap(player, 0.9);
      await waitUntil(() => isAt(50), '10 seconds forward again');
      expect([...pointers]).toStrictEqual(['touch']);
    },
  );
});

/** @param position From 0 at the left edge to 1 at the right edge. */
async function doubleTap(player: SecureStreamPlayerElement, position: number): Promise<void> {
  const { left, top, width, height } = player.getBoundingClientRect();
  const point = { x: left + width * position, y: top + height * 0.3 };
  await executeServerCommand('tap', [point, point]);
}
