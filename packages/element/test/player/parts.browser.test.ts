// @browsers all: ::part() of nested shadow roots is resolved by the browser
import { readFile } from '@web/test-runner-commands';
import { expect } from '@secure-stream/test-server/expect';
import '@secure-stream/element/player';
import { testServer } from '@secure-stream/test-server/client';
import { waitUntil } from '@secure-stream/test-server/wait';
import { click, enlargeViewport } from '../support/shadow-dom.js';

suite('the parts of <secure-stream-player>', () => {
  teardown(() => document.body.replaceChildren());

  test('style its controls, its menus, and the overlays of its <secure-stream> from outside', async () => {
    await enlargeViewport();
    const { videoId, origin, endpoint } = await testServer.open();
    document.body.innerHTML = `
      <style>
        secure-stream-player::part(settings-button) { outline: 3px solid rgb(1, 2, 3) }
        secure-stream-player::part(menu) { outline: 3px solid rgb(4, 5, 6) }
        secure-stream-player::part(overlay) { outline: 3px solid rgb(7, 8, 9) }
      </style>
      <secure-stream-player muted style="width: 640px"
        video-id="${videoId}" stream-origin="${origin}" token-endpoint="${endpoint}"></secure-stream-player>`;
    const player = document.querySelector('secure-stream-player')!;
    const outlineOf = (element: Element) => getComputedStyle(element).outlineColor;
    const inSkin = (selector: string) => player.shadowRoot!.querySelector(selector);
    await click(document, 'media-settings-menu-button');
    await waitUntil(() => inSkin('media-settings-menu'), 'the menu');
    expect([outlineOf(inSkin('media-settings-menu-button')!), outlineOf(inSkin('media-settings-menu')!)]).toStrictEqual(
      ['rgb(1, 2, 3)', 'rgb(4, 5, 6)'],
    );
    await testServer.setBehavior('denied');
    player.videoId = 'dada'.repeat(8);
    await waitUntil(() => player.state === 'error', 'the error');
    const findOverlay = () => inSkin('secure-stream')!.shadowRoot!.querySelector('[part~=overlay]');
    await waitUntil(findOverlay, 'the overlay');
    expect(outlineOf(findOverlay()!)).toBe('rgb(7, 8, 9)');
  });

  test('export every part of <secure-stream>', async () => {
    const text = await readFile({ path: '../../custom-elements.json' });
    const manifest = JSON.parse(text ?? '') as Manifest;
    const parts = manifest.modules
      .flatMap(({ declarations }) => declarations)
      .find(({ tagName }) => tagName === 'secure-stream')!
      .cssParts.map(({ name }) => name);
    const player = document.createElement('secure-stream-player');
    document.body.append(player);
    const stream = player.shadowRoot!.querySelector('secure-stream')!;
    expect(stream.getAttribute('exportparts')!.split(',')).toStrictEqual(parts);
  });
});

interface Manifest {
  readonly modules: readonly {
    readonly declarations: readonly {
      readonly tagName: string;
      readonly cssParts: readonly { readonly name: string }[];
    }[];
  }[];
}
