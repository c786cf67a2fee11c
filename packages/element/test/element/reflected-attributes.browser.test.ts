import { expect } from '@secure-stream/test-server/expect';
import { nextEvent, playFor, waitUntil } from '@secure-stream/test-server/wait';
import '@secure-stream/element/define';
import type { SecureStreamElement } from '@secure-stream/element';
import { SecureStreamElement as ElementClass } from '@secure-stream/element';
import { testServer } from '@secure-stream/test-server/client';
import { mount } from '../support/mount.js';

const make = (markup = '<secure-stream></secure-stream>') =>
  document.createRange().createContextualFragment(markup).firstElementChild as SecureStreamElement;

const innerVideo = (element: SecureStreamElement) => element.shadowRoot!.querySelector('video')!;

suite('attributes and properties', () => {
  teardown(() => document.body.replaceChildren());

  const SWITCHES = {
    autoplay: 'autoplay',
    controls: 'controls',
    defaultMuted: 'muted',
    disablePictureInPicture: 'disablepictureinpicture',
    disableRemotePlayback: 'disableremoteplayback',
    loop: 'loop',
    playsInline: 'playsinline',
  } as const;

  for (const [property, attribute] of Object.entries(SWITCHES) as [keyof typeof SWITCHES, string][])
    test(`${property} and ${attribute} are one thing, at once and both ways, and reach what plays`, async () => {
      const element = make();
      document.body.append(element);
      element[property] = true;
      expect(element.hasAttribute(attribute)).toBe(true);
      await element.updateComplete;
      expect(innerVideo(element)[property], 'the video').toBe(true);
      element.removeAttribute(attribute);
      expect(element[property]).toBe(false);
      await element.updateComplete;
      expect(innerVideo(element)[property], 'the video').toBe(false);
    });

  test('words and numbers are read as <video> reads them', () => {
    const element = make('<secure-stream preload="wrong" width="640" height="x" crossorigin=""></secure-stream>');
    expect([element.preload, element.width, element.height, element.crossOrigin]).toStrictEqual([
      'metadata',
      640,
      0,
      'anonymous',
    ]);
    element.preload = 'none';
    element.poster = 'still.jpg';
    element.crossOrigin = null;
    element.width = 320;
    expect(element.outerHTML).toBe(
      '<secure-stream preload="none" width="320" height="x" poster="still.jpg"></secure-stream>',
    );
  });

  test('muted is the viewer’s, and the attribute is only what it starts with', async () => {
    const element = make('<secure-stream muted></secure-stream>');
    document.body.append(element);
    await element.updateComplete;
    expect([element.muted, element.defaultMuted]).toStrictEqual([true, true]);
    element.muted = false;
    expect([element.muted, element.defaultMuted, element.hasAttribute('muted')]).toStrictEqual([false, true, true]);
    const other = make();
    other.muted = true;
    expect(other.hasAttribute('muted')).toBe(false);
  });

  test('width and height give the box its size', async () => {
    const element = make('<secure-stream width="300" height="200"></secure-stream>');
    document.body.append(element);
    await element.updateComplete;
    const { width, height } = element.getBoundingClientRect();
    expect([width, height]).toStrictEqual([300, 200]);
  });

  test('the room is reserved before anything is known of the film', () => {
    const element = make();
    element.style.width = '320px';
    document.body.append(element);
    expect(element.getBoundingClientRect().height).toBe(180);
  });

  test('an element that its parser made bears no attribute of our making', () => {
    expect(make().outerHTML).toBe('<secure-stream></secure-stream>');
    expect(document.createElement('secure-stream').attributes).toHaveLength(0);
  });

  test('the address that a page may read holds no token', async () => {
    const scene = await testServer.open();
    const element = mount(scene);
    await nextEvent(element, 'loadedmetadata');
    expect(element.currentSrc).toBe(`${scene.origin}/${scene.videoId}/manifest/video.m3u8`);
    expect(element.src).toBe(element.currentSrc);
  });
});

suite('upgrading and moving', () => {
  teardown(() => document.body.replaceChildren());

  test('properties set before the class is there are kept', async () => {
    const scene = await testServer.open();
    const early = document.createElement('late-stream') as SecureStreamElement;
    Object.assign(early, {
      videoId: scene.videoId,
      streamOrigin: scene.origin,
      tokenEndpoint: scene.endpoint,
      muted: true,
      volume: 0.5,
      loop: true,
      defaultPlaybackRate: 1.25,
    });
    document.body.append(early);
    customElements.define('late-stream', class extends ElementClass {});
    expect([early.muted, early.volume, early.loop, early.defaultPlaybackRate]).toStrictEqual([true, 0.5, true, 1.25]);
    expect(early.hasAttribute('loop')).toBe(true);
    await early.play();
    expect(early.paused).toBe(false);
    expect([early.volume, early.playbackRate]).toStrictEqual([0.5, 1.25]);
  });

  test('a move within the page goes on where it is, with the same token', async () => {
    const element = mount(await testServer.open());
    await element.play();
    await waitUntil(() => element.currentTime > 0.3);
    await testServer.clearRequests();
    const elsewhere = document.createElement('section');
    document.body.append(elsewhere);
    elsewhere.append(element);
    expect(element.currentTime).toBeGreaterThan(0.3);
    // A browser may pause media that moves.
    await element.play();
    await playFor(element, 0.3);
    expect(await testServer.countTokenRequests()).toBe(0);
    expect(element.state).toBe('ready');
  });

  test('load() starts over: emptied, loadstart, at the start', async () => {
    const element = mount(await testServer.open());
    await nextEvent(element, 'loadedmetadata');
    element.currentTime = 30;
    await nextEvent(element, 'seeked');
    const seen: string[] = [];
    for (const name of ['emptied', 'loadstart', 'loadedmetadata'])
      element.addEventListener(name, () => seen.push(name));
    await testServer.clearRequests();
    element.load();
    await nextEvent(element, 'loadedmetadata');
    expect(seen).toStrictEqual(['emptied', 'loadstart', 'loadedmetadata']);
    expect(element.currentTime).toBe(0);
    expect(await testServer.countTokenRequests()).toBe(0);
  });

  test('play() is rejected when there will be nothing to play', async () => {
    const scene = await testServer.open();
    const element = mount({ ...scene, videoId: 'f'.repeat(32) });
    const outcome = await element.play().then(
      () => 'played',
      (error: Error) => error.name,
    );
    expect(outcome).toBe('NotSupportedError');
    expect(element.error?.code).toBe(2);
  });

  test('play() is rejected as the platform does when pause() comes between', async () => {
    const element = mount(await testServer.open());
    const played = element.play().then(
      () => 'played',
      (error: Error) => error.name,
    );
    element.pause();
    expect(await played).toBe('AbortError');
    await waitUntil(() => element.readyState >= HTMLMediaElement.HAVE_CURRENT_DATA);
    expect(element.paused).toBe(true);
  });
});
