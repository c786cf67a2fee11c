import { expect } from 'chai';
import type { StreamErrorReason } from '@secure-stream/element';
import type { Mood } from '../../../../e2e/stage/endpoint.ts';
import { stage } from '../../../../e2e/stage/client.ts';
import { mount, until } from '../element/mount.ts';

/** What a viewer is told of each way in which an endpoint can fail. */
const MOODS: readonly (readonly [Mood, StreamErrorReason])[] = [
  ['error500', 'token-unreachable'],
  ['unavailable', 'token-unreachable'],
  ['offline', 'token-unreachable'],
  ['hang', 'token-unreachable'],
  ['denied', 'token-denied'],
  ['login', 'token-denied'],
  ['html', 'token-malformed'],
  ['empty', 'token-malformed'],
  ['huge', 'token-malformed'],
  ['envelope-refused', 'token-malformed'],
  ['other-video', 'token-mismatch'],
  // Across origins the answer's `Date` can not be read, and the viewer's clock is not believed: only the origin can tell.
  ['dead', 'token-rejected'],
  ['bad-signature', 'token-rejected'],
];

suite('a bad answer of the endpoint', () => {
  const elsewhere: unknown[] = [];
  const note = (event: Event) => elsewhere.push(event);
  setup(() => {
    elsewhere.length = 0;
    for (const name of ['error', 'unhandledrejection']) window.addEventListener(name, note);
  });
  teardown(() => {
    for (const name of ['error', 'unhandledrejection']) window.removeEventListener(name, note);
    document.body.replaceChildren();
  });

  for (const [mood, reason] of MOODS)
    test(`${mood} is ${reason}, throws nowhere else, and Retry plays when the endpoint has healed`, async () => {
      const scene = await stage.open();
      await stage.mood(mood);
      const element = mount(scene);
      const errors: unknown[] = [];
      element.addEventListener('error', ({ error }) => errors.push(error.reason));
      await until(() => element.error !== null);
      expect(errors).to.deep.equal([reason]);
      expect(element.error?.reason).to.equal(reason);
      expect(element.matches(':state(error)')).to.equal(true);
      await until(() => Boolean(element.shadowRoot?.textContent?.trim()));

      await stage.mood('well');
      element.retry();
      await element.play();
      await until(() => element.currentTime > 0.5);
      expect(element.error).to.equal(null);
      expect(elsewhere).to.deep.equal([]);
    });

  for (const mood of ['text', 'envelope'] satisfies Mood[])
    test(`${mood} is none: it plays`, async () => {
      const scene = await stage.open();
      await stage.mood(mood);
      const element = mount(scene);
      await element.play();
      await until(() => element.currentTime > 0.5);
    });
});
