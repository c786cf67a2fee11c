import type { SecureStreamElement } from '@secure-stream/element';
import { testServer } from '@secure-stream/test-server/client';
import { expect } from '@secure-stream/test-server/expect';
import { waitUntil } from '@secure-stream/test-server/wait';
import { startPlaying } from './mount.ts';
import { mountFast } from './shifted-clock.ts';
import { testExcept, type SkipReasons } from './test-except.ts';

export const overlayOf = (element: SecureStreamElement) => element.shadowRoot!.querySelector<HTMLElement>('.overlay');

/**
 * There, a plain `<video>` with MSE is not paused when `pause()` returns during a seek, and it sends `pause` and `play`. In a frame, this
 * `play` looks like a viewer's, so the element does not pause again.
 */
const UNDONE_PAUSE = { webkit: 'its `<video>` (GStreamer) undoes a pause during a seek' };

/** The answers are slow, so that the rest of the video is not in the buffer when the network is lost. */
export function definePlaybackLoss(engine: 'native' | 'iframe', except: SkipReasons = {}): void {
  for (const wish of ['play', 'pause'] as const)
    testExcept(
      { ...(wish === 'pause' && UNDONE_PAUSE), ...except },
      `during playback ends by itself in the ${engine} engine, where ${wish}() was the last call`,
      async () => {
        const fixture = await testServer.open({ latency: 150, bandwidth: 300_000 });
        const element = mountFast(fixture, { engine, sdkSrc: `${fixture.origin}/embed/sdk.latest.js` });
        await startPlaying(element);
        Object.assign(element, { playbackRate: 1.25, volume: 0.5 });
        await testServer.goOffline();
        element.currentTime = 80;
        await waitUntil(() => element.error !== null);
        expect(element.error?.reason).toBe('network');
        await waitUntil(() => overlayOf(element)?.querySelector('button')?.textContent === 'Try now');
        expect(overlayOf(element)!.textContent).toContain('Trying again');
        if (wish === 'pause') element.pause();
        await testServer.recover();
        dispatchEvent(new Event('online'));
        await waitUntil(() => element.error === null && element.readyState >= 2 && !element.seeking);
        expect(element.paused).toBe(wish === 'pause');
        if (wish === 'play') await waitUntil(() => element.currentTime > 80.5);
        expect(Math.abs(element.currentTime - 80)).toBeLessThanOrEqual(4);
        expect([element.state, element.playbackRate, element.volume]).toStrictEqual(['ready', 1.25, 0.5]);
      },
    );
}
