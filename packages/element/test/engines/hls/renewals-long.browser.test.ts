import { expect } from '@secure-stream/test-server/expect';
import { CHROMIUM_ONLY, testExcept } from '../../support/test-except.ts';
import { expectNoInterruption, playBesideControl } from '../../support/side-by-side.ts';

suite('the hls engine, for as long as we promise', () => {
  teardown(() => document.body.replaceChildren());

  testExcept(
    CHROMIUM_ONLY,
    'renews twelve times and more in 76 s with 120 ms before each answer, and nothing is seen',
    async () => {
      const seen = await playBesideControl(76, 6, { latency: 120 });
      expect(seen.candidate.renewals).toBeGreaterThanOrEqual(12);
      expectNoInterruption(seen);
    },
  );
});
