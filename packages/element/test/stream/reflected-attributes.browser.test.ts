// @browsers all: compares attributes with those of <video>
import { expect } from '@secure-stream/test-server/expect';
import { nextEvent, playFor, waitUntil } from '@secure-stream/test-server/wait';
import '@secure-stream/element/define';
import type { SecureStreamElement } from '@secure-stream/element';
import { SecureStreamElement as ElementClass } from '@secure-stream/element';
import { SecureStreamPlayerElement } from '@secure-stream/element/player';
import { testServer } from '@secure-stream/test-server/client';
import { mount, renewToken, startPlaying } from '../support/mount.js';
import { NATIVE_HLS_ONLY, testExcept } from '../support/test-except.js';

const parse = (markup = '<secure-stream></secure-stream>') =>
  document.createRange().createContextualFragment(markup).firstElementChild as SecureStreamElement;

const innerVideo = (element: SecureStreamElement) => element.shadowRoot!.querySelector('video')!;

suite('attributes and properties', () => {
  teardown(() => document.body.replaceChildren());

  const BOOLEANS = {
    autoplay: 'autoplay',
    controls: 'controls',
    defaultMuted: 'muted',
    disablePictureInPicture: 'disablepictureinpicture',
    disableRemotePlayback: 'disableremoteplayback',
    loop: 'loop',
    playsInline: 'playsinline',
  } as const;

  for (const [property, attribute] of Object.entries(BOOLEANS) as [keyof typeof BOOLEANS, string][])
    test(`reflects ${property} and ${attribute} synchronously in both directions, and sets it on the video`, async () => {
      const element = parse();
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

  test('parses enumerated and numeric attributes as <video> does', () => {
    const element = parse(
      '<secure-stream preload="wrong" loading="wrong" width="640" height="x" crossorigin=""></secure-stream>',
    );
    expect([element.preload, element.width, element.height, element.crossOrigin]).toStrictEqual([
      'metadata',
      640,
      0,
      'anonymous',
    ]);
    expect([element.loading, parse('<secure-stream loading="LAZY"></secure-stream>').loading]).toStrictEqual([
      'eager',
      'lazy',
    ]);
    element.preload = 'none';
    element.loading = 'lazy';
    element.poster = 'still.jpg';
    element.crossOrigin = null;
    element.width = 320;
    expect(element.outerHTML).toBe(
      '<secure-stream preload="none" loading="lazy" width="320" height="x" poster="still.jpg"></secure-stream>',
    );
  });

  test('reads the muted attribute as the initial value only, and does not reflect the property', async () => {
    const element = parse('<secure-stream muted></secure-stream>');
    document.body.append(element);
    await element.updateComplete;
    expect([element.muted, element.defaultMuted]).toStrictEqual([true, true]);
    element.muted = false;
    expect([element.muted, element.defaultMuted, element.hasAttribute('muted')]).toStrictEqual([false, true, true]);
    const other = parse();
    other.muted = true;
    expect(other.hasAttribute('muted')).toBe(false);
  });

  test('takes the size of the box from width and height', async () => {
    const element = parse('<secure-stream width="300" height="200"></secure-stream>');
    document.body.append(element);
    await element.updateComplete;
    const { width, height } = element.getBoundingClientRect();
    expect([width, height]).toStrictEqual([300, 200]);
  });

  test('keeps no style sheet of a size that it no longer has', async () => {
    const element = parse('<secure-stream width="300"></secure-stream>');
    document.body.append(element);
    await element.updateComplete;
    const before = element.shadowRoot!.adoptedStyleSheets.length;
    for (element.width = 301; element.width > 299; element.width -= 1) await element.updateComplete;
    element.width = 300;
    await element.updateComplete;
    expect(element.shadowRoot!.adoptedStyleSheets).toHaveLength(before);
  });

  test('reserves a box of 16:9 before the video is known', () => {
    const element = parse();
    element.style.width = '320px';
    document.body.append(element);
    expect(element.getBoundingClientRect().height).toBe(180);
  });

  test('adds no attribute to an element that the parser created', () => {
    expect(parse().outerHTML).toBe('<secure-stream></secure-stream>');
    expect(document.createElement('secure-stream').attributes).toHaveLength(0);
  });

  test('returns a URL without a token from src and currentSrc', async () => {
    const fixture = await testServer.open();
    const element = mount(fixture);
    await nextEvent(element, 'loadedmetadata');
    expect(element.currentSrc).toBe(`${fixture.origin}/${fixture.videoId}/manifest/video.m3u8`);
    expect(element.src).toBe(element.currentSrc);
  });
});

suite('upgrade and move', () => {
  teardown(() => document.body.replaceChildren());

  // Lit and Angular set properties of a tag whose class is not defined yet.
  const EARLY = { autoplay: true, loop: true, poster: 'none', preload: 'none', loading: 'lazy', width: 300 } as const;

  test('keeps every reflected property that was set before the upgrade', async () => {
    document.body.innerHTML = '<early-reflections poster="still.jpg"></early-reflections>';
    const element = document.body.firstElementChild as SecureStreamElement;
    Object.assign(element, { ...EARLY, defaultMuted: true });
    customElements.define('early-reflections', class extends ElementClass {});
    await element.updateComplete;
    expect(element).toMatchObject({ ...EARLY, defaultMuted: true, muted: true });
    expect(innerVideo(element)).toMatchObject({ loop: true, preload: 'none' });
    expect(element.getBoundingClientRect().width).toBe(300);
  });

  test('keeps every property of the player that was set before the upgrade', () => {
    document.body.innerHTML = '<early-player poster="still.jpg"></early-player>';
    const player = document.body.firstElementChild as SecureStreamPlayerElement;
    Object.assign(player, { ...EARLY, defaultMuted: true, nextVideoId: 'next', resume: 'ask' });
    customElements.define('early-player', class extends SecureStreamPlayerElement {});
    expect(player).toMatchObject({ ...EARLY, defaultMuted: true, muted: true, nextVideoId: 'next', resume: 'ask' });
    const stream = player.shadowRoot!.querySelector('secure-stream');
    expect(stream).toMatchObject({ autoplay: true, loop: true, poster: 'none', preload: 'none', loading: 'lazy' });
    expect(player.getBoundingClientRect().width).toBe(300);
  });

  test('keeps properties that were set before the upgrade', async () => {
    const fixture = await testServer.open();
    const early = document.createElement('late-stream') as SecureStreamElement;
    Object.assign(early, {
      videoId: fixture.videoId,
      streamOrigin: fixture.origin,
      tokenEndpoint: fixture.endpoint,
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

  test('continues after a move within the page, with the same token', async () => {
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

  test('starts over from load(), with emptied and loadstart', async () => {
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

  for (const [engine, except] of [
    ['hls', {}],
    ['native', NATIVE_HLS_ONLY],
  ] as const)
    testExcept(except, `gives controlslist to the video, and to the next one of a hand-over (${engine})`, async () => {
      const element = mount(await testServer.open(), { engine });
      element.setAttribute('controlslist', 'nodownload nofullscreen');
      const listOf = () => element.shadowRoot!.querySelector('video:not([inert])')?.getAttribute('controlslist');
      await startPlaying(element);
      await waitUntil(() => listOf() === 'nodownload nofullscreen');
      element.setAttribute('controlslist', 'nodownload');
      await waitUntil(() => listOf() === 'nodownload');
      const before = innerVideo(element);
      element.pause();
      await renewToken(element);
      if (engine === 'native') await waitUntil(() => !before.isConnected);
      expect(listOf()).toBe('nodownload');
      element.removeAttribute('controlslist');
      await waitUntil(() => listOf() === null);
    });

  test('rejects play() when there is nothing to play', async () => {
    const fixture = await testServer.open();
    const element = mount({ ...fixture, videoId: 'f'.repeat(32) });
    const outcome = await element.play().then(
      () => 'played',
      (error: Error) => error.name,
    );
    expect(outcome).toBe('NotSupportedError');
    expect(element.error?.code).toBe(2);
  });

  test('rejects play() with AbortError after pause(), as the platform does', async () => {
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
