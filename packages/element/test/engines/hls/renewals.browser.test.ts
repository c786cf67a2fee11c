import { expect } from '@secure-stream/test-server/expect';
import { expectNoInterruption, playBesideControl } from '../../support/side-by-side.ts';

suite('the hls engine renews', () => {
  teardown(() => document.body.replaceChildren());

  test('six times and more in 30 s, and no different from a token that never expires', async () => {
    const seen = await playBesideControl(30, 5);
    expect(seen.candidate.renewals).toBeGreaterThanOrEqual(6);
    expectNoInterruption(seen);
  });

  test('the same with 200 ms before each answer', async () => {
    const seen = await playBesideControl(30, 5, { latency: 200 });
    expect(seen.candidate.renewals).toBeGreaterThanOrEqual(6);
    expectNoInterruption(seen);
  });
});
