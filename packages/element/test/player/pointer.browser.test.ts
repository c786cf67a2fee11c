import { expect } from '@secure-stream/test-server/expect';
import { sendMouse } from '@web/test-runner-commands';
import type { SecureStreamPlayerElement } from '@secure-stream/element/player';
import { testServer } from '@secure-stream/test-server/client';
import { waitUntil } from '@secure-stream/test-server/wait';
import { ENGINES, inSkin, showPlayer } from '../support/player.js';
import { click, enlargeViewport, findVisible } from '../support/shadow-dom.js';
import { testExcept } from '../support/test-except.js';
import '../support/release-removed.js';

for (const [engine, skip] of ENGINES)
  suite(`the pointer on the controls of <secure-stream-player> in the ${engine} engine`, () => {
    let player: SecureStreamPlayerElement;

    setup(async () => {
      await enlargeViewport();
      player = showPlayer(await testServer.open(), { engine });
      await waitUntil(() => player.readyState >= player.HAVE_CURRENT_DATA, 'a first frame');
    });
    teardown(() => document.body.replaceChildren());

    const openMenu = async (name: string) => {
      await click(document, `${name}-button`);
      await waitUntil(() => findVisible(document, `${name}:not([hidden])`), `the ${name}`);
    };
    const choose = async (title: string, value: string) => {
      if (inSkin(player, 'media-settings-menu')?.hidden !== false) await openMenu('media-settings-menu');
      const items = [
        ...inSkin(player, 'media-settings-menu').querySelectorAll<HTMLElement>('media-settings-menu-item'),
      ];
      items.find(({ textContent }) => textContent?.includes(title))!.id = 'chosen';
      await click(document, '#chosen');
      await click(document, `media-chrome-menu-item[value="${value}"]`);
      inSkin(player, '#chosen').removeAttribute('id');
    };
    const captions = () =>
      [...player.textTracks]
        .filter(({ kind, mode }) => kind !== 'metadata' && mode === 'showing')
        .map((t) => t.language);

    testExcept(skip, 'plays from the middle of the picture, pauses, seeks, mutes and changes the volume', async () => {
      await click(document, '.center');
      await waitUntil(() => !player.paused && player.currentTime > 0, 'playback');
      await click(document, '.row media-play-button');
      await waitUntil(() => player.paused, 'the pause');
      await click(document, 'media-time-range', 0.5);
      await waitUntil(() => Math.abs(player.currentTime - player.duration / 2) < 5, 'the seek');
      await click(document, 'media-mute-button');
      await waitUntil(() => !player.muted, 'the sound');
      // The slider opens while the pointer is on the button.
      const { left, top, height, width } = inSkin(player, 'media-mute-button').getBoundingClientRect();
      const y = Math.round(top + height / 2);
      await sendMouse({ type: 'move', position: [Math.round(left + width / 2), y] });
      const slider = inSkin(player, 'media-volume-range');
      await waitUntil(() => slider.getBoundingClientRect().width >= 70, 'the slider');
      const box = slider.getBoundingClientRect();
      await sendMouse({ type: 'click', position: [Math.round(box.left + box.width / 2), y] });
      await waitUntil(() => player.volume > 0.3 && player.volume < 0.7, 'half of the volume');
      expect(player.muted).toBe(false);
    });

    // Menus and full screen are those of the player. Which settings there are is the same in each engine, or fewer.
    if (engine !== 'hls') return;

    test('selects every kind of setting, and goes back from a list', async () => {
      await choose('Speed', '1.5');
      await waitUntil(() => player.playbackRate === 1.5, 'the rate');
      await click(document, 'media-settings-menu-item');
      await click(document, 'media-settings-menu-item [slot=header]');
      await waitUntil(() => !inSkin(player, 'media-settings-menu-item > [slot=submenu]:not([hidden])'), 'all settings');
      await click(document, 'media-settings-menu-button');
      await waitUntil(() => inSkin(player, 'media-settings-menu').hidden, 'the end of the menu');
      await choose('Quality', '1');
      await waitUntil(() => player.videoRenditions.selectedIndex === 1, 'the quality');
      await choose('Audio', player.audioTracks[1]!.id!);
      await waitUntil(() => player.audioTracks[1]!.enabled, 'the audio');
      await openMenu('media-captions-menu');
      await click(document, 'media-chrome-menu-item[value*=":de:"]');
      await waitUntil(() => captions().join() === 'de', 'the captions');
      await openMenu('media-captions-menu');
      await click(document, 'media-chrome-menu-item[value="off"]');
      await waitUntil(() => captions().length === 0, 'the end of the captions');
    });

    test('enters and leaves full screen and picture-in-picture where there is one', async () => {
      await click(document, 'media-fullscreen-button');
      await waitUntil(() => inSkin(player, 'media-fullscreen-button').hasAttribute('mediaisfullscreen'));
      expect(document.fullscreenElement).toBe(player);
      await click(document, 'media-fullscreen-button');
      await waitUntil(() => document.fullscreenElement === null, 'the end of full screen');
      expect(Boolean(findVisible(document, 'media-pip-button'))).toBe(
        'pictureInPictureEnabled' in document && document.pictureInPictureEnabled,
      );
      if (!findVisible(document, 'media-pip-button')) return;
      await player.play();
      await click(document, 'media-pip-button');
      await waitUntil(() => document.pictureInPictureElement === player, 'picture-in-picture');
      await click(document, 'media-pip-button');
      await waitUntil(() => document.pictureInPictureElement === null, 'the end of picture-in-picture');
    });
  });
