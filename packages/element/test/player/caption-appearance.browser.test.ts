import { expect } from '@secure-stream/test-server/expect';
import { sendKeys } from '@web/test-runner-commands';
import '@secure-stream/element/player';
import type { SecureStreamPlayerElement } from '@secure-stream/element/player';
import { testServer } from '@secure-stream/test-server/client';
import { nextFrames, waitUntil } from '@secure-stream/test-server/wait';
import type { Fixture } from '@secure-stream/test-server';
import { findViolations } from '../support/axe.js';
import { countPixels, type Color } from '../support/count-pixels.js';
import { SHORT_BUFFER } from '../support/mount.js';
import { click, enlargeViewport } from '../support/shadow-dom.js';

const SETTINGS = 'secure-stream:settings';
const MAGENTA = [255, 0, 255] as const;
const GREEN = [0, 255, 0] as const;

suite('the appearance of captions', () => {
  let fixture: Fixture;

  async function open(attributes: Record<string, string> = {}): Promise<SecureStreamPlayerElement> {
    await enlargeViewport();
    const { videoId, origin, endpoint } = fixture;
    const player = document.createElement('secure-stream-player');
    player.style.width = '640px';
    player.hlsConfig = SHORT_BUFFER;
    const source = { 'video-id': videoId, 'stream-origin': origin, 'token-endpoint': endpoint, muted: '' };
    for (const [name, value] of Object.entries({ ...source, 'default-text-track': 'en', ...attributes }))
      player.setAttribute(name, value);
    document.body.replaceChildren(player);
    await waitUntil(() => player.readyState >= player.HAVE_CURRENT_DATA && !player.seeking, 'a picture');
    return player;
  }
  const inSkin = (player: Element, selector: string) => player.shadowRoot!.querySelector<HTMLElement>(selector);
  const selectOf = (player: Element, name: string) => inSkin(player, `dialog [name=${name}]`) as HTMLSelectElement;
  /** Stops where a caption is shown, without the controls, which are over it in Firefox. */
  async function showCue(player: SecureStreamPlayerElement): Promise<void> {
    await waitUntil(() => inSkin(player, '.controls'), 'the controls');
    inSkin(player, '.controls')!.style.display = 'none';
    const shown = () => [...player.textTracks].find(({ mode, kind }) => mode === 'showing' && kind !== 'metadata');
    await waitUntil(() => (shown()?.cues?.length ?? 0) > 0, 'captions');
    player.currentTime = shown()!.cues![0]!.startTime + 0.5;
    await waitUntil(() => !player.seeking && (shown()?.activeCues?.length ?? 0) > 0, 'a caption');
    await nextFrames(3);
  }
  const store = (appearance: object) => localStorage.setItem(SETTINGS, JSON.stringify({ appearance }));
  async function openDialog(player: SecureStreamPlayerElement): Promise<void> {
    await click(document, 'media-settings-menu-button');
    await click(document, '.appearance-item');
    await waitUntil(() => inSkin(player, 'dialog.appearance')?.matches('[open]'), 'the dialog');
  }
  function choose(player: SecureStreamPlayerElement, name: string, value: string): void {
    const select = selectOf(player, name);
    select.value = value;
    select.dispatchEvent(new Event('change', { bubbles: true }));
  }

  setup(async () => {
    fixture = await testServer.open();
  });
  teardown(() => document.body.replaceChildren());

  async function showCueWith(appearance: object): Promise<SecureStreamPlayerElement> {
    store(appearance);
    const player = await open();
    await showCue(player);
    return player;
  }
  /** A busy machine draws the caption later. */
  const waitForPixels = (player: Element, color: Color, least: number) =>
    waitUntil(async () => (await countPixels(player, color)) > least, `more than ${least} pixels`);

  test('colours the captions of the browser, larger ones more', async () => {
    expect(await countPixels(await showCueWith({}), MAGENTA)).toBe(0);
    const player = await showCueWith({ color: 'magenta' });
    await waitForPixels(player, MAGENTA, 20);
    const count = await countPixels(player, MAGENTA);
    await waitForPixels(await showCueWith({ color: 'magenta', size: 200 }), MAGENTA, count * 1.5);
  });

  test('colours their background', async () => {
    expect(await countPixels(await showCueWith({}), GREEN)).toBe(0);
    await waitForPixels(await showCueWith({ background: 'green', opacity: 100 }), GREEN, 200);
  });

  test('is chosen in a dialog, shown by a line, kept for the next player, and reset', async () => {
    const player = await open();
    const isLoaded = () =>
      performance.getEntriesByType('resource').some(({ name }) => name.includes('captions/dialog'));
    expect(isLoaded()).toBe(false);
    await openDialog(player);
    expect(await findViolations(player)).toStrictEqual([]);
    choose(player, 'color', 'magenta');
    choose(player, 'size', '150');
    const preview = inSkin(player, '.preview > span')!;
    expect(getComputedStyle(preview).color).toBe('rgb(255, 0, 255)');
    expect(JSON.parse(localStorage.getItem(SETTINGS)!)).toMatchObject({ appearance: { color: 'magenta', size: 150 } });
    await sendKeys({ press: 'Escape' });
    await waitUntil(() => player.shadowRoot!.activeElement?.localName === 'media-settings-menu-button', 'the focus');
    const next = await open();
    await openDialog(next);
    expect(selectOf(next, 'size').value).toBe('150');
    inSkin(next, 'dialog .reset')!.click();
    expect(selectOf(next, 'size').value).toBe('');
    expect(JSON.parse(localStorage.getItem(SETTINGS)!)).toMatchObject({ appearance: {} });
  });

  test('is not kept with no-remember, and not offered in the iframe engine', async () => {
    store({ color: 'magenta' });
    const player = await open({ 'no-remember': '' });
    await openDialog(player);
    expect(selectOf(player, 'color').value).toBe('');
    choose(player, 'color', 'red');
    expect(JSON.parse(localStorage.getItem(SETTINGS)!)).toStrictEqual({ appearance: { color: 'magenta' } });
    const { origin } = fixture;
    const framed = await open({ engine: 'iframe', 'sdk-src': `${origin}/embed/sdk.latest.js` });
    await click(document, 'media-settings-menu-button');
    await waitUntil(() => inSkin(framed, '.appearance-item'), 'the menu');
    expect(inSkin(framed, '.appearance-item')!.checkVisibility()).toBe(false);
  });
});
