import { expect } from '@secure-stream/test-server/expect';
import { nextEvent, nextFrames, waitUntil } from '@secure-stream/test-server/wait';
import { testServer } from '@secure-stream/test-server/client';
import type { Fixture } from '@secure-stream/test-server';
import type { SecureStreamElement } from '@secure-stream/element';
import { mount, prepareLaterPlayer, startPlaying } from '../support/mount.ts';
import { removeForLong } from '../support/release-removed.ts';

/** More than every margin, and the height of every window of the tests. */
const FAR_PX = 6000;

const space = () => Object.assign(document.createElement('div'), { style: `height: ${FAR_PX}px` });

const innerVideo = (element: SecureStreamElement) => element.shadowRoot!.querySelector('video')!;

/** Adds a lazy player far below the viewport. */
function mountFar(fixture: Fixture, properties: Partial<SecureStreamElement> = {}): SecureStreamElement {
  document.body.append(space());
  return mount(fixture, { loading: 'lazy', ...properties });
}

/** Asserts that nothing was requested for `element`, by when another player has loaded all that it loads without playback. */
async function expectNoRequest(fixture: Fixture, element: SecureStreamElement): Promise<void> {
  const laterPlayer = await prepareLaterPlayer(fixture);
  await laterPlayer.load();
  expect(await testServer.countTokenRequests()).toBe(0);
  expect(await laterPlayer.listOtherRequests()).toStrictEqual([]);
  expect(element.state).toBe('idle');
}

