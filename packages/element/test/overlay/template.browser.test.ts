import { expect } from '@secure-stream/test-server/expect';
import { emulateMedia, sendKeys } from '@web/test-runner-commands';
import { ar } from '../../src/translations/ar.js';
import { de } from '../../src/translations/de.js';
import { es } from '../../src/translations/es.js';
import { fr } from '../../src/translations/fr.js';
import { ja } from '../../src/translations/ja.js';
import { english } from '../../src/translations/messages.js';
import { resolveLanguage } from '../../src/overlay/index.js';
import { testExcept } from '../support/test-except.js';
import { findViolations } from '../support/axe.js';
import { OVERLAYS, overlayName, showOverlay } from '../support/overlay-fixture.js';

const NO_EMULATION = 'its driver emulates no media features';
const LANGUAGES = [english, de, es, fr, ja, ar];

suite('faces', () => {
  for (const overlay of OVERLAYS) {
    test(`axe finds nothing on the face "${overlayName(overlay)}", in six languages`, async () => {
      for (const messages of LANGUAGES)
        expect(await findViolations(await showOverlay(overlay, messages))).toStrictEqual([]);
    });

    test(`the face "${overlayName(overlay)}" fits, or can be scrolled, in a player 160 px wide`, async () => {
      for (const messages of LANGUAGES) {
        const panel = (await showOverlay(overlay, messages, 160)).renderRoot.querySelector('.overlay')!;
        const first = [...panel.children].find((child) => child.checkVisibility())!;
        expect(first.getBoundingClientRect().top).toBeGreaterThanOrEqual(panel.getBoundingClientRect().top);
        expect(panel.scrollWidth).toBeLessThanOrEqual(panel.clientWidth);
      }
    });
  }

  test('Retry is reached and pressed with the keyboard alone', async () => {
    const frame = await showOverlay({ kind: 'error', reason: 'network', canRetry: true, isRetrying: true });
    await sendKeys({ press: 'Tab' });
    const button = frame.renderRoot.querySelector('button')!;
    expect(frame.shadowRoot!.activeElement === button).toBe(true);
    await sendKeys({ press: 'Enter' });
    expect(frame.retried).toBe(1);
  });

  test('Retry is a target of 44 px', async () => {
    const frame = await showOverlay({ kind: 'error', reason: 'network', canRetry: true, isRetrying: true });
    expect(frame.renderRoot.querySelector('button')!.getBoundingClientRect().height).toBeGreaterThanOrEqual(44);
  });

  test('Arabic stands from right to left, and the message bears its language', async () => {
    const panel = (await showOverlay({ kind: 'waiting' }, ar)).renderRoot.querySelector<HTMLElement>('.overlay')!;
    expect(getComputedStyle(panel).direction).toBe('rtl');
    expect(panel.lang).toBe('ar');
  });

  test('what changes is announced without taking the focus', async () => {
    const frame = await showOverlay({ kind: 'none' });
    const region = frame.renderRoot.querySelector('[aria-live=polite]');
    frame.overlay = { kind: 'error', reason: 'media', canRetry: true, isRetrying: false };
    await frame.updateComplete;
    expect(region!.textContent).toContain(english.errors.media);
    expect(frame.shadowRoot!.activeElement).toBe(null);
  });

  testExcept(
    { firefox: NO_EMULATION, webkit: NO_EMULATION },
    'nothing moves for a viewer who asked for less motion, and loading is told in words',
    async () => {
      await emulateMedia({ reducedMotion: 'reduce' });
      const frame = await showOverlay({ kind: 'loading' });
      const moving = document.getAnimations().filter(({ effect }) => effect?.getTiming().iterations === Infinity);
      expect(moving).toHaveLength(0);
      expect(frame.renderRoot.querySelector('p')!.getBoundingClientRect().width).toBeGreaterThan(40);
      await emulateMedia({ reducedMotion: 'no-preference' });
    },
  );

  test('the language is that of the nearest element that has one, through shadow roots', () => {
    const outer = document.createElement('div');
    outer.lang = 'fr';
    const inner = document.createElement('span');
    outer.attachShadow({ mode: 'open' }).append(inner);
    expect(resolveLanguage(inner)).toBe('fr');
    inner.lang = 'ja';
    expect(resolveLanguage(inner)).toBe('ja');
  });
});
