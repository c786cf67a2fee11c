import { expect } from 'chai';
import { ONCE, testExcept } from '../element/except.ts';
import { expectNothingSeen, playSideBySide } from './side-by-side.ts';

suite('the hls engine, for as long as we promise', () => {
  teardown(() => document.body.replaceChildren());

  testExcept(
    ONCE,
    'renews twelve times and more in 76 s with 120 ms before each answer, and nothing is seen',
    async () => {
      const seen = await playSideBySide(76, 6, { latency: 120 });
      expect(seen.candidate.renewals).to.be.at.least(12);
      expectNothingSeen(seen);
    },
  );
});
