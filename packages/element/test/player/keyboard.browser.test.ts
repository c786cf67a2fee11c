// @browsers firefox: it keeps the focus in hidden elements
import { expect } from '@secure-stream/test-server/expect';
import { executeServerCommand, sendKeys } from '@web/test-runner-commands';
import type { SecureStreamPlayerElement } from '@secure-stream/element/player';
import { testServer } from '@secure-stream/test-server/client';
import { waitUntil } from '@secure-stream/test-server/wait';
import { HANDOVER_S } from '../support/mount.js';
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
      await waitUntil(() => engine === 'hls' || media() !== before, 'the hand-over', HANDOVER_S);
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

    // `pointer.browser.test.ts` plays and seeks in the frame.
    if (engine === 'iframe') return;

    testExcept(skip, 'presses every control', async () => {
      await tabTo('media-time-range');
      await press('ArrowRight');
      await waitUntil(() => player.currentTime > 0.5 && !player.seeking, 'the seek');
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
      if (CONTROLS.includes('media-captions-menu-button')) {
        await tabTo('media-captions-menu-button');
        await press('Enter');
        await waitUntil(() => describeFocus(player) === 'media-captions-menu', 'the focus in the menu');
        await press('End');
        await press('Enter');
        const isShown = ({ kind, mode }: TextTrack) => kind !== 'metadata' && mode === 'showing';
        await waitUntil(() => [...player.textTracks].some(isShown), 'the captions');
        await waitUntil(() => describeFocus(player) === 'media-captions-menu-button', 'the focus on the button');
      }
      if (CONTROLS.includes('media-pip-button')) {
        await tabTo('media-pip-button');
        await press('Enter');
        await waitUntil(() => document.pictureInPictureElement === player, 'picture-in-picture');
        await press('Enter');
        await waitUntil(() => document.pictureInPictureElement === null, 'the end of picture-in-picture');
        // Firefox gives the focus to the window of the picture.
        await executeServerCommand('activate-page');
      }
      await tabTo('media-fullscreen-button');
      await press('Enter');
      await waitUntil(() => inSkin(player, 'media-fullscreen-button').hasAttribute('mediaisfullscreen'));
      expect(describeFocus(player)).toBe('media-fullscreen-button');
      await press('Enter');
      await waitUntil(() => document.fullscreenElement === null, 'the end of full screen');
      expect(describeFocus(player)).toBe('media-fullscreen-button');
    });

    // Menus are those of the player.
    if (engine !== 'hls') return;

    test('chooses in the menus, and returns the focus to their button however they close', async () => {
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
      await press('ArrowUp');
      await press('Enter');
      await waitUntil(() => describeFocus(player) === 'media-playback-rate-menu', 'the list of rates');
      await press('End');
      await press('Enter');
      await waitUntil(() => player.playbackRate === 2, 'the rate');
      await waitUntil(() => describeFocus(player) === 'media-settings-menu-item', 'the focus on its setting');
      await press('Escape');
      await returnsFocus();
    });
  });

suite('the keyboard on <secure-stream-player>', () => {
  setup(enlargeViewport);
  teardown(() => document.body.replaceChildren());

  test('leaves character keys to the page with `no-character-keys`, and keeps the arrow keys', async () => {
    const player = showPlayer(await testServer.open());
    player.noCharacterKeys = true;
    await waitUntil(() => player.readyState >= player.HAVE_CURRENT_DATA && inSkin(player, '.bar'), 'the controls');
    document.querySelector<HTMLElement>('#before')!.focus();
    await press('Tab');
    for (const key of ['m', '?', 'ArrowRight']) await press(key);
    await waitUntil(() => player.currentTime > 0, 'the seek of the arrow key, which came last');
    expect(player.muted).toBe(true);
    expect(inSkin(player, 'dialog.help')).toBe(null);
    player.noCharacterKeys = false;
    await press('m');
    await waitUntil(() => !player.muted, 'the key that unmutes');
  });

  const CANNOT_LIFT = { firefox: 'it has no selector for the container of captions, so nothing lifts them' };
  testExcept(CANNOT_LIFT, 'keeps the captions above the controls while one of these has the focus', async () => {
    const player = showPlayer(await testServer.open());
    await waitUntil(() => player.readyState >= player.HAVE_CURRENT_DATA && inSkin(player, '.bar'), 'the controls');
    await player.play();
    document.querySelector<HTMLElement>('#before')!.focus();
    await press('Tab');
    await press('Tab');
    expect(describeFocus(player)).toBe('media-time-range');
    const lift = () => getComputedStyle(inSkin(player, 'secure-stream')).getPropertyValue('--_lift');
    await waitUntil(() => inSkin(player, 'media-controller').hasAttribute('userinactive'), 'the viewer to rest');
    expect(lift()).not.toBe('');
    player.shadowRoot!.querySelector<HTMLElement>('media-time-range')!.blur();
    await waitUntil(() => lift() === '', 'the captions at the bottom');
  });

  test('returns to the live edge with the live button', async () => {
    const fixture = await testServer.open();
    await testServer.startLive();
    await testServer.advanceClock(120_000);
    const player = showPlayer({ ...fixture, videoId: fixture.liveInputId }, { live: '', dvr: '' });
    await waitUntil(() => player.readyState >= player.HAVE_METADATA, 'the stream');
    await player.play();
    await waitUntil(() => !player.paused && player.currentTime > 0, 'playback');
    player.currentTime = player.seekable.start(0) + 10;
    const button = inSkin(player, 'media-live-button');
    await waitUntil(() => !player.seeking && !button.hasAttribute('mediatimeislive'), 'a position behind the edge');
    button.focus();
    await press('Enter');
    await waitUntil(() => player.currentTime >= player.liveEdgeStart, 'the live edge');
  });

  test('keeps the focus in the player when an error hides the controls, and through another attempt', async () => {
    const fixture = await testServer.open();
    const player = showPlayer(fixture);
    await waitUntil(() => player.readyState >= player.HAVE_CURRENT_DATA, 'a first frame');
    inSkin(player, 'media-play-button').focus();
    await testServer.setBehavior('denied');
    player.videoId = fixture.liveInputId;
    await waitUntil(() => player.error !== null, 'the error');
    await waitUntil(() => describeFocus(player) === 'media-controller', 'the focus on the player');
    await testServer.setBehavior('ok');
    player.videoId = fixture.videoId;
    await waitUntil(() => player.error === null && player.readyState >= player.HAVE_CURRENT_DATA, 'the video');
    expect(describeFocus(player)).toBe('media-controller');
  });
});
