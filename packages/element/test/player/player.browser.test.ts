// @browsers firefox: full screen, focus and <track> elements differ
import { expect } from '@secure-stream/test-server/expect';
import { sendKeys, sendMouse } from '@web/test-runner-commands';
import '@secure-stream/element/player';
import type { SecureStreamPlayerElement } from '@secure-stream/element/player';
import { testServer } from '@secure-stream/test-server/client';
import { nextFrames, waitUntil } from '@secure-stream/test-server/wait';
import type { Fixture } from '@secure-stream/test-server';
import { requestToken, SHORT_BUFFER } from '../support/mount.js';
import { click, enlargeViewport, findVisible } from '../support/shadow-dom.js';
import { testExcept, WEBKIT_SELECTS_AGAIN } from '../support/test-except.js';
// Loaded before the first test, or a busy machine loads them while the test waits for a menu.
import '../../src/player/controls.js';
import '../../src/player/menus.js';
import '../../src/player/help.js';

suite('<secure-stream-player>', () => {
  let player: SecureStreamPlayerElement;

  async function open(children = '', prepare?: (fixture: Fixture) => Promise<unknown>): Promise<void> {
    await enlargeViewport();
    const fixture = await testServer.open();
    const { videoId, origin, endpoint } = fixture;
    await prepare?.(fixture);
    document.body.innerHTML = `<secure-stream-player muted style="width: 800px">${children}</secure-stream-player>`;
    player = document.querySelector('secure-stream-player')!;
    player.hlsConfig = SHORT_BUFFER;
    for (const [name, value] of Object.entries({
      'video-id': videoId,
      'stream-origin': origin,
      'token-endpoint': endpoint,
    }))
      player.setAttribute(name, value);
  }
  const canPlay = () => waitUntil(() => player.readyState >= player.HAVE_CURRENT_DATA, 'a first frame');
  const captions = () => [...player.textTracks].filter(({ kind }) => kind !== 'metadata');
  const inSkin = (selector: string) => player.shadowRoot!.querySelector<HTMLElement>(selector)!;
  const focused = () => player.shadowRoot!.activeElement;

  teardown(() => document.body.replaceChildren());

  test('plays, seeks, unmutes and pauses with the mouse, through a renewal', async () => {
    await open();
    const seen: string[] = [];
    for (const name of ['playing', 'tokenrefresh', 'error']) player.addEventListener(name, () => seen.push(name));
    await canPlay();
    await click(document, '.row media-play-button');
    await waitUntil(() => !player.paused && player.currentTime > 0);
    await testServer.advanceClock(1000);
    await player.refreshToken();
    await click(document, 'media-time-range', 0.5);
    await waitUntil(() => Math.abs(player.currentTime - player.duration / 2) < 5, 'the seek');
    await click(document, 'media-mute-button');
    await waitUntil(() => !player.muted);
    await click(document, 'media-mute-button');
    await waitUntil(() => player.muted && !player.seeking && player.readyState > 2);
    await click(document, '.row media-play-button');
    await waitUntil(() => player.paused);
    expect([...new Set(seen)].sort()).toStrictEqual(['playing', 'tokenrefresh']);
    expect(player.state).toBe('ready');
    expect(player.matches(':state(ready)')).toBe(true);
  });

  test('has its new :state() in a handler of statechange', async () => {
    await open();
    const seen: boolean[] = [];
    player.addEventListener('statechange', () => seen.push(player.matches(`:state(${player.state})`)));
    await canPlay();
    expect([...new Set(seen)]).toStrictEqual([true]);
  });

  test('shows captions and selects a quality in menus that load when they are opened', async () => {
    await open();
    await canPlay();
    await waitUntil(() => captions().length === 2);
    expect(inSkin('media-settings-menu')).toBe(null);
    await click(document, 'media-captions-menu-button');
    await click(document, 'media-chrome-menu-item[value*=":de:"]');
    await waitUntil(() => captions().some(({ language, mode }) => language === 'de' && mode === 'showing'));
    await click(document, 'media-settings-menu-button');
    await click(document, 'media-settings-menu-item');
    await click(document, 'media-chrome-menu-item[value="1"]');
    await waitUntil(() => player.videoRenditions.selectedIndex === 1);
  });

  test('shows the menus of a low player as a sheet in which each speed can be reached', async () => {
    await open();
    player.style.width = '320px';
    await canPlay();
    await click(document, 'media-settings-menu-button');
    const menu = () => inSkin('media-settings-menu');
    await waitUntil(() => menu()?.matches(':popover-open'), 'the sheet');
    inSkin('media-playback-rate-menu').parentElement!.id = 'speeds';
    await click(document, '#speeds');
    await waitUntil(() => focused()?.localName === 'media-playback-rate-menu', 'the chosen speed to have the focus');
    await click(document, 'media-chrome-menu-item[value="2"]');
    await waitUntil(() => player.playbackRate === 2, 'the speed');
    await click(document, '.center');
    await waitUntil(() => menu().hidden && !menu().popover, 'the end of the sheet');
  });

  test('opens a menu with the keyboard, and Escape returns the focus', async () => {
    await open();
    await canPlay();
    const button = inSkin('media-settings-menu-button');
    button.focus();
    await sendKeys({ press: 'Enter' });
    await waitUntil(() => focused()?.localName === 'media-settings-menu-item', 'the focus in the menu');
    await sendKeys({ press: 'Escape' });
    await waitUntil(() => focused() === button, 'the focus on the button');
    expect(inSkin('media-settings-menu').hidden).toBe(true);
  });

  test('plays, mutes and seeks with keys, and lists them on ?', async () => {
    await open();
    await canPlay();
    player.focus();
    await sendKeys({ press: 'k' });
    await waitUntil(() => !player.paused && player.currentTime > 0);
    await sendKeys({ press: 'm' });
    await waitUntil(() => !player.muted);
    await sendKeys({ press: 'm' });
    await waitUntil(() => player.muted);
    await sendKeys({ press: 'ArrowRight' });
    await waitUntil(() => player.currentTime > 9);
    expect(inSkin('.feedback').textContent).toBe('+10s');
    const before = focused();
    player
      .shadowRoot!.querySelector('media-controller')!
      .dispatchEvent(new KeyboardEvent('keydown', { key: '?', bubbles: true }));
    await waitUntil(() => inSkin('dialog')?.matches('[open]') ?? false, 'the list of keys');
    await sendKeys({ press: 'Escape' });
    await waitUntil(() => !inSkin('dialog').matches('[open]'));
    expect(focused()).toBe(before);
  });

  test('leaves Ctrl with a letter to the browser and the page, and adds up keys that are pressed fast', async () => {
    await open();
    await canPlay();
    await waitUntil(() => captions().length === 2 && inSkin('media-time-range'));
    const controller = inSkin('media-controller');
    const seen: string[] = [];
    document.addEventListener('keydown', ({ key }) => seen.push(key), { once: true });
    const press = (key: string, ctrlKey = false) => {
      const init = { key, ctrlKey, bubbles: true, composed: true, cancelable: true };
      for (const type of ['keydown', 'keyup']) controller.dispatchEvent(new KeyboardEvent(type, init));
    };
    press('c', true);
    press('m', true);
    expect([captions().some(({ mode }) => mode === 'showing'), player.muted, seen]).toStrictEqual([false, true, ['c']]);
    for (let presses = 0; presses < 4; presses += 1) press('l');
    expect(player.currentTime).toBe(40);
    for (const key of ['j', 'ArrowDown', 'ArrowDown', '>', '>']) press(key);
    expect([player.currentTime, player.playbackRate]).toStrictEqual([30, 1.5]);
    // WebKitGTK keeps the volume as a 32-bit number.
    expect(player.volume).toBeCloseTo(0.95, 6);
    // A change of the volume has unmuted.
    press('m');
    expect(player.muted).toBe(true);
  });

  test('keeps the captions when it moves in the document', async () => {
    await open();
    await canPlay();
    await waitUntil(() => captions().length === 2 && inSkin('media-time-range'));
    for (const track of captions()) track.mode = track.language === 'de' ? 'showing' : 'disabled';
    const changes: string[] = [];
    player.textTracks.addEventListener('change', () => changes.push(String(shown())));
    const shown = () => captions().find(({ mode }) => mode === 'showing')?.language;
    await waitUntil(() => changes.length > 0, 'the choice');
    const place = document.body.appendChild(document.createElement('main'));
    const body: Node & { moveBefore?(node: Node, child: Node | null): void } = document.body;
    const moves = [
      () => place.append(player),
      () => body.moveBefore?.(player, null),
      () => {
        player.remove();
        place.append(player);
      },
    ];
    for (const move of moves) {
      move();
      // media-chrome waits for a timer.
      await nextFrames(3);
    }
    player.remove();
    await nextFrames(3);
    place.append(player);
    await nextFrames(3);
    expect([shown(), [...new Set(changes)]]).toStrictEqual(['de', ['de']]);
    player.focus();
    await sendKeys({ press: 'c' });
    await waitUntil(() => !shown(), 'the captions off by key');
  });

  test('hides the bar over the poster until the viewer moves the pointer or uses the keyboard', async () => {
    await open();
    await canPlay();
    await waitUntil(() => inSkin('.duration')?.textContent === '1:36', 'the duration');
    const isBarShown = () => getComputedStyle(inSkin('.bar')).opacity === '1';
    expect([isBarShown(), inSkin('.duration').checkVisibility()]).toStrictEqual([false, true]);
    inSkin('media-controller').focus();
    await sendKeys({ press: 'Tab' });
    await waitUntil(isBarShown, 'the bar');
    expect(inSkin('.duration').checkVisibility()).toBe(false);
  });

  test('enters full screen with a double click', async () => {
    await open();
    await canPlay();
    await waitUntil(() => inSkin('.bar'), 'the controls');
    await sendMouse({ type: 'click', position: [300, 100] });
    // The driver has no double clicks. The click before is the gesture that full screen needs.
    inSkin('media-controller').dispatchEvent(new MouseEvent('dblclick'));
    await waitUntil(() => document.fullscreenElement === player, 'full screen');
    await document.exitFullscreen();
    await waitUntil(() => document.fullscreenElement === null);
  });

  test('enters full screen with its controls', async () => {
    await open();
    await canPlay();
    await click(document, 'media-fullscreen-button');
    await waitUntil(() => document.fullscreenElement === player);
    await waitUntil(() => Boolean(findVisible(document, 'media-fullscreen-button')));
    await document.exitFullscreen();
    await waitUntil(() => document.fullscreenElement === null);
  });

  test('translates an overlay that is already shown', async () => {
    await open('', () => testServer.setBehavior('denied'));
    const overlay = () => inSkin('secure-stream').shadowRoot!.querySelector('.overlay')?.textContent ?? '';
    await waitUntil(() => overlay().includes('permission'), 'the overlay in English');
    player.lang = 'nl';
    await waitUntil(() => overlay().includes('toestemming'), 'the overlay in Dutch');
  });

  test('has its controls in the new language if that of the page changes while it starts, and later', async () => {
    const page = document.documentElement;
    const texts = () => inSkin('.row media-play-button')?.getAttribute('aria-label');
    try {
      await open('', () => testServer.setBehavior('denied'));
      page.lang = 'nl';
      await waitUntil(() => texts() === 'afspelen', 'the controls in Dutch');
      page.lang = 'fr';
      await waitUntil(() => texts() === 'lire', 'the controls in French');
      const place = document.createElement('main');
      place.lang = 'de';
      document.body.append(place);
      place.append(player);
      await waitUntil(() => texts() === 'abspielen', 'the controls in the language of the new place');
    } finally {
      page.lang = '';
    }
  });

  test('passes tracks and overlays of the page to <secure-stream>, and reports the error', async () => {
    await open(
      '<track kind="chapters" label="Chapters" src="data:text/vtt,WEBVTT"><p slot="error">Members only</p>',
      () => testServer.setBehavior('denied'),
    );
    await waitUntil(() => player.error !== null);
    expect(player.error?.reason).toBe('token-denied');
    await waitUntil(() => Boolean(findVisible(document, 'p[slot=error]')), 'the overlay of the page');
    expect([...player.textTracks].map(({ kind }) => kind)).toContain('chapters');
    expect(findVisible(document, 'media-play-button')).toBe(undefined);
  });

  test('lets the viewer type in an overlay of the page', async () => {
    await open('<form slot="error"><input></form>', () => testServer.setBehavior('denied'));
    const input = player.querySelector('input')!;
    await waitUntil(() => input.checkVisibility(), 'the overlay of the page');
    input.focus();
    for (const key of ['a', ' ', 'm', '?']) await sendKeys({ press: key });
    expect([input.value, player.muted, inSkin('dialog')]).toStrictEqual(['a m?', true, null]);
  });

  test('loads chapters, and leaves the captions off', async () => {
    const cues = encodeURIComponent('WEBVTT\n\n00:00.000 --> 01:00.000\nIntroduction');
    await open(`<track kind="chapters" label="Chapters" default src="data:text/vtt,${cues}">`);
    await canPlay();
    const find = (name: string) => [...player.textTracks].find(({ label }) => label === name);
    await waitUntil(() => find('Chapters')?.cues?.length === 1 && find('English'));
    expect(find('English')?.mode).toBe('disabled');
  });

  testExcept(WEBKIT_SELECTS_AGAIN, 'keeps a track selected when the page changes its attributes', async () => {
    await open('<track kind="captions" label="side" srclang="fr" src="data:text/vtt,WEBVTT">');
    const find = (name: string) => captions().find(({ label }) => label === name);
    // Tracks that hls.js adds later would make the browser select again.
    await waitUntil(() => captions().length === 3 && player.readyState >= player.HAVE_CURRENT_DATA);
    for (const track of captions()) track.mode = track.label === 'side' ? 'showing' : 'disabled';
    const side = player.querySelector('track')!;
    side.label = 'next';
    side.removeAttribute('srclang');
    await waitUntil(() => find('next'));
    await nextFrames(12);
    expect([find('next')?.mode, find('next')?.language, find('side')]).toStrictEqual(['showing', '', undefined]);
  });

  test('removes the token from the document, and shows other controls in the slot `skin`', async () => {
    let token = '';
    await open('<media-mute-button slot="skin"></media-mute-button>', async (fixture) => {
      token = await requestToken(fixture);
    });
    player.setAttribute('token', token);
    expect(player.hasAttribute('token')).toBe(false);
    expect(player.token).toBe(token);
    await canPlay();
    expect(findVisible(document, '.bar')).toBe(undefined);
    await click(document, 'media-mute-button');
    await waitUntil(() => !player.muted);
  });
});
