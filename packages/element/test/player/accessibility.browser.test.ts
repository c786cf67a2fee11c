// @browsers all: the accessibility tree and axe depend on the browser
import { expect } from '@secure-stream/test-server/expect';
import { executeServerCommand, sendKeys } from '@web/test-runner-commands';
import type { SecureStreamPlayerElement } from '@secure-stream/element/player';
import { testServer } from '@secure-stream/test-server/client';
import { waitUntil } from '@secure-stream/test-server/wait';
import { KEYS } from '../../src/player/help.js';
import { en } from '../../src/locales/en/player.js';
import { findViolations } from '../support/axe.js';
import { describeFocus, inSkin, showPlayer } from '../support/player.js';
import { enlargeViewport } from '../support/shadow-dom.js';
import { browserName } from '../support/test-except.js';
import '../support/release-removed.js';

let player: SecureStreamPlayerElement;

const overlay = () => inSkin(player, 'secure-stream').shadowRoot!.querySelector('.overlay p')?.textContent ?? '';
const play = async () => {
  await waitUntil(() => player.readyState >= player.HAVE_CURRENT_DATA, 'the first frame');
  await player.play();
  // It says that it loads until the video has played for a moment.
  await waitUntil(() => player.currentTime > 0.5 && !inSkin(player, '[medialoading]'), 'playback');
};

interface State {
  readonly attributes?: Readonly<Record<string, string>>;
  readonly isLive?: boolean;
  prepare?(): Promise<unknown>;
  reach(): Promise<unknown>;
  /** The accessibility tree below the player: roles, names, states. */
  readonly tree: string;
}

const controls = ({ play = 'play', captions = '', settings = '' } = {}) => `
region "video player"
  Video
  generic live=polite
  slider "seek"
  button "${play}"
  button "unmute"
  slider "volume"
  StaticText "TIME"
  button "closed captions" hasPopup=menu${captions}
  button "settings" hasPopup=menu${settings}
  button "enter picture in picture mode"
  button "enter fullscreen mode"
`;
const overlayWith = (text: string, button?: string) => `
region "video player"
  Video
  generic live=polite
    paragraph
      StaticText "${text}"${button ? `\n    button "${button}"` : ''}
`;
const SETTING = `
  menu "Settings"
    menuitem "Quality Auto (360p)" focused hasPopup=menu
      StaticText "Quality"
      StaticText "Auto (360p)"`;
const OTHER_SETTINGS = `
    menuitem "Audio Original" hasPopup=menu
      StaticText "Audio"
      StaticText "Original"
    menuitem "Speed Normal" hasPopup=menu
      StaticText "Speed"
      StaticText "Normal"
    menuitem "Caption appearance"`;

const canPlay = () =>
  waitUntil(
    () =>
      player.readyState >= player.HAVE_CURRENT_DATA && inSkin(player, 'media-captions-menu-button[mediasubtitleslist]'),
    'the first frame',
  );
const openMenu = async (name: string, focused: string) => {
  await canPlay();
  inSkin(player, `${name}-button`).focus();
  await sendKeys({ press: 'Enter' });
  await waitUntil(() => describeFocus(player) === focused, 'the focus in the menu');
};
const openSettings = () => openMenu('media-settings-menu', 'media-settings-menu-item');

