// @pending webkit: it takes minutes, and tests the network rather than the browser
import { expect } from '@secure-stream/test-server/expect';
import { waitUntil } from '@secure-stream/test-server/wait';
import { testServer } from '@secure-stream/test-server/client';
import { recordInterruptions } from '../support/mount.js';
import {
  audioOf,
  choose,
  cuesOf,
  defineAudioFailure,
  defineCaptionFailure,
  find,
  mountHls,
  playsOn,
  refusedOf,
  requestsOf,
  startWithBuffer,
} from '../support/optional-resources.js';

suite('optional resources', () => {
  teardown(() => document.body.replaceChildren());

  // `optional-statuses.browser.test.ts` has the other combinations.
  defineCaptionFailure('caption', 'signature-invalid');

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

  defineAudioFailure('segment', 403);

  test('a poster and storyboard that cannot be loaded do not affect playback', async () => {
    const fixture = await testServer.open();
    await testServer.rejectNext({ target: 'thumbnail', reason: 'signature-invalid', count: 1000 });
    const element = mountHls(fixture, { storyboard: true });
    await startWithBuffer(element);
    await playsOn(element, 3);
    expect(await testServer.countTokenRequests()).toBe(1);
  });
});
