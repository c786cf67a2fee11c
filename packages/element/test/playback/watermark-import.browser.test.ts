import { expect } from '@secure-stream/test-server/expect';
import { playFor, waitUntil } from '@secure-stream/test-server/wait';
import { testServer } from '@secure-stream/test-server/client';
import { mount, startPlaying } from '../support/mount.ts';

const WATERMARK = { text: 'ada@example.com' };

/** From now on, the page can load no code that it does not have yet. */
function forbidScripts(): void {
  const policy = document.createElement('meta');
  policy.httpEquiv = 'Content-Security-Policy';
  policy.content = "script-src 'none'; worker-src * blob:";
  document.head.append(policy);
}

suite('a watermark whose code cannot be loaded', () => {
  suiteSetup(async () => {
    // Everything else is loaded before.
    const element = mount(await testServer.open());
    await startPlaying(element);
    await element.refreshToken();
    element.remove();
    forbidScripts();
  });
  teardown(() => document.body.replaceChildren());

  test('leaves playback alone if the page does not require it', async () => {
    const element = mount(await testServer.open({ watermark: WATERMARK }));
    await startPlaying(element);
    await element.refreshToken();
    await playFor(element, 0.5);
    expect([element.error, element.shadowRoot!.querySelector('[aria-hidden]')]).toStrictEqual([null, null]);
  });

  test('is an error without playback if the page requires it', async () => {
    const element = mount(await testServer.open({ watermark: WATERMARK }), { requireWatermark: true });
    element.play().catch(() => undefined);
    for (let attempt = 0; attempt < 2; attempt += 1) {
      await waitUntil(() => element.error !== null);
      expect(element.error?.reason).toBe('network');
      expect([element.activeEngine, element.readyState, element.currentTime]).toStrictEqual([null, 0, 0]);
      element.retry();
    }
    // There is no engine, so nothing of the video is requested.
    expect((await testServer.listRequests()).map(({ path }) => path)).toStrictEqual([]);
  });
});
