import '@secure-stream/element/player';
import type { SecureStreamPlayerElement } from '@secure-stream/element/player';
import type { Fixture } from '@secure-stream/test-server';
import { SHORT_BUFFER } from './mount.js';
import { NATIVE_HLS_ONLY, type SkipReasons } from './test-except.js';
// Loaded before the first test, or a busy machine loads them while the test waits for a menu.
import '../../src/player/controls.js';
import '../../src/player/menus.js';
import '../../src/player/help.js';

export const ENGINES: readonly (readonly ['hls' | 'native' | 'iframe', SkipReasons])[] = [
  ['hls', {}],
  ['native', NATIVE_HLS_ONLY],
  ['iframe', {}],
];

/** Shows a `<secure-stream-player>` between two links, muted, with nothing that it remembers. */
export function showPlayer(
  { videoId, origin, endpoint }: Fixture,
  attributes: Readonly<Record<string, string>> = {},
): SecureStreamPlayerElement {
  const player = document.createElement('secure-stream-player');
  player.style.width = '800px';
  player.hlsConfig = SHORT_BUFFER;
  const source = { 'video-id': videoId, 'stream-origin': origin, 'token-endpoint': endpoint };
  const settings = { 'sdk-src': `${origin}/embed/sdk.latest.js`, muted: '', 'no-remember': '' };
  for (const [name, value] of Object.entries({ ...source, ...settings, ...attributes }))
    player.setAttribute(name, value);
  document.body.replaceChildren(createLink('before'), player, createLink('after'));
  return player;
}

const createLink = (id: string) => Object.assign(document.createElement('a'), { id, href: `#${id}`, textContent: id });

export const inSkin = (player: Element, selector: string) => player.shadowRoot!.querySelector<HTMLElement>(selector)!;

/** The control that has the focus, in the words of its tag, or the element of the page. */
export function describeFocus(player: SecureStreamPlayerElement): string {
  const focused = player.shadowRoot!.activeElement ?? document.activeElement!;
  return focused.id || focused.localName;
}
