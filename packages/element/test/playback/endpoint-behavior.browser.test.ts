import { expect } from '@secure-stream/test-server/expect';
import { waitUntil } from '@secure-stream/test-server/wait';
import type { StreamErrorReason } from '@secure-stream/element';
import type { EndpointBehavior } from '@secure-stream/test-server/endpoint';
import { testServer } from '@secure-stream/test-server/client';
import { mount } from '../support/mount.ts';
import { createElementWithClock, ShiftedClock, SPEED } from '../support/shifted-clock.ts';

/** A failure for each error, and whether a developer has to act on it. `session.browser.test.ts` has the other failures, without media. */
const REASONS_BY_BEHAVIOR: readonly (readonly [EndpointBehavior, StreamErrorReason, isWarned?: false])[] = [
  ['offline', 'token-unreachable'],
  ['login', 'token-denied', false],
  ['html', 'token-malformed'],
  ['other-video', 'token-mismatch'],
  // From another origin, the `Date` header is hidden, and the viewer's clock is not trusted. Only the origin detects it.
  ['expired-token', 'token-rejected'],
  ['bad-signature', 'token-rejected'],
];

suite('<secure-stream> with a token endpoint', () => {
  const otherErrors: unknown[] = [];
  const recordError = (event: Event) => otherErrors.push(event);
  const warnings: string[] = [];
  const { warn } = console;
  setup(() => {
    otherErrors.length = warnings.length = 0;
    console.warn = (text: string) => warnings.push(text);
    for (const name of ['error', 'unhandledrejection']) window.addEventListener(name, recordError);
  });
  teardown(() => {
    console.warn = warn;
    for (const name of ['error', 'unhandledrejection']) window.removeEventListener(name, recordError);
    document.body.replaceChildren();
  });

  for (const [behavior, reason, isWarned = true] of REASONS_BY_BEHAVIOR)
    test(`reports ${reason} when it answers ${behavior}, and plays after Retry when it has recovered`, async () => {
      const fixture = await testServer.open();
      await testServer.setBehavior(behavior);
      const element = mount(fixture, {}, createElementWithClock(new ShiftedClock(SPEED)));
      const errors: unknown[] = [];
      element.addEventListener('error', ({ error }) => errors.push(error.reason));
      await waitUntil(() => element.error !== null);
      expect(errors).toStrictEqual([reason]);
      expect(element.error?.reason).toBe(reason);
      expect(element.matches(':state(error)')).toBe(true);
      await waitUntil(() => Boolean(element.shadowRoot?.querySelector('[part~=error], [part~=access-denied]')));
      const page = `See https://github.com/secure-stream/secure-stream/blob/main/docs/errors/${reason}.md.`;
      expect(warnings.map((text) => [text.split(': ')[1], text.endsWith(page), text.includes('eyJ')])).toStrictEqual(
        isWarned ? [[reason, true, false]] : [],
      );

      await testServer.setBehavior('ok');
      element.retry();
      await element.play();
      await waitUntil(() => element.currentTime > 0.5);
      expect(element.error).toBe(null);
      expect(otherErrors).toStrictEqual([]);
    });

  for (const behavior of ['text', 'envelope'] satisfies EndpointBehavior[])
    test(`plays when it answers ${behavior}`, async () => {
      const fixture = await testServer.open();
      await testServer.setBehavior(behavior);
      const element = mount(fixture);
      await element.play();
      await waitUntil(() => element.currentTime > 0.5);
    });
});
