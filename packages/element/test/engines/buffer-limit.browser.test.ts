// @browsers all: each browser limits the buffer of a media source differently
import { expect } from '@secure-stream/test-server/expect';
import Hls from 'hls.js';
import type { HlsConfig } from 'hls.js';
import { testServer } from '@secure-stream/test-server/client';
import { mount, startPlaying } from '../support/mount.ts';
import { nextEvent, waitUntil } from '@secure-stream/test-server/wait';

/** The configuration of the hls.js instance, which hls.js changes by itself. */
let config: HlsConfig;

class ConfigLoader extends (Hls.DefaultConfig.loader as new (config: HlsConfig) => object) {
  constructor(current: HlsConfig) {
    super(current);
    config = current;
  }
}

const BUFFER_S = 60;
const hlsConfig = {
  loader: ConfigLoader as unknown as HlsConfig['loader'],
  maxBufferLength: BUFFER_S,
  maxMaxBufferLength: BUFFER_S,
};

suite('hls engine: the buffer limit', () => {
  const { appendBuffer } = SourceBuffer.prototype;
  teardown(() => {
    SourceBuffer.prototype.appendBuffer = appendBuffer;
    document.body.replaceChildren();
  });

  /** Simulates one full buffer, after the first 12 s. */
  function fillBuffer(): { readonly isFull: () => boolean } {
    let isFull = false;
    SourceBuffer.prototype.appendBuffer = function (data) {
      const { length } = this.buffered;
      if (isFull || length === 0 || this.buffered.end(length - 1) < 12) return appendBuffer.call(this, data);
      isFull = true;
      throw new DOMException('The buffer is full.', 'QuotaExceededError');
    };
    return { isFull: () => isFull };
  }

  test('stays reduced by hls.js after a full buffer when a setting changes', async () => {
    const { isFull } = fillBuffer();
    const element = mount(await testServer.open(), { engine: 'hls', preload: 'metadata', hlsConfig });
    await startPlaying(element);
    await waitUntil(() => isFull() && config.maxMaxBufferLength < BUFFER_S);
    const reduced = config.maxMaxBufferLength;
    element.pause();
    await nextEvent(element, 'pause');
    element.preload = 'auto';
    element.primaryColor = '#ff0000';
    await element.updateComplete;
    await element.play();
    expect(config.maxMaxBufferLength).toBe(reduced);
  });

  test('of `preload="metadata"` is lifted when playback is requested', async () => {
    const element = mount(await testServer.open(), { engine: 'hls', preload: 'metadata', hlsConfig });
    await waitUntil(() => element.readyState > 0);
    expect(config.maxMaxBufferLength).toBe(1);
    await startPlaying(element);
    expect(config.maxMaxBufferLength).toBe(BUFFER_S);
  });
});
