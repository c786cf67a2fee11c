import type { SecureStreamElement } from '@secure-stream/element';
import { expect } from '@secure-stream/test-server/expect';
import { nextEvent, waitUntil } from '@secure-stream/test-server/wait';
import { testServer } from '@secure-stream/test-server/client';
import { testExcept, type SkipReasons } from '../support/test-except.ts';
import { requestToken, mount, startPlaying } from '../support/mount.ts';

// Simulates Safari's members. No AirPlay device was tested. Chromium plays the second source itself, as the device would.
const CHROMIUM_ONLY: SkipReasons = {
  firefox: 'it does not play HLS natively',
  webkit: 'it does not play HLS natively',
};

// On a busy machine, a shorter lifetime ends before the request.
const TOKEN_LIFETIME_S = 12;

class SimulatedManagedMediaSource extends MediaSource {
  /** `disableRemotePlayback`, and the number of sources, at each `sourceopen`. */
  static readonly opened: (readonly [boolean, number])[] = [];
  static video: () => HTMLVideoElement;

  constructor() {
    super();
    this.addEventListener('sourceopen', () => {
      const video = SimulatedManagedMediaSource.video();
      SimulatedManagedMediaSource.opened.push([video.disableRemotePlayback, video.querySelectorAll('source').length]);
    });
  }
}

const videoOf = (element: SecureStreamElement) => element.shadowRoot!.querySelector('video')!;
const secondSource = (element: SecureStreamElement) =>
  videoOf(element).querySelector<HTMLSourceElement>('source[type="application/x-mpegURL"]');

suite('AirPlay beside a managed media source', () => {
  const reasons: string[] = [];
  let element: SecureStreamElement;

  async function open(tokenLifetime: number): Promise<void> {
    const fixture = await testServer.open({ tokenLifetime });
    element = document.createElement('secure-stream');
    Object.assign(globalThis, { ManagedMediaSource: SimulatedManagedMediaSource });
    SimulatedManagedMediaSource.video = () => videoOf(element);
    mount(
      fixture,
      {
        tokenEndpoint: undefined,
        tokenProvider: async ({ reason }) => {
          reasons.push(reason);
          return requestToken(fixture);
        },
      },
      element,
    );
    // Set before hls.js has loaded.
    Object.assign(videoOf(element), { webkitShowPlaybackTargetPicker: () => undefined });
    await startPlaying(element);
  }

  function setWireless(isWireless: boolean): void {
    Object.assign(videoOf(element), { webkitCurrentPlaybackTargetIsWireless: isWireless });
    videoOf(element).dispatchEvent(new Event('webkitcurrentplaybacktargetiswirelesschanged'));
  }

  setup(() => {
    reasons.length = SimulatedManagedMediaSource.opened.length = 0;
  });

  teardown(() => {
    document.body.replaceChildren();
    Reflect.deleteProperty(globalThis, 'ManagedMediaSource');
  });

  testExcept(
    CHROMIUM_ONLY,
    'is offered when the media source is open, with the newest token, and can be disabled',
    async () => {
      await open(TOKEN_LIFETIME_S);
      await waitUntil(() => secondSource(element) !== null);
      expect(SimulatedManagedMediaSource.opened).toStrictEqual([[true, 1]]);
      expect(videoOf(element).disableRemotePlayback).toBe(false);
      const { src } = secondSource(element)!;
      await waitUntil(() => secondSource(element)!.src !== src, 'the next token', TOKEN_LIFETIME_S);

      element.disableRemotePlayback = true;
      await waitUntil(() => secondSource(element) === null && videoOf(element).disableRemotePlayback);
      element.disableRemotePlayback = false;
      await waitUntil(() => secondSource(element) !== null);
      const video = videoOf(element);
      element.remove();
      await nextEvent(video, 'emptied');
      expect([video.querySelectorAll('source').length, video.disableRemotePlayback]).toStrictEqual([0, false]);
    },
  );

  testExcept(
    CHROMIUM_ONLY,
    'plays on the device with its own tokens, and then in the page at the same position',
    async () => {
      await open(TOKEN_LIFETIME_S);
      await waitUntil(() => secondSource(element) !== null);
      const video = videoOf(element);
      const received: string[] = [];
      for (const name of ['webkitcurrentplaybacktargetiswirelesschanged', 'playerreload', 'error'])
        element.addEventListener(name, () => received.push(name));
      setWireless(true);
      // The browser closes the media source and plays the other one.
      const at = video.currentTime;
      video.src = secondSource(element)!.src;
      await nextEvent(video, 'loadedmetadata');
      video.currentTime = at;
      await video.play();
      const { length } = reasons;
      await waitUntil(() => received.includes('playerreload'), 'a reload with the next token', 2 * TOKEN_LIFETIME_S);
      await waitUntil(() => video.currentTime > at + 4 && !video.seeking);
      expect(new Set(reasons.slice(length))).toStrictEqual(new Set(['remote']));
      expect(video.currentSrc).toBe(secondSource(element)!.src);

      const { currentTime } = video;
      setWireless(false);
      await waitUntil(() => SimulatedManagedMediaSource.opened.length === 2);
      await waitUntil(() => video.currentTime > currentTime && !video.seeking);
      await waitUntil(() => secondSource(element) !== null && !video.disableRemotePlayback);
      expect(SimulatedManagedMediaSource.opened[1]).toStrictEqual([true, 1]);
      expect([video.paused, received.includes('error'), received[0]]).toStrictEqual([
        false,
        false,
        'webkitcurrentplaybacktargetiswirelesschanged',
      ]);
      expect((await testServer.listRequests()).filter(({ status }) => status >= 400)).toStrictEqual([]);
    },
  );
});