const STATES: Readonly<Record<string, State>> = {
  start: { reach: canPlay, tree: controls() },
  playing: { reach: play, tree: controls({ play: 'pause' }) },
  'settings open': { reach: openSettings, tree: controls({ settings: ' expanded' }) + SETTING + OTHER_SETTINGS },
  'a list of settings open': {
    async reach() {
      await openSettings();
      await sendKeys({ press: 'Enter' });
      await waitUntil(() => describeFocus(player) === 'media-rendition-menu', 'the focus in the list');
    },
    tree:
      controls({ settings: ' expanded' }) +
      `
  menu "Settings"
    menuitem "Quality Auto (360p) Quality" hasPopup=menu expanded
      StaticText "Quality"
      StaticText "Auto (360p)"
      menu "Quality"
        menuitem "Quality: Back to all settings"
        menuitemradio "Auto (360p)" focused checked=true
        menuitemradio "360p"
        menuitemradio "240p"
        menuitemradio "144p"` +
      OTHER_SETTINGS,
  },
  'captions open': {
    reach: () => openMenu('media-captions-menu', 'media-captions-menu'),
    tree:
      controls({ captions: ' expanded' }) +
      `
  menu "Captions"
    menuitemradio "Off" focused checked=true
    menuitemradio "English"
    menuitemradio "Deutsch"`,
  },
  'the list of keys': {
    async reach() {
      await canPlay();
      player.focus();
      await sendKeys({ press: '?' });
      await waitUntil(() => inSkin(player, 'dialog')?.matches('[open]'), 'the list of keys');
    },
    tree:
      `
RootWebArea focused
  dialog "Keyboard shortcuts" modal
    heading "Keyboard shortcuts"
    button "Close" focused
    DescriptionList` +
      KEYS.map(([action, names]) => {
        const listed = names.map((name) => `\n        StaticText "${name}"`).join('');
        return `\n      term "${en.keys[action]}"\n      definition${listed}`;
      }).join('') +
      `\n    button "Copy debug report"`,
  },
  ended: {
    async reach() {
      await canPlay();
      player.currentTime = player.duration - 0.5;
      await player.play();
      await waitUntil(() => player.ended, 'the end');
    },
    tree: controls(),
  },
  'an error': {
    prepare: () => testServer.setBehavior('denied'),
    reach: () => waitUntil(() => overlay().includes('permission'), 'the overlay'),
    tree: overlayWith('You do not have permission to watch this video.'),
  },
  offline: {
    async prepare() {
      await testServer.setBehavior('error500');
      Object.defineProperty(navigator, 'onLine', { configurable: true, value: false });
    },
    reach: () => waitUntil(() => overlay().includes('offline'), 'the overlay'),
    tree: overlayWith('You are offline. The video will continue when the connection is back.', 'Try now'),
  },
  'a live stream that has not started': {
    isLive: true,
    reach: () => waitUntil(() => overlay().includes('not started'), 'the overlay'),
    tree: overlayWith('The live stream has not started yet. It will start here automatically.'),
  },
  'a live stream behind its live edge': {
    isLive: true,
    attributes: { live: '', dvr: '' },
    async prepare() {
      await testServer.startLive();
      await testServer.advanceClock(120_000);
    },
    // A busy machine falls behind the live edge by itself.
    async reach() {
      // hls.js closes a gap at the start of a live stream only while it plays.
      await player.play();
      await play();
      player.currentTime = player.seekable.start(0) + 60;
      await waitUntil(
        () => !player.seeking && !inSkin(player, 'media-live-button').hasAttribute('mediatimeislive'),
        'the position behind the live edge',
      );
    },
    tree: controls({ play: 'pause' })
      .replace(
        '  StaticText "TIME"',
        '  button "seek to live"\n    StaticText " "\n    StaticText "LIVE"\n  StaticText "BEHIND"',
      )
      .replace('  button "closed captions" hasPopup=menu\n', ''),
  },
};

suite('<secure-stream-player> for assistive technology', () => {
  setup(enlargeViewport);
  teardown(() => {
    document.body.replaceChildren();
    Reflect.deleteProperty(navigator, 'onLine');
  });

  for (const [name, { attributes, isLive, prepare, reach, tree }] of Object.entries(STATES))
    test(`has no violation of WCAG 2.2 AA, and the roles and names of: ${name}`, async () => {
      const fixture = await testServer.open();
      await prepare?.();
      player = showPlayer(isLive ? { ...fixture, videoId: fixture.liveInputId } : fixture, attributes);
      await reach();
      expect(await findViolations(player)).toStrictEqual([]);
      // The only browser whose tree can be read.
      if (browserName !== 'chromium') return;
      const expected = tree.split('\n').filter(Boolean);
      let found: readonly string[] = [];
      // On a busy machine the video loads again now and then, and says so.
      const isReached = async () => (found = await readTree()).join('\n') === expected.join('\n');
      await waitUntil(isReached).catch(() => undefined);
      expect(found).toStrictEqual(expected);
    });

  test('says the position with the plural forms of the language', async () => {
    player = showPlayer(await testServer.open(), { lang: 'pl' });
    const valueText = () =>
      inSkin(player, 'media-time-range')?.shadowRoot!.querySelector('input')!.getAttribute('aria-valuetext') ?? '';
    await waitUntil(() => valueText().endsWith('z 1 minuta i 36 sekund'), 'the length in Polish');
    player.currentTime = 22;
    await waitUntil(() => valueText() === '22 sekundy z 1 minuta i 36 sekund', 'the position in Polish');
  });

  test('announces an overlay once, and again after another attempt', async () => {
    const fixture = await testServer.open();
    await testServer.setBehavior('denied');
    player = showPlayer(fixture);
    const announced: string[] = [];
    const region = inSkin(player, 'secure-stream').shadowRoot!.querySelector('[aria-live]')!;
    const observer = new MutationObserver((records) => {
      const isMessage = (node: Node) =>
        node.parentElement?.closest('p') ?? (node instanceof Element && node.querySelector('p'));
      if (records.some(({ target, addedNodes }) => isMessage(target) || [...addedNodes].some(isMessage)))
        announced.push(overlay());
    });
    observer.observe(region, { childList: true, subtree: true, characterData: true });
    await waitUntil(() => overlay().includes('permission'), 'the overlay');
    player.retry();
    await waitUntil(() => announced.filter((text) => text.includes('permission')).length === 2, 'the overlay again');
    const denied = 'You do not have permission to watch this video.';
    expect(announced).toStrictEqual(['Loading the video', denied, 'Loading the video', denied]);
  });
});

async function readTree(): Promise<readonly string[]> {
  const command = { selector: 'secure-stream-player' };
  const { value } = await executeServerCommand<{ value: readonly string[] }, typeof command>(
    'read-accessibility-tree',
    command,
  );
  return value.map((line) => line.replace(/"[\d:]+ \/ [\d:]+"/, '"TIME"').replace(/"−[\d:]+"/, '"BEHIND"'));
}
