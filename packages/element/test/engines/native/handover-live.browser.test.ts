// @alone: counts `waiting` at the live edge, where a busy machine makes players wait by themselves
import { createNativeEngine } from '../../../src/engines/native/engine.ts';
import { expect } from '@secure-stream/test-server/expect';
import { playFor, waitUntil } from '@secure-stream/test-server/wait';
import { EngineHarness } from '../../support/handover/engine-harness.ts';
import { NATIVE_HLS_ONLY, testExcept } from '../../support/test-except.ts';
import { defineLiveScenarios } from '../../support/handover/live-scenarios.ts';

defineLiveScenarios('native', createNativeEngine, NATIVE_HLS_ONLY);

suite('native: a live stream at another rate', () => {
  const harness = new EngineHarness(createNativeEngine);
  teardown(() => harness.close());

  // Chromium fails at once, with DEMUXER_ERROR_COULD_NOT_PARSE.
  testExcept(NATIVE_HLS_ONLY, 'continues at rate 1 if the browser cannot play the rate', async () => {
    await harness.open({ live: true, tokenLifetime: 60 });
    await harness.play();
    for (const rate of [2, 0.5]) {
      harness.media.playbackRate = rate;
      await waitUntil(() => harness.media.playbackRate === 1 && !harness.media.error && harness.status === 'idle');
      await playFor(harness.media, 0.3);
    }
    expect([harness.media.paused, harness.fixture.errors.length, harness.countEvents('pause')]).toStrictEqual([
      false,
      0,
      0,
    ]);
  });
});
