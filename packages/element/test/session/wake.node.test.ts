import { expect, test } from 'vitest';
import { onWaking } from '../../src/session/wake.js';

function createPage() {
  const visible: { visibilityState: DocumentVisibilityState } = { visibilityState: 'visible' };
  const document = Object.assign(new EventTarget(), visible);
  const window = new EventTarget();
  let woken = 0;
  const stop = onWaking(() => (woken += 1), { document, window });
  return { document, window, stop, woken: () => woken };
}

test.each(['pageshow', 'online', 'focus'])('%s of the window wakes', (name) => {
  const page = createPage();
  page.window.dispatchEvent(new Event(name));
  expect(page.woken()).toBe(1);
  page.stop();
  page.window.dispatchEvent(new Event(name));
  expect(page.woken()).toBe(1);
});

test('becoming visible wakes, becoming hidden does not, thawing does', () => {
  const page = createPage();
  page.document.visibilityState = 'hidden';
  page.document.dispatchEvent(new Event('visibilitychange'));
  expect(page.woken()).toBe(0);
  page.document.visibilityState = 'visible';
  page.document.dispatchEvent(new Event('visibilitychange'));
  page.document.dispatchEvent(new Event('resume'));
  expect(page.woken()).toBe(2);
});

test('where there is no page there is nothing to listen to', () => {
  expect(() => onWaking(() => undefined)()).not.toThrow();
});
