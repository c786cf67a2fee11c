import { expect, test } from 'vitest';
import { onPageWake } from '../src/wake.js';

function createPage() {
  const [document, window] = [new EventTarget(), new EventTarget()];
  let woken = 0;
  const stop = onPageWake(() => (woken += 1), { document, window });
  return { document, window, stop, woken: () => woken };
}

test.each([
  ['document', 'visibilitychange'],
  ['document', 'resume'],
  ['window', 'pageshow'],
  ['window', 'online'],
  ['window', 'focus'],
] as const)('onPageWake calls back for the %s event %s until it is stopped', (target, name) => {
  const page = createPage();
  page[target].dispatchEvent(new Event(name));
  expect(page.woken()).toBe(1);
  page.stop();
  page[target].dispatchEvent(new Event(name));
  expect(page.woken()).toBe(1);
});

test('onPageWake does nothing without a document', () => {
  expect(() => onPageWake(() => undefined)()).not.toThrow();
});
