import { expect } from '@secure-stream/test-server/expect';
import { browserName } from '../../support/test-except.ts';
import { expectNoInterruption, playBesideControl } from '../../support/side-by-side.ts';

/** On a busy machine, Firefox may send nothing for some seconds when playback starts: longer than the lifetime of a token of two seconds. */
const SPEED = browserName === 'firefox' ? 1 : 2;

suite('hls engine: renewals', () => {
  teardown(() => document.body.replaceChildren());

  test('play like a token that never expires: 6 in 30 s', async () => {
    const seen = await playBesideControl(30, 5, SPEED);
    expect(seen.candidate.renewals).toBeGreaterThanOrEqual(6);
    expectNoInterruption(seen);
  });

  test('do so with 200 ms of latency', async () => {
    const seen = await playBesideControl(30, 5, SPEED, { latency: 200 });
    expect(seen.candidate.renewals).toBeGreaterThanOrEqual(6);
    expectNoInterruption(seen);
  });
});
