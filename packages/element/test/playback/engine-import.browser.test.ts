// @browsers all: a failed import() is cached differently
import { expect } from '@secure-stream/test-server/expect';
import { testServer } from '@secure-stream/test-server/client';
import { waitUntil } from '@secure-stream/test-server/wait';
import { SecureStreamElement } from '../../src/stream/secure-stream.ts';
import { engineLoaders, type EngineLoaders } from '../../src/engines/select.ts';
import { PlaybackHost } from '../../src/playback/playback-host.ts';
import type { PlaybackHostOptions } from '../../src/playback/playback.ts';
import { mount } from '../support/mount.ts';

let failures = 0;

class FlakyImport extends SecureStreamElement {
  protected override createPlayer(host: PlaybackHostOptions): PlaybackHost {
    const hls: EngineLoaders['hls'] = (options) =>
      failures-- > 0 ? Promise.reject(new TypeError('Failed to fetch')) : engineLoaders.hls!(options);
    return new PlaybackHost({ ...host, engines: { hls } });
  }
}
customElements.define('flaky-import', FlakyImport);

test('an engine whose code could not be loaded is loaded again, and plays as requested', async () => {
  failures = 3;
  const element = mount(await testServer.open(), { playbackRate: 1.5 }, new FlakyImport());
  const states: string[] = [];
  element.addEventListener('statechange', () => states.push(element.state));
  element.play().catch(() => undefined);
  await waitUntil(() => element.error !== null);
  expect(element.error).toMatchObject({ reason: 'network', remedy: 'retry' });
  // As when the network is back: each try starts at once.
  await waitUntil(() => (dispatchEvent(new Event('online')), element.error === null));
  await waitUntil(() => element.currentTime > 0.5);
  expect([failures, element.paused, element.playbackRate]).toStrictEqual([-1, false, 1.5]);
  expect(states.filter((state) => state === 'error')).toHaveLength(1);
  element.remove();
});

test('options that hls.js refuses are an error of the page, with the text of hls.js', async () => {
  const hlsConfig = { liveSyncDuration: 10, liveSyncDurationCount: 3 };
  const element = mount(await testServer.open(), { hlsConfig, engine: 'hls' });
  element.play().catch(() => undefined);
  await waitUntil(() => element.error !== null);
  expect(element.error).toMatchObject({ reason: 'config' });
  expect(element.error?.detail).toContain('Illegal hls.js config');
  element.remove();
});
