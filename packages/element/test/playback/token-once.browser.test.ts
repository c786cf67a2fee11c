import { expect } from '@secure-stream/test-server/expect';
import { nextEvent, waitUntil } from '@secure-stream/test-server/wait';
import type { SecureStreamElement } from '@secure-stream/element';
import { testServer } from '@secure-stream/test-server/client';
import { requestToken, mount, startPlaying } from '../support/mount.ts';
import { removeForLong } from '../support/release-removed.ts';

suite('the token property', () => {
  teardown(() => document.body.replaceChildren());

  test('is not used again after an insertion when the token has expired', async () => {
    const fixture = await testServer.open({ tokenLifetime: 30 });
    const element = mount(fixture, { token: await requestToken(fixture) });
    await startPlaying(element);
    await removeForLong(element);
    await testServer.advanceClock(60_000);
    await testServer.clearRequests();
    document.body.append(element);
    await waitUntil(() => element.readyState >= 2);
    expect((await testServer.listRequests()).filter(({ status }) => status >= 400)).toStrictEqual([]);
    expect(await testServer.countTokenRequests()).toBe(1);
  });

  test('is not used again after an insertion when there is an endpoint', async () => {
    const fixture = await testServer.open();
    const element = mount(fixture, { token: await requestToken(fixture) });
    await startPlaying(element);
    await testServer.clearRequests();
    await removeForLong(element);
    document.body.append(element);
    await waitUntil(() => element.readyState >= 2);
    expect(await testServer.countTokenRequests()).toBe(1);
  });

  test('applies to the current video only: the next one requests its own token without an error', async () => {
    const fixture = await testServer.open();
    const element = mount(fixture, { token: await requestToken(fixture) });
    const errors: Event[] = [];
    element.addEventListener('tokenrefresherror', (event) => errors.push(event));
    await startPlaying(element);
    await testServer.startLive();
    await testServer.advanceClock(60_000);
    await testServer.clearRequests();
    element.videoId = fixture.liveInputId;
    await waitUntil(() => element.readyState >= 2 && element.duration === Infinity);
    expect(errors).toStrictEqual([]);
    expect(await testServer.countTokenRequests()).toBe(1);
    element.videoId = fixture.videoId;
    await waitUntil(() => element.readyState >= 2 && element.duration < Infinity);
    expect(await testServer.countTokenRequests()).toBe(2);
    expect(errors).toStrictEqual([]);
  });

  test('leaves the next video idle without an endpoint until its own token is set', async () => {
    const fixture = await testServer.open();
    const token = await requestToken(fixture);
    const live = await requestToken({ ...fixture, videoId: fixture.liveInputId });
    const element = mount(fixture, { tokenEndpoint: undefined, token });
    const errors: Event[] = [];
    element.addEventListener('tokenrefresherror', (event) => errors.push(event));
    await startPlaying(element);
    await testServer.startLive();
    await testServer.advanceClock(60_000);
    element.videoId = fixture.liveInputId;
    await waitUntil(() => element.state === 'idle');
    element.token = live;
    await waitUntil(() => element.readyState >= 2 && element.duration === Infinity);
    expect(errors).toStrictEqual([]);
  });

  for (const [name, act] of Object.entries({
    'another insertion': async (element: SecureStreamElement) => {
      await removeForLong(element);
      document.body.append(element);
    },
    'retry()': (element: SecureStreamElement) => element.retry(),
  }))
    test(`plays after ${name} without an endpoint while the token is valid`, async () => {
      const fixture = await testServer.open();
      const element = mount(fixture, { tokenEndpoint: undefined, token: await requestToken(fixture) });
      await startPlaying(element);
      await act(element);
      await waitUntil(() => element.readyState >= 2 && element.error === null);
      expect((await testServer.listRequests()).filter(({ status }) => status >= 400)).toStrictEqual([]);
    });

  test('is used at once when it is set again', async () => {
    const fixture = await testServer.open({ tokenLifetime: 60 });
    const element = mount(fixture, { token: await requestToken(fixture) });
    await startPlaying(element);
    await testServer.advanceClock(2000);
    const token = await requestToken(fixture);
    await testServer.clearRequests();
    element.token = token;
    await nextEvent(element, 'tokenrefresh');
    expect(await testServer.countTokenRequests()).toBe(0);
  });
});
