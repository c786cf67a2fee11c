import { expect, test, vi } from 'vitest';
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

test('onPageWake listens to the global object of a worker', async () => {
  const worker = new EventTarget();
  vi.stubGlobal('addEventListener', worker.addEventListener.bind(worker));
  let woken = 0;
  const stop = onPageWake(() => (woken += 1));
  worker.dispatchEvent(new Event('online'));
  stop();
  worker.dispatchEvent(new Event('online'));
  expect(woken).toBe(1);
  vi.unstubAllGlobals();
});

test('onPageWake does nothing without a document', () => {
  expect(() => onPageWake(() => undefined)()).not.toThrow();
});
