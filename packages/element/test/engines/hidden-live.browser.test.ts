import { expect } from '@secure-stream/test-server/expect';
import { testServer } from '@secure-stream/test-server/client';
import { mount } from '../support/mount.ts';
import { nextEvent, waitUntil } from '@secure-stream/test-server/wait';

function setHidden(hidden: boolean): void {
  Object.defineProperty(document, 'hidden', { configurable: true, value: hidden });
  document.dispatchEvent(new Event('visibilitychange'));
}

suite('a live stream that is paused in a hidden page', () => {
  teardown(() => {
    Reflect.deleteProperty(document, 'hidden');
    document.body.replaceChildren();
  });

  test('requests no playlist and no token, and resumes when the page is visible', async () => {
    const fixture = await testServer.open({ tokenLifetime: 6 });
    await testServer.startLive();
    await testServer.advanceClock(20_000);
    const element = mount({ ...fixture, videoId: fixture.liveInputId }, { live: true });
    await element.play();
    await waitUntil(() => element.currentTime > 0 && element.readyState > 2);
    element.pause();
    await nextEvent(element, 'pause');
    const expired = nextEvent(element, 'tokenexpired');
    setHidden(true);
    // The origin has logged all earlier requests when it has answered this one.
    await fetch(`${fixture.origin}/${fixture.liveInputId}/manifest/video.m3u8`);
    await testServer.clearRequests();
    await expired;
    expect(await testServer.countTokenRequests()).toBe(0);
    expect((await testServer.listRequests()).map(({ kind }) => kind)).toStrictEqual([]);

    setHidden(false);
    await waitUntil(async () =>
      (await testServer.listRequests()).some(({ kind, status }) => kind === 'media-playlist' && status === 200),
    );
    await element.play();
    const { currentTime } = element;
    await waitUntil(() => element.currentTime > currentTime + 2);
    expect([element.error, element.state]).toStrictEqual([null, 'ready']);
  });
});
