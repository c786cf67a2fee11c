// @pending webkit: it takes minutes, and tests the network rather than the browser
import { expect } from '@secure-stream/test-server/expect';
import { waitUntil } from '@secure-stream/test-server/wait';
import type { SecureStreamElement } from '@secure-stream/element';
import { testServer } from '@secure-stream/test-server/client';
import type { Fixture } from '@secure-stream/test-server';
import { recordInterruptions, startPlaying } from '../support/mount.js';
import { mountFast } from '../support/shifted-clock.js';

const find = ({ textTracks }: SecureStreamElement, name: string) => [...textTracks].find(({ label }) => label === name);
const cuesOf = (element: SecureStreamElement, name: string) => find(element, name)?.cues?.length ?? 0;
const requestsOf = async (kind: string) => (await testServer.listRequests()).filter((entry) => entry.kind === kind);
const refusedOf = async (kind: string) => (await requestsOf(kind)).filter(({ status }) => status !== 200);
const audioOf = ({ audioTracks }: SecureStreamElement) => [...audioTracks].find(({ enabled }) => enabled)?.label;
const choose = ({ audioTracks }: SecureStreamElement, label: string) => {
  for (const track of audioTracks) track.enabled = track.label === label;
};

/** Waits for further playback, and asserts that there is no error. */
async function playsOn(element: SecureStreamElement, seconds: number): Promise<void> {
  const start = element.currentTime;
  await waitUntil(() => element.currentTime > start + seconds || element.error !== null);
  expect([element.error?.reason ?? null, element.state]).toStrictEqual([null, 'ready']);
}

const mountHls = (fixture: Fixture, properties: Partial<SecureStreamElement> = {}) =>
  mountFast(fixture, { engine: 'hls', ...properties }, 2);

/** Only a player with a buffer is not interrupted when the machine is busy. */
async function startWithBuffer(element: SecureStreamElement): Promise<void> {
  await startPlaying(element);
  await waitUntil(() => element.buffered.length > 0 && element.buffered.end(0) - element.currentTime > 3);
}

