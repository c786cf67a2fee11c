// @tier all: `renewals` covers the same in less time, with a higher latency
import { expect } from '@secure-stream/test-server/expect';
import { CHROMIUM_ONLY, testExcept } from '../../support/test-except.ts';
import { expectNoInterruption, playBesideControl } from '../../support/side-by-side.ts';

suite('hls engine: many renewals', () => {
  teardown(() => document.body.replaceChildren());

  testExcept(CHROMIUM_ONLY, 'do not interrupt playback: 12 in 76 s, with 120 ms of latency', async () => {
    const seen = await playBesideControl(76, 6, 1, { latency: 120 });
    expect(seen.candidate.renewals).toBeGreaterThanOrEqual(12);
    expectNoInterruption(seen);
  });

  testExcept(CHROMIUM_ONLY, 'do not interrupt playback at twice the speed, without latency', async () => {
    const seen = await playBesideControl(48, 8, 2);
    expect(seen.candidate.renewals).toBeGreaterThanOrEqual(6);
    expectNoInterruption(seen);
  });
});
