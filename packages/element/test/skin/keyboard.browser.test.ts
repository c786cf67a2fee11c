import { expect } from '@secure-stream/test-server/expect';
import { sendKeys } from '@web/test-runner-commands';
import type { SecureStreamPlayerElement } from '@secure-stream/element/player';
import { testServer } from '@secure-stream/test-server/client';
import { waitUntil } from '@secure-stream/test-server/wait';
import { describeFocus, ENGINES, inSkin, showPlayer } from '../support/player.js';
import { enlargeViewport } from '../support/shadow-dom.js';
import { browserName, testExcept } from '../support/test-except.js';
import '../support/release-removed.js';

const press = (key: string) => sendKeys({ press: key });

for (const [engine, skip] of ENGINES)
  suite(`the keyboard on the controls of <secure-stream-player> in the ${engine} engine`, () => {
    let player: SecureStreamPlayerElement;

    setup(async () => {
      await enlargeViewport();
      player = showPlayer(await testServer.open(), { engine });
      await waitUntil(() => player.readyState >= player.HAVE_CURRENT_DATA, 'a first frame');
      await waitUntil(() => engine !== 'hls' || inSkin(player, '[mediasubtitleslist]'), 'the captions');
      document.querySelector<HTMLElement>('#before')!.focus();
    });
    teardown(() => document.body.replaceChildren());

    const CONTROLS = [
      'media-controller',
      'media-time-range',
      'media-play-button',
      'media-mute-button',
      'media-volume-range',
      ...(engine === 'hls' ? ['media-captions-menu-button'] : []),
      'media-settings-menu-button',
      ...('pictureInPictureEnabled' in document && document.pictureInPictureEnabled && engine !== 'iframe'
        ? ['media-pip-button']
        : []),
      'media-fullscreen-button',
    ];

    /** Presses Tab until a control has the focus, and returns those before it. */
    async function tabTo(control: string): Promise<string[]> {
      const passed: string[] = [];
      while (passed.length < 15) {
        await press('Tab');
        const focused = describeFocus(player);
        if (focused === control) return passed;
        passed.push(focused);
      }
      throw new Error(`${control} is not among ${passed.join(', ')}`);
    }
    /** Whether something is drawn around what has the focus. */
    const isFocusVisible = () => {
      const path: Element[] = [];
      for (let at = document.activeElement; at; at = at.shadowRoot?.activeElement ?? null) path.push(at);
      return path.some((element) => {
        const { outlineStyle, boxShadow } = getComputedStyle(element);
        return outlineStyle !== 'none' || boxShadow !== 'none';
      });
    };

    testExcept(skip, 'goes through every control in order, with a visible focus, and out again', async () => {
      const invisible: string[] = [];
      const seen: string[] = [];
      while (describeFocus(player) !== 'after' && seen.length < 15) {
        await press('Tab');
        seen.push(describeFocus(player));
        if (!isFocusVisible()) invisible.push(describeFocus(player));
      }
      expect(seen).toStrictEqual([...CONTROLS, 'after']);
      expect(invisible).toStrictEqual([]);
      // WebDriver has no command that holds a key.
      if (browserName === 'webkit') return;
      await sendKeys({ down: 'Shift' });
      expect(await tabTo('before')).toStrictEqual(CONTROLS.toReversed());
      await sendKeys({ up: 'Shift' });
    });

    testExcept(skip, 'presses every control', async () => {
      await tabTo('media-time-range');
      await press('ArrowRight');
      await waitUntil(() => player.currentTime > 0.5, 'the seek');
      await tabTo('media-play-button');
      await press('Enter');
      await waitUntil(() => !player.paused && player.currentTime > 1, 'playback');
      await press(' ');
      await waitUntil(() => player.paused, 'the pause');
      await tabTo('media-mute-button');
      await press(' ');
      await waitUntil(() => !player.muted, 'the sound');
      await tabTo('media-volume-range');
      await press('ArrowLeft');
      await waitUntil(() => player.volume < 1, 'less volume');
      await tabTo('media-fullscreen-button');
      await press('Enter');
      await waitUntil(() => inSkin(player, 'media-fullscreen-button').hasAttribute('mediaisfullscreen'));
      expect(describeFocus(player)).toBe('media-fullscreen-button');
      await press('Enter');
      await waitUntil(() => document.fullscreenElement === null, 'the end of full screen');
      expect(describeFocus(player)).toBe('media-fullscreen-button');
    });

    testExcept(skip, 'chooses in the menus, and returns the focus to their button however they close', async () => {
      await tabTo('media-settings-menu-button');
      const open = async () => {
        await press('Enter');
        await waitUntil(() => describeFocus(player) === 'media-settings-menu-item', 'the focus in the menu');
        expect(isFocusVisible()).toBe(true);
      };
      const returnsFocus = () =>
        waitUntil(
          () => describeFocus(player) === 'media-settings-menu-button' && inSkin(player, 'media-settings-menu').hidden,
          'the focus on the button',
        );
      await open();
      await press('Escape');
      await returnsFocus();
      await open();
      await press('Tab');
      await returnsFocus();
      await open();
      // The last one is the appearance of captions, the one before it the playback rate.
      await press('ArrowUp');
      if (engine !== 'iframe') await press('ArrowUp');
      await press('Enter');
      await waitUntil(() => describeFocus(player) === 'media-playback-rate-menu', 'the list of rates');
      await press('End');
      await press('Enter');
      await waitUntil(() => player.playbackRate === 2, 'the rate');
      await waitUntil(() => describeFocus(player) === 'media-settings-menu-item', 'the focus on its setting');
      await press('Escape');
      await returnsFocus();
    });

    testExcept(skip, 'keeps the focus through a renewal, and in the list of keys', async () => {
      await tabTo('media-play-button');
      await press('Enter');
      await waitUntil(() => !player.paused && player.currentTime > 0, 'playback');
      const media = () => inSkin(player, 'secure-stream').shadowRoot!.querySelector(':is(video, iframe):not([inert])');
      const before = media();
      await testServer.advanceClock(1000);
      await player.refreshToken();
      // While the token is valid for long, the hand-over waits for a pause.
      await press('Enter');
      await waitUntil(() => engine === 'hls' || media() !== before, 'the hand-over');
      expect(describeFocus(player)).toBe('media-play-button');
      await press('?');
      await waitUntil(() => inSkin(player, 'dialog')?.matches('[open]'), 'the list of keys');
      for (let presses = 0; presses < 3; presses += 1) {
        expect(player.shadowRoot!.activeElement?.closest('dialog')).not.toBe(null);
        await press('Escape');
        await waitUntil(() => !inSkin(player, 'dialog').matches('[open]'), 'its end');
        expect(describeFocus(player)).toBe('media-play-button');
        await press('?');
        await waitUntil(() => inSkin(player, 'dialog').matches('[open]'), 'the list of keys');
      }
    });
  });