suite('optional resources', () => {
  teardown(() => document.body.replaceChildren());

  for (const target of ['caption', 'media-playlist'] as const) {
    const REFUSED = 'signature-invalid';
    for (const status of [403, 404, 500, REFUSED] as const)
      test(`captions whose ${target} is answered with ${status} do not affect playback`, async () => {
        const element = mountHls(await testServer.open());
        await startWithBuffer(element);
        if (status === REFUSED) await testServer.rejectOnly({ target, only: 'text', reason: status });
        else await testServer.failOnly({ target, only: 'text', status });
        await testServer.clearRequests();
        const interruptions = await recordInterruptions(element);
        find(element, 'Deutsch')!.mode = 'showing';
        // The first request and two retries.
        await waitUntil(async () => element.error !== null || (await refusedOf(target)).length >= 3);
        await playsOn(element, 4);
        expect(interruptions).toStrictEqual([]);
        expect(await testServer.countTokenRequests()).toBe(0);
        // A later attempt succeeds.
        await testServer.recover();
        await waitUntil(() => cuesOf(element, 'Deutsch') > 0);
      });
  }

  test('captions whose media-playlist is invalid do not affect playback', async () => {
    const element = mountHls(await testServer.open());
    await startWithBuffer(element);
    await testServer.corruptOnly({ target: 'media-playlist', only: 'text' });
    await testServer.clearRequests();
    const interruptions = await recordInterruptions(element);
    find(element, 'Deutsch')!.mode = 'showing';
    await waitUntil(async () => element.error !== null || (await requestsOf('media-playlist')).length >= 3);
    await playsOn(element, 2);
    expect(interruptions).toStrictEqual([]);
    await testServer.recover();
    await waitUntil(() => cuesOf(element, 'Deutsch') > 0);
  });

  test('captions whose signature is refused do not affect playback', async () => {
    const element = mountHls(await testServer.open({ originOptions: { segments: 'signature' } }));
    await startWithBuffer(element);
    await testServer.rejectOnly({ target: 'caption', only: 'text', reason: 'signature-invalid' });
    await testServer.clearRequests();
    const interruptions = await recordInterruptions(element);
    find(element, 'Deutsch')!.mode = 'showing';
    await waitUntil(async () => element.error !== null || (await refusedOf('caption')).length >= 3);
    await playsOn(element, 2);
    expect(interruptions).toStrictEqual([]);
    expect(await testServer.countTokenRequests()).toBe(0);
    await testServer.recover();
    await waitUntil(() => cuesOf(element, 'Deutsch') > 0);
  });

  test('an audio rendition whose media-playlist is invalid is replaced by another one', async () => {
    const element = mountHls(await testServer.open());
    await startWithBuffer(element);
    await testServer.corruptOnly({ target: 'media-playlist', only: 'audio/1' });
    choose(element, 'Deutsch');
    await waitUntil(() => audioOf(element) === 'Deutsch');
    await waitUntil(() => audioOf(element) === 'original' || element.error !== null);
    await playsOn(element, 2);
  });

  test('a default audio playlist that is refused before anything plays rejects no token', async () => {
    const fixture = await testServer.open();
    await testServer.rejectOnly({ target: 'media-playlist', only: 'audio/0', reason: 'signature-invalid' });
    const element = mountHls(fixture);
    await startWithBuffer(element);
    await playsOn(element, 2);
    expect(audioOf(element)).toBe('Deutsch');
    expect(await testServer.countTokenRequests()).toBe(1);
  });

  test('captions that the origin refuses do not affect another player of the same session', async () => {
    const fixture = await testServer.open();
    const element = mountHls(fixture);
    const other = mountHls(fixture);
    await startWithBuffer(element);
    await startWithBuffer(other);
    await testServer.clearRequests();
    await testServer.rejectOnly({ target: ['caption', 'media-playlist'], only: 'text', reason: 'signature-invalid' });
    for (const label of ['Deutsch', 'English', 'Deutsch', 'English']) {
      for (const track of element.textTracks) track.mode = track.label === label ? 'showing' : 'disabled';
      await playsOn(element, 1);
    }
    await playsOn(other, 1);
    expect(await testServer.countTokenRequests()).toBe(0);
  });

  test('captions are requested again when the viewer selects them again', async () => {
    const element = mountHls(await testServer.open());
    await startWithBuffer(element);
    await testServer.failOnly({ target: 'caption', only: 'text', status: 404 });
    find(element, 'Deutsch')!.mode = 'showing';
    await waitUntil(async () => (await refusedOf('caption')).length >= 4);
    await testServer.recover();
    find(element, 'Deutsch')!.mode = 'disabled';
    find(element, 'Deutsch')!.mode = 'showing';
    await waitUntil(() => cuesOf(element, 'Deutsch') > 0);
  });

  test('captions whose token was revoked are shown with the next one', async () => {
    const element = mountHls(await testServer.open());
    await startWithBuffer(element);
    await testServer.clearRequests();
    await testServer.revokeKey();
    find(element, 'Deutsch')!.mode = 'showing';
    await waitUntil(() => cuesOf(element, 'Deutsch') > 0);
    expect(await testServer.countTokenRequests()).toBe(1);
    await playsOn(element, 3);
  });

  for (const target of ['segment', 'init', 'media-playlist'] as const) {
    const only = target === 'media-playlist' ? 'audio/1' : 'audio/27';
    const REFUSED = 'signature-invalid';
    for (const status of [403, 404, 503, REFUSED] as const)
      test(`an audio rendition whose ${target} is answered with ${status} is replaced by another one`, async () => {
        const element = mountHls(await testServer.open());
        await startWithBuffer(element);
        await testServer.clearRequests();
        if (status === REFUSED) await testServer.rejectOnly({ target, only, reason: status });
        else await testServer.failOnly({ target, only, status });
        choose(element, 'Deutsch');
        await waitUntil(() => audioOf(element) === 'Deutsch');
        await waitUntil(() => audioOf(element) === 'original' || element.error !== null);
        await playsOn(element, 3);
        expect(await testServer.countTokenRequests()).toBeLessThanOrEqual(1);
        // It plays when it is selected again after the failure.
        await testServer.recover();
        choose(element, 'Deutsch');
        await playsOn(element, 3);
        expect(audioOf(element)).toBe('Deutsch');
      });
  }

  test('a poster and storyboard that cannot be loaded do not affect playback', async () => {
    const fixture = await testServer.open();
    await testServer.rejectNext({ target: 'thumbnail', reason: 'signature-invalid', count: 1000 });
    const element = mountHls(fixture, { storyboard: true });
    await startWithBuffer(element);
    await playsOn(element, 3);
    expect(await testServer.countTokenRequests()).toBe(1);
  });
});