suite('loading="lazy"', () => {
  teardown(() => {
    document.body.replaceChildren();
    scrollTo(0, 0);
  });

  for (const engine of ['hls', 'iframe'] as const)
    test(`requests nothing before the player is near the viewport (${engine})`, async () => {
      const fixture = await testServer.open();
      const poster = new URL('lazy-poster.svg', location.href).href;
      const element = mountFar(fixture, { engine, poster, sdkSrc: `${fixture.origin}/embed/sdk.latest.js` });
      const seen: string[] = [];
      for (const name of ['loadstart', 'suspend', 'loadedmetadata'])
        element.addEventListener(name, () => seen.push(name));
      await expectNoRequest(fixture, element);
      expect([seen, innerVideo(element).poster, element.activeEngine, element.networkState]).toStrictEqual([
        [],
        '',
        null,
        element.NETWORK_IDLE,
      ]);

      // The property changes before its event.
      const loaded = nextEvent(element, 'loadedmetadata');
      element.scrollIntoView();
      await loaded;
      expect(seen.filter((name) => name !== 'suspend')).toStrictEqual(['loadstart', 'loadedmetadata']);
      if (engine === 'hls') expect(innerVideo(element).poster).toBe(poster);
      expect(await testServer.countTokenRequests()).toBe(1);
    });

  test('loads a player at once that is near the viewport', async () => {
    const fixture = await testServer.open();
    const element = mount(fixture, { loading: 'lazy', controls: true });
    const overlays: string[] = [];
    const container = element.shadowRoot!.lastElementChild!;
    const observer = new MutationObserver(() => overlays.push(...(container.innerHTML.match(/part="play"/) ?? [])));
    observer.observe(container, { childList: true, subtree: true });
    await waitUntil(() => element.readyState >= element.HAVE_METADATA);
    expect(overlays, 'the play button of preload="none"').toStrictEqual([]);
    observer.disconnect();
  });

  test('loads the one of many players that is near the viewport', async () => {
    const fixture = await testServer.open();
    const near = mount(fixture, { loading: 'lazy' });
    const far = Array.from({ length: 10 }, () => mountFar(fixture));
    await waitUntil(() => near.readyState >= near.HAVE_METADATA);
    await nextFrames(5);
    expect(far.filter(({ state }) => state !== 'idle')).toHaveLength(0);
  });

  test('loads at once when play() is called', async () => {
    const fixture = await testServer.open();
    const element = mountFar(fixture);
    await nextFrames(3);
    const played = element.play();
    await waitUntil(() => element.readyState >= element.HAVE_METADATA);
    // WebKit does not advance a video outside the viewport.
    element.scrollIntoView();
    await played;
    await startPlaying(element);
    expect(await testServer.countTokenRequests()).toBe(1);
  });

  test('loads at once when load() is called, as far as preload says', async () => {
    const fixture = await testServer.open();
    const element = mountFar(fixture);
    await nextFrames(3);
    element.load();
    await waitUntil(() => element.readyState >= element.HAVE_METADATA);
    expect(element.paused).toBe(true);
  });

  test('loads at once when loading is set to eager', async () => {
    const fixture = await testServer.open();
    const poster = new URL('lazy-poster.svg', location.href).href;
    const element = mountFar(fixture, { poster });
    await nextFrames(3);
    element.loading = 'eager';
    await waitUntil(() => element.readyState >= element.HAVE_METADATA);
    expect(innerVideo(element).poster).toBe(poster);
  });

  test('changes nothing when loading is set to lazy after the load has begun', async () => {
    const fixture = await testServer.open();
    const poster = new URL('lazy-poster.svg', location.href).href;
    document.body.append(space());
    const element = mount(fixture, { poster });
    await waitUntil(() => element.readyState >= element.HAVE_METADATA);
    element.loading = 'lazy';
    await element.updateComplete;
    expect([element.readyState >= element.HAVE_METADATA, innerVideo(element).poster]).toStrictEqual([true, poster]);
    element.scrollIntoView();
    await startPlaying(element);
    expect(await testServer.countTokenRequests()).toBe(1);
  });

  test('defers autoplay until the player is near the viewport', async () => {
    const fixture = await testServer.open();
    const element = mountFar(fixture, { autoplay: true });
    await expectNoRequest(fixture, element);
    expect(element.paused).toBe(true);
    element.scrollIntoView();
    await nextEvent(element, 'playing');
  });

  test('leaves it to preload="none" what is loaded near the viewport', async () => {
    const fixture = await testServer.open();
    const element = mountFar(fixture, { preload: 'none' });
    await nextFrames(3);
    const suspended = nextEvent(element, 'suspend');
    element.scrollIntoView();
    await suspended;
    expect([element.state, await testServer.countTokenRequests()]).toStrictEqual(['idle', 0]);
    await startPlaying(element);
  });

  test('waits again for another source', async () => {
    const fixture = await testServer.open();
    const element = mount(fixture, { loading: 'lazy' });
    await waitUntil(() => element.readyState >= element.HAVE_METADATA);
    element.before(space());
    element.lowLatency = true;
    await expectNoRequest(fixture, element);
    element.scrollIntoView();
    await waitUntil(() => element.readyState >= element.HAVE_METADATA);
  });

  test('requests nothing for a player that is removed before, and loads when it is inserted near the viewport', async () => {
    const fixture = await testServer.open();
    const element = mountFar(fixture);
    await nextFrames(3);
    await removeForLong(element);
    await expectNoRequest(fixture, element);
    document.body.prepend(element);
    await waitUntil(() => element.readyState >= element.HAVE_METADATA);
    expect(await testServer.countTokenRequests()).toBe(1);
  });

  test('loads a player that moves near the viewport', async () => {
    const fixture = await testServer.open();
    const element = mountFar(fixture);
    await nextFrames(3);
    document.body.prepend(element);
    await waitUntil(() => element.readyState >= element.HAVE_METADATA);
    expect(await testServer.countTokenRequests()).toBe(1);
  });

  test('loads in a scroll container when the container is scrolled', async () => {
    const fixture = await testServer.open();
    const container = Object.assign(document.createElement('div'), { style: 'height: 200px; overflow: auto' });
    document.body.append(container);
    const element = mount(fixture, { loading: 'lazy' });
    container.append(space(), element);
    await expectNoRequest(fixture, element);
    container.scrollTop = FAR_PX;
    await waitUntil(() => element.readyState >= element.HAVE_METADATA);
  });

  test('never loads without a box, and loads when it gets one', async () => {
    const fixture = await testServer.open();
    const hidden = Object.assign(document.createElement('div'), { hidden: true });
    document.body.append(hidden);
    const element = mount(fixture, { loading: 'lazy' });
    hidden.append(element);
    await expectNoRequest(fixture, element);
    hidden.hidden = false;
    await waitUntil(() => element.readyState >= element.HAVE_METADATA);
  });

  test('loads at once in a browser without IntersectionObserver', async () => {
    const descriptor = Object.getOwnPropertyDescriptor(globalThis, 'IntersectionObserver')!;
    Reflect.deleteProperty(globalThis, 'IntersectionObserver');
    try {
      const element = mountFar(await testServer.open());
      await waitUntil(() => element.readyState >= element.HAVE_METADATA);
    } finally {
      Object.defineProperty(globalThis, 'IntersectionObserver', descriptor);
    }
  });
});
