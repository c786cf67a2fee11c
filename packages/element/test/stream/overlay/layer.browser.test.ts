// @browsers all: focus and :state() differ
import { expect } from '@secure-stream/test-server/expect';
import { nextEvent, waitUntil } from '@secure-stream/test-server/wait';
import { sendKeys } from '@web/test-runner-commands';
import { addMessages, type SecureStreamElement } from '@secure-stream/element';
import { de } from '@secure-stream/element/translations/de';
import { testServer } from '@secure-stream/test-server/client';
import { mount } from '../../support/mount.js';
import { gesture } from '../../support/gesture.js';
import { testExcept } from '../../support/test-except.js';
import { createElementWithClock, ShiftedClock, SPEED } from '../../support/shifted-clock.js';
import { findViolations } from '../../support/axe.js';

const findOverlay = (element: SecureStreamElement) => element.shadowRoot!.querySelector<HTMLElement>('.overlay');
const overlayName = (element: SecureStreamElement) =>
  findOverlay(element)?.getAttribute('part')?.replace('overlay ', '');

function setConnection(online: boolean): void {
  Object.defineProperty(navigator, 'onLine', { configurable: true, value: online });
  dispatchEvent(new Event(online ? 'online' : 'offline'));
}

suite('overlays', () => {
  teardown(() => {
    document.body.replaceChildren();
    document.documentElement.lang = 'en';
    Reflect.deleteProperty(navigator, 'onLine');
  });

  test('show loading until the video has data', async () => {
    const fixture = await testServer.open({ latency: 300 });
    const element = mount(fixture);
    const loaded = nextEvent(element, 'loadeddata');
    await waitUntil(() => overlayName(element) === 'loading');
    expect(await findViolations(element)).toStrictEqual([]);
    await loaded;
    await waitUntil(() => overlayName(element) === undefined);
  });

  test('show a play button before playback, which starts it and keeps the focus in the player', async () => {
    const element = mount(await testServer.open(), { preload: 'none', controls: true });
    await waitUntil(() => overlayName(element) === 'start');
    expect(await testServer.countTokenRequests()).toBe(0);
    expect(await findViolations(element)).toStrictEqual([]);
    findOverlay(element)!.querySelector('button')!.focus();
    const done = nextEvent(element, 'playing');
    await sendKeys({ press: 'Enter' });
    await done;
    await waitUntil(() => overlayName(element) === undefined);
    expect(document.activeElement === element).toBe(true);
  });

  test('show no play button without controls', async () => {
    const fixture = await testServer.open();
    const element = mount(fixture, { preload: 'none' });
    const later = mount(fixture, { preload: 'none', controls: true });
    await waitUntil(() => overlayName(later) === 'start');
    expect(overlayName(element)).toBe(undefined);
  });

  test('show Retry for an error that it can solve, and keep the focus', async () => {
    const fixture = await testServer.open();
    await testServer.setBehavior('offline');
    const clock = new ShiftedClock(SPEED);
    const element = mount(fixture, {}, createElementWithClock(clock));
    await waitUntil(() => overlayName(element) === 'error');
    // Only Retry recovers.
    clock.stop();
    expect(element.error?.reason).toBe('token-unreachable');
    expect(await findViolations(element)).toStrictEqual([]);
    findOverlay(element)!.querySelector('button')!.focus();
    const done = nextEvent(element, 'loadeddata');
    await testServer.setBehavior('ok');
    await sendKeys({ press: 'Enter' });
    await done;
    await waitUntil(() => overlayName(element) === undefined);
    expect(document.activeElement === element).toBe(true);
  });

  test('leave nothing of the text that stands in while their code cannot be loaded', async () => {
    const element = mount(await testServer.open({ latency: 300 }));
    const container = element.shadowRoot!.querySelector('[aria-live]')!;
    container.textContent = 'This video cannot be played.';
    await waitUntil(() => element.state === 'ready' && container.textContent === '', 'no text');
  });

  testExcept(
    { webkit: 'its full screen leaves the page with the height of the screen for some time' },
    'are shown above the full screen of the <video>, and end it if they have a button',
    async () => {
      const clock = new ShiftedClock(SPEED);
      const element = mount(await testServer.open(), { controls: true }, createElementWithClock(clock));
      await waitUntil(() => element.readyState >= element.HAVE_CURRENT_DATA);
      const root = element.shadowRoot!;
      await gesture(() => root.querySelector('video')!.requestFullscreen());
      await testServer.setBehavior('denied');
      element.videoId = 'dada'.repeat(8);
      await waitUntil(() => overlayName(element) === 'access-denied' && root.querySelector(':popover-open'));
      const { width, height } = findOverlay(element)!.getBoundingClientRect();
      expect([document.fullscreenElement === element, width, height]).toStrictEqual([true, innerWidth, innerHeight]);
      // As an iPhone's `<video>`, which is in full screen by itself. No device was tested.
      let exits = 0;
      const phone = { webkitDisplayingFullscreen: true, webkitExitFullscreen: () => (exits += 1) };
      for (const [name, value] of Object.entries(phone))
        Object.defineProperty(root.querySelector('video'), name, { configurable: true, value });
      await testServer.setBehavior('offline');
      element.videoId = 'fefe'.repeat(8);
      await waitUntil(() => overlayName(element) === 'error' && !document.fullscreenElement, 'the end of full screen');
      await waitUntil(() => !root.querySelector('[popover]'), 'the end of the top layer');
      expect(exits).toBeGreaterThan(0);
      expect(findOverlay(element)!.checkVisibility()).toBe(true);
    },
  );

  test('show offline without a connection, nothing when it is back, and keep the focus', async () => {
    const fixture = await testServer.open();
    await testServer.setBehavior('offline');
    const element = mount(fixture, {}, createElementWithClock(new ShiftedClock(SPEED)));
    await waitUntil(() => overlayName(element) === 'error');
    findOverlay(element)!.querySelector('button')!.focus();
    setConnection(false);
    await waitUntil(() => overlayName(element) === 'offline');
    const done = nextEvent(element, 'loadeddata');
    await testServer.setBehavior('ok');
    setConnection(true);
    await done;
    await waitUntil(() => overlayName(element) === undefined);
    expect(document.activeElement === element).toBe(true);
  });

  test('show a denied viewer the reason in the language of the page', async () => {
    const fixture = await testServer.open();
    await testServer.setBehavior('denied');
    addMessages(de);
    document.documentElement.lang = 'de-CH';
    const element = mount(fixture);
    await waitUntil(() => overlayName(element) === 'access-denied');
    expect(findOverlay(element)!.textContent).toContain(de.errors['token-denied']);
    expect(findOverlay(element)!.querySelector('button')).toBe(null);
    element.lang = 'en';
    await waitUntil(() => findOverlay(element)!.textContent.includes('You do not have permission'));
    element.messages = { ...de, errors: { ...de.errors, 'token-denied': 'Nur für Mitglieder' } };
    await waitUntil(() => findOverlay(element)!.textContent.includes('Nur für Mitglieder'));
  });

  test('are replaced by the content of a slot', async () => {
    const fixture = await testServer.open();
    await testServer.setBehavior('denied');
    const element = mount(fixture);
    element.append(document.createRange().createContextualFragment('<p slot="error">Please join</p>'));
    await waitUntil(() => overlayName(element) === 'access-denied');
    expect(findOverlay(element)!.checkVisibility()).toBe(false);
    expect(element.querySelector('p')!.checkVisibility()).toBe(true);
  });

  test('show the content of the poster slot until the video plays', async () => {
    const element = mount(await testServer.open());
    element.append(document.createRange().createContextualFragment('<b slot="poster">soon</b>'));
    const poster = element.querySelector('b')!;
    // Otherwise `elementFromPoint` skips the poster.
    poster.style.pointerEvents = 'auto';
    const { left, top, width, height } = element.getBoundingClientRect();
    expect(document.elementFromPoint(left + width / 2, top + height / 2)).toBe(poster);
    await nextEvent(element, 'loadeddata');
    expect(poster.checkVisibility()).toBe(true);
    await element.play();
    await waitUntil(() => !poster.checkVisibility());
  });

  test('never show the detail for the developer', async () => {
    const element = mount({ ...(await testServer.open()), videoId: 'not-a-uid' });
    await waitUntil(() => overlayName(element) === 'error');
    expect(element.error!.detail).toContain('video-id');
    expect(findOverlay(element)!.textContent).not.toContain('video-id');
  });

  test('follow the states that :state() selects', async () => {
    const element = mount(await testServer.open());
    await nextEvent(element, 'loadeddata');
    await waitUntil(() => element.matches(':state(ready)'));
    expect(element.matches(':state(error)')).toBe(false);
  });
});

suite('<track> children', () => {
  teardown(() => document.body.replaceChildren());

  const track = (label: string) => {
    const element = document.createElement('track');
    const text = 'WEBVTT\n\n00:00.000 --> 00:05.000\nhello\n';
    Object.assign(element, {
      kind: 'subtitles',
      label,
      srclang: 'en',
      src: `data:text/vtt,${encodeURIComponent(text)}`,
    });
    return element;
  };

  test('add text tracks, which come and go with them', async () => {
    const element = mount(await testServer.open());
    const mine = track('mine');
    element.append(mine);
    const found = () => [...element.textTracks].filter(({ label }) => label === 'mine');
    await waitUntil(() => found().length === 1 && element.readyState >= element.HAVE_CURRENT_DATA);
    found()[0]!.mode = 'showing';
    await waitUntil(() => found()[0]!.cues?.length === 1);
    element.append(track('other'));
    await waitUntil(() => [...element.textTracks].some(({ label }) => label === 'other'));
    expect(found()).toHaveLength(1);
    mine.remove();
    await waitUntil(() => found().length === 0);
  });
});
