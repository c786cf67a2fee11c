import { expect } from '@secure-stream/test-server/expect';
import { emulateMedia, sendKeys } from '@web/test-runner-commands';
import { ar } from '../../../src/locales/ar/overlay.js';
import { de } from '../../../src/locales/de/overlay.js';
import { es } from '../../../src/locales/es/overlay.js';
import { fr } from '../../../src/locales/fr/overlay.js';
import { ja } from '../../../src/locales/ja/overlay.js';
import { en } from '../../../src/locales/en/overlay.js';
import { resolveLanguage } from '../../../src/stream/overlay/language.js';
import { testExcept } from '../../support/test-except.js';
import { findViolations } from '../../support/axe.js';
import { OVERLAYS, overlayName, showOverlay } from '../../support/overlay-fixture.js';

const NO_EMULATION = 'its driver cannot emulate media features';
const LANGUAGES = [en, de, es, fr, ja, ar];

suite('renderOverlay', () => {
  for (const overlay of OVERLAYS) {
    test(`has no axe violation in the overlay "${overlayName(overlay)}", in six languages`, async () => {
      for (const messages of LANGUAGES)
        expect(await findViolations(await showOverlay(overlay, messages))).toStrictEqual([]);
    });

    test(`fits the overlay "${overlayName(overlay)}" into a player 160 px wide, or lets it scroll`, async () => {
      for (const messages of LANGUAGES) {
        const panel = (await showOverlay(overlay, messages, 160)).renderRoot.querySelector('.overlay')!;
        const first = [...panel.children].find((child) => child.checkVisibility())!;
        expect(first.getBoundingClientRect().top).toBeGreaterThanOrEqual(panel.getBoundingClientRect().top);
        expect(panel.scrollWidth).toBeLessThanOrEqual(panel.clientWidth);
      }
    });
  }

  test('has a Retry button that works with the keyboard', async () => {
    const frame = await showOverlay({ kind: 'error', reason: 'network', canRetry: true, isRetrying: true });
    await sendKeys({ press: 'Tab' });
    const button = frame.renderRoot.querySelector('button')!;
    expect(frame.shadowRoot!.activeElement === button).toBe(true);
    await sendKeys({ press: 'Enter' });
    expect(frame.retried).toBe(1);
  });

  for (const [limit, message] of [
    [1, 'This account is watching on another device. Telephone'],
    [2, 'This account is watching on 2 devices. Telephone'],
    [undefined, en.errors['viewing-limit']],
  ] as const)
    test(`names the devices at a limit of ${limit}, and continues here at the press of its button`, async () => {
      const overlay = { kind: 'viewing-limit', reason: 'viewing-limit', limit, devices: ['Telephone'] } as const;
      const frame = await showOverlay(overlay);
      expect(frame.renderRoot.querySelector('p')!.textContent).toBe(message);
      frame.renderRoot.querySelector('button')!.click();
      expect([frame.takenOver, frame.retried]).toStrictEqual([1, 0]);
    });

  test('has a Retry button at least 44 px high', async () => {
    const frame = await showOverlay({ kind: 'error', reason: 'network', canRetry: true, isRetrying: true });
    expect(frame.renderRoot.querySelector('button')!.getBoundingClientRect().height).toBeGreaterThanOrEqual(44);
  });

  test('sets the direction and language of an Arabic message', async () => {
    const panel = (await showOverlay({ kind: 'waiting' }, ar)).renderRoot.querySelector<HTMLElement>('.overlay')!;
    expect(getComputedStyle(panel).direction).toBe('rtl');
    expect(panel.lang).toBe('ar');
  });

  test('announces a change without taking the focus', async () => {
    const frame = await showOverlay({ kind: 'none' });
    const region = frame.renderRoot.querySelector('[aria-live=polite]');
    frame.overlay = { kind: 'error', reason: 'media', canRetry: true, isRetrying: false };
    await frame.updateComplete;
    expect(region!.textContent).toContain(en.errors.media);
    expect(frame.shadowRoot!.activeElement).toBe(null);
  });

  testExcept(
    { firefox: NO_EMULATION, webkit: NO_EMULATION },
    'shows loading as text, without animation, under prefers-reduced-motion',
    async () => {
      await emulateMedia({ reducedMotion: 'reduce' });
      const frame = await showOverlay({ kind: 'loading' });
      const moving = document.getAnimations().filter(({ effect }) => effect?.getTiming().iterations === Infinity);
      expect(moving).toHaveLength(0);
      expect(frame.renderRoot.querySelector('p')!.getBoundingClientRect().width).toBeGreaterThan(40);
      await emulateMedia({ reducedMotion: 'no-preference' });
    },
  );

  test('takes the language of the nearest element that has one, through shadow roots', () => {
    const outer = document.createElement('div');
    outer.lang = 'fr';
    const inner = document.createElement('span');
    outer.attachShadow({ mode: 'open' }).append(inner);
    expect(resolveLanguage(inner)).toBe('fr');
    inner.lang = 'ja';
    expect(resolveLanguage(inner)).toBe('ja');
  });
});
