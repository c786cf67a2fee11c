import { sendMouse } from '@web/test-runner-commands';
import type { SecureStreamElement } from '@secure-stream/element';
import { expect } from '@secure-stream/test-server/expect';
import { nextEvent, waitUntil } from '@secure-stream/test-server/wait';
import { testServer } from '@secure-stream/test-server/client';
import { mount } from '../../support/mount.js';

const findVideo = ({ shadowRoot }: SecureStreamElement) => shadowRoot!.querySelector('video')!;
const findOverlay = ({ shadowRoot }: SecureStreamElement) => shadowRoot!.querySelector<HTMLElement>('.overlay');

const centreOf = (node: Element): [number, number] => {
  const { left, top, width, height } = node.getBoundingClientRect();
  return [Math.round(left + width / 2), Math.round(top + height / 2)];
};

async function click(node: Element): Promise<void> {
  await sendMouse({ type: 'click', position: centreOf(node) });
}

suite('overlays and the controls of the browser', () => {
  teardown(() => document.body.replaceChildren());

  const SLOTS = {
    'access-denied': 'denied',
    error: 'offline',
  } as const;
  for (const [slot, behavior] of Object.entries(SLOTS))
    test(`lay the content of the slot ${slot} over the controls, where a click reaches it`, async () => {
      const fixture = await testServer.open();
      await testServer.setBehavior(behavior);
      const element = mount(fixture, { controls: true });
      const content = document
        .createRange()
        .createContextualFragment(`<div slot="${slot}"><a href="#join">Join</a></div>`)
        .firstElementChild as HTMLElement;
      element.append(content);
      const link = content.querySelector('a')!;
      let clicks = 0;
      link.addEventListener('click', (event) => {
        event.preventDefault();
        clicks += 1;
      });
      await waitUntil(() => findOverlay(element) && !findOverlay(element)!.checkVisibility());
      await waitUntil(() => document.elementFromPoint(...centreOf(link)) === link);
      await click(link);
      await waitUntil(() => clicks === 1);
      const [box, own] = [content.getBoundingClientRect(), element.getBoundingClientRect()];
      expect([box.width, box.height]).toStrictEqual([own.width, own.height]);
      expect(findVideo(element).controls).toBe(false);
    });

  test('withhold the controls until the overlay is gone, and give them the focus then', async () => {
    const fixture = await testServer.open();
    await testServer.setBehavior('offline');
    const element = mount(fixture, { controls: true });
    await waitUntil(() => findOverlay(element)?.querySelector('button'));
    expect(findVideo(element).controls).toBe(false);
    await testServer.setBehavior('ok');
    const loaded = nextEvent(element, 'loadeddata');
    await click(findOverlay(element)!.querySelector('button')!);
    await loaded;
    await waitUntil(() => findVideo(element).controls);
    expect(element.shadowRoot!.activeElement).toBe(findVideo(element));
    expect(element.controls).toBe(true);
  });

  for (const width of [180, 320, 640])
    test(`show the whole retry button at ${width} px`, async () => {
      const fixture = await testServer.open();
      await testServer.setBehavior('offline');
      const element = mount(fixture);
      element.style.width = `${width}px`;
      await waitUntil(() => findOverlay(element)?.querySelector('button'));
      const [button, box] = [findOverlay(element)!.querySelector('button')!, element.getBoundingClientRect()];
      const { top, bottom, left, right } = button.getBoundingClientRect();
      expect(top >= box.top && bottom <= box.bottom && left >= box.left && right <= box.right).toBe(true);
      for (const y of [top + 1, bottom - 1]) {
        const found = element.shadowRoot!.elementFromPoint((left + right) / 2, y);
        expect(found === button || button.contains(found)).toBe(true);
      }
    });

  test('show the start overlay with the background of the others', async () => {
    const element = mount(await testServer.open(), { controls: true, preload: 'none' });
    await waitUntil(() => findOverlay(element));
    expect(getComputedStyle(findOverlay(element)!).backgroundColor).toBe('rgba(0, 0, 0, 0.7)');
    expect(findVideo(element).controls).toBe(false);
  });
});
