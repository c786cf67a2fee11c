import { expect } from '@secure-stream/test-server/expect';
import { expectNoInterruption, playBesideControl } from '../../support/side-by-side.ts';

suite('hls engine: renewals', () => {
  teardown(() => document.body.replaceChildren());

  test('play like a token that never expires: 6 in 30 s', async () => {
    const seen = await playBesideControl(30, 5);
    expect(seen.candidate.renewals).toBeGreaterThanOrEqual(6);
    expectNoInterruption(seen);
  });

  test('do so with 200 ms of latency', async () => {
    const seen = await playBesideControl(30, 5, { latency: 200 });
    expect(seen.candidate.renewals).toBeGreaterThanOrEqual(6);
    expectNoInterruption(seen);
  });
});
