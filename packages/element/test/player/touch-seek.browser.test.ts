import { executeServerCommand } from '@web/test-runner-commands';
import { expect } from '@secure-stream/test-server/expect';
import type { SecureStreamPlayerElement } from '@secure-stream/element/player';
import { testServer } from '@secure-stream/test-server/client';
import { waitUntil } from '@secure-stream/test-server/wait';
import { inSkin, showPlayer } from '../support/player.js';
import { enlargeViewport } from '../support/shadow-dom.js';
import { testExcept } from '../support/test-except.js';

const REASON = 'its driver cannot touch the screen';
const NO_TOUCH = { firefox: REASON, webkit: REASON };

suite('taps on <secure-stream-player>', () => {
  let player: SecureStreamPlayerElement;

  setup(async () => {
    await enlargeViewport();
    player = showPlayer(await testServer.open(), { 'start-time': '40' });
    await waitUntil(() => player.readyState >= player.HAVE_CURRENT_DATA && player.currentTime >= 40, 'a picture');
  });
  teardown(() => document.body.replaceChildren());

  testExcept(NO_TOUCH, 'seek by 10 seconds if they are double and at the sides, and not in the middle', async () => {
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
  });

  testExcept(NO_TOUCH, 'only show the controls while these are hidden', async () => {
    await player.play();
    const controller = inSkin(player, 'media-controller');
    await waitUntil(() => controller.hasAttribute('userinactive') && inSkin(player, '.bar'), 'the controls to hide');
    const { left, top, width, height } = inSkin(player, 'media-mute-button').getBoundingClientRect();
    const point = { x: left + width / 2, y: top + height / 2 };
    await executeServerCommand('tap', [point]);
    await waitUntil(() => !controller.hasAttribute('userinactive'), 'the controls');
    expect([player.muted, player.paused]).toStrictEqual([true, false]);
    await executeServerCommand('tap', [point]);
    await waitUntil(() => !player.muted, 'the sound');
  });
});

/** @param position From 0 at the left edge to 1 at the right edge. */
async function doubleTap(player: SecureStreamPlayerElement, position: number): Promise<void> {
  const { left, top, width, height } = player.getBoundingClientRect();
  const point = { x: left + width * position, y: top + height * 0.3 };
  await executeServerCommand('tap', [point, point]);
}
