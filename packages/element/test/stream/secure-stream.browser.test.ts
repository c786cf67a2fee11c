import { expect } from '@secure-stream/test-server/expect';
import { nextEvent, nextFrames, playTo, waitUntil } from '@secure-stream/test-server/wait';
import { SecureStreamElement } from '@secure-stream/element';
import { testServer } from '@secure-stream/test-server/client';
import { testExcept } from '../support/test-except.ts';
import { requestToken, mount, startPlaying } from '../support/mount.ts';
import { mountFast } from '../support/shifted-clock.ts';
import { removeForLong } from '../support/release-removed.ts';

/** Where no request may be refused, tokens are valid for 8 s: a busy page may answer nothing for a second. */
const SPEED = 2;

suite('<secure-stream> in a page', () => {
  teardown(() => document.body.replaceChildren());

  test('keeps properties that were set before the upgrade', async () => {
    const { origin, endpoint, videoId } = await testServer.open();
    document.body.innerHTML = `<early-stream video-id="${videoId}" stream-origin="${origin}"></early-stream>`;
    const element = document.body.firstElementChild as SecureStreamElement;
    Object.assign(element, { tokenEndpoint: endpoint, volume: 0.25, muted: true, playbackRate: 2, startTime: 10 });
    customElements.define('early-stream', class extends SecureStreamElement {});
    await element.play();
    await waitUntil(() => element.currentTime > 11);
    expect(element).toMatchObject({ volume: 0.25, playbackRate: 2 });
    expect(Math.abs(element.played.start(0) - 10)).toBeLessThanOrEqual(0.5);
  });

  test('has false for each boolean property that nobody set', () => {
    const booleans = Object.entries(SecureStreamElement.properties).filter(
      ([, declaration]) => (declaration as { type?: unknown }).type === Boolean,
    );
    const element = document.createElement('secure-stream');
    const values = booleans.map(([name]) => element[name as keyof SecureStreamElement]);
    expect(values).toStrictEqual(booleans.map(() => false));
    expect(booleans.length).toBeGreaterThan(0);
  });

  const AUDIO_TRACKS = 'its <video> is audible at another playback rate (GStreamer)';
  testExcept({ webkit: AUDIO_TRACKS }, 'stays muted at another playback rate', async () => {
    const element = mount(await testServer.open());
    await startPlaying(element);
    element.playbackRate = 2;
    await nextEvent(element, 'ratechange');
    const start = element.currentTime;
    await waitUntil(() => element.currentTime > start + 1);
    expect([element.muted, element.playbackRate]).toStrictEqual([true, 2]);
  });

  test('continues when it is moved', async () => {
    const fixture = await testServer.open();
    const element = mount(fixture);
    await startPlaying(element);
    const section = document.createElement('section');
    document.body.append(section);
    const emptied: Event[] = [];
    element.addEventListener('emptied', (event) => emptied.push(event));
    const start = element.currentTime;
    await testServer.clearRequests();
    section.append(element);
    // A browser pauses media that is moved.
    await element.play();
    await waitUntil(() => element.currentTime > start + 2);
    expect(emptied).toStrictEqual([]);
    expect(await testServer.countTokenRequests()).toBe(0);
  });

  test('resumes its position, paused, when it is inserted again', async () => {
    const element = mount(await testServer.open());
    await startPlaying(element);
    const left = element.currentTime;
    await removeForLong(element);
    document.body.append(element);
    await waitUntil(() => element.readyState >= 2);
    expect(element.paused).toBe(true);
    expect(Math.abs(element.currentTime - left)).toBeLessThanOrEqual(1);
  });

  test('sends one token request when its attributes are set one by one', async () => {
    const { origin, endpoint, videoId } = await testServer.open();
    const element = document.createElement('secure-stream');
    document.body.append(element);
    element.setAttribute('video-id', videoId);
    element.setAttribute('token-endpoint', endpoint);
    element.setAttribute('stream-origin', origin);
    element.setAttribute('muted', '');
    await waitUntil(() => element.readyState >= 1);
    expect(await testServer.countTokenRequests()).toBe(1);
    const multivariant = (await testServer.listRequests()).filter(({ kind }) => kind === 'multivariant');
    expect(multivariant).toHaveLength(1);
  });

  test('uses the token of the attribute, removes the attribute, and renews from the endpoint', async () => {
    const fixture = await testServer.open({ tokenLifetime: 3, speed: SPEED });
    const token = await requestToken(fixture);
    await testServer.clearRequests();
    const element = mountFast(fixture, {}, SPEED);
    element.setAttribute('token', token);
    expect(element.hasAttribute('token')).toBe(false);
    await startPlaying(element);
    expect(await testServer.countTokenRequests()).toBeLessThanOrEqual(1);
    await nextEvent(element, 'tokenrefresh');
    await playTo(element, 6);
  });

  test('reloads for another stream-origin', async () => {
    const fixture = await testServer.open();
    const element = mount(fixture, { videoId: undefined });
    await element.updateComplete;
    await nextFrames(12);
    expect(element.state).toBe('idle');
    expect(await testServer.countTokenRequests()).toBe(0);
    element.videoId = fixture.videoId;
    await startPlaying(element);
    element.streamOrigin = fixture.origin.replace('127.0.0.1', 'localhost');
    await nextEvent(element, 'emptied');
    await startPlaying(element);
    expect(element.currentTime).toBeLessThan(5);
  });

  test('does not reload for new functions in each render', async () => {
    const fixture = await testServer.open();
    const provideToken = () => requestToken(fixture);
    const element = mount(fixture, { tokenEndpoint: undefined, tokenProvider: () => provideToken() });
    await startPlaying(element);
    const emptied: Event[] = [];
    element.addEventListener('emptied', (event) => emptied.push(event));
    let newest = 0;
    element.tokenProvider = () => ((newest += 1), provideToken());
    element.hlsConfig = {};
    const start = element.currentTime;
    await waitUntil(() => element.currentTime > start + 1);
    await element.refreshToken();
    expect(newest).toBe(1);
    expect(emptied).toStrictEqual([]);
  });

  test('rejects requests for a token or a thumbnail before it is connected', async () => {
    const { origin, endpoint, videoId } = await testServer.open();
    const element = document.createElement('secure-stream');
    Object.assign(element, { streamOrigin: origin, tokenEndpoint: endpoint, videoId });
    const rejectionReason = (promise: Promise<unknown>) =>
      promise.then(String, (error: { reason?: string }) => error.reason);
    expect(await rejectionReason(element.refreshToken())).toBe('config');
    expect(await rejectionReason(element.getThumbnailUrl())).toBe('config');
  });

  test('reports a config error that names the invalid value', async () => {
    const fixture = await testServer.open();
    const element = mount(fixture, { videoId: 'not-an-id' });
    await nextEvent(element, 'error');
    expect(element.error).toMatchObject({ reason: 'config', code: 4 });
    expect(element.error?.detail).toContain('video-id');
    element.videoId = fixture.videoId;
    await startPlaying(element);
    expect(element.error).toBe(null);
  });

  test('waits for the token of the page when tokenexpiring is cancelled', async () => {
    const fixture = await testServer.open({ tokenLifetime: 8, speed: SPEED });
    const element = mountFast(fixture, {}, SPEED);
    await startPlaying(element);
    await testServer.clearRequests();
    let renewals = 0;
    element.addEventListener('tokenrefresh', () => (renewals += 1));
    element.addEventListener('tokenexpiring', (event) => {
      event.preventDefault();
      void requestToken(fixture).then((token) => (element.token = token));
    });
    await waitUntil(() => renewals === 2, 'two renewals');
    // Both requests come from the page.
    expect(await testServer.countTokenRequests()).toBe(2);
    const start = element.currentTime;
    await playTo(element, start + 5);
    expect((await testServer.listRequests()).filter(({ status }) => status >= 400)).toStrictEqual([]);
  });

  test('updates its state in the property, the event and :state(), in this order', async () => {
    const fixture = await testServer.open({ tokenLifetime: 4 });
    const element = document.createElement('secure-stream');
    const seen: string[] = [];
    element.addEventListener('statechange', () => {
      expect(element.matches(`:state(${element.state})`)).toBe(true);
      seen.push(element.state);
    });
    const renewed = nextEvent(element, 'tokenrefresh');
    mount(fixture, {}, element);
    await startPlaying(element);
    await renewed;
    expect(seen.slice(0, 4)).toStrictEqual(['loading', 'ready', 'renewing', 'ready']);
    expect(Math.abs(element.tokenExpiresAt - (Date.now() + 4000))).toBeLessThanOrEqual(2500);
    expect(element.activeEngine).toBe('hls');
  });
});
