import { expect } from '@secure-stream/test-server/expect';
import { browserName } from '../../support/test-except.ts';
import { expectNoInterruption, playBesideControl } from '../../support/side-by-side.ts';

/**
 * On a busy machine a page may send nothing for one or two seconds, in Firefox for longer: a token has to be valid for longer than that in
 * real time.
 */
const [SPEED, LIFETIME, SECONDS] = browserName === 'firefox' ? ([1, 5, 20] as const) : ([2, 8, 30] as const);

suite('hls engine: renewals', () => {
  teardown(() => document.body.replaceChildren());

  test('play like a token that never expires, three times or more with 200 ms of latency', async () => {
    const seen = await playBesideControl(SECONDS, LIFETIME, SPEED, { latency: 200 });
    expect(seen.candidate.renewals).toBeGreaterThanOrEqual(3);
    expectNoInterruption(seen);
  });
});
