import { expect } from '@secure-stream/test-server/expect';
import { nextEvent, playFor, waitUntil } from '@secure-stream/test-server/wait';
import type { Fixture } from '@secure-stream/test-server';
import { testServer } from '@secure-stream/test-server/client';
import { PlaybackHost } from '../../src/playback/playback-host.ts';
import type { PlaybackHostOptions } from '../../src/playback/playback.ts';
import { SecureStreamElement } from '../../src/stream/secure-stream.ts';
import { NATIVE_HLS_ONLY, testExcept } from '../support/test-except.ts';
import { mount, startPlaying } from '../support/mount.ts';
import { mountFast } from '../support/shifted-clock.ts';

const TWO = { perViewer: 2 };
/** By the clocks of origin and player. */
const LIFETIME_S = 4;
/** Moderate, because a hand-over has to keep up. */
const SPEED = 2;

/** A player with its own session, as on another device. */
const mountDevice = (fixture: Fixture, device: string, properties: Partial<SecureStreamElement> = {}) =>
  mountFast(
    fixture,
    { tokenRequest: { body: { device } }, sdkSrc: `${fixture.origin}/embed/sdk.latest.js`, ...properties },
    SPEED,
  );

let attempts = 0;

class WithoutEngine extends SecureStreamElement {
  protected override createPlayer(host: PlaybackHostOptions): PlaybackHost {
    const hls = () => {
      attempts += 1;
      return Promise.reject(new TypeError('Failed to fetch'));
    };
    return new PlaybackHost({ ...host, engines: { hls } });
  }
}
customElements.define('without-engine', WithoutEngine);

const overlayOf = (element: SecureStreamElement, kind: string) =>
  element.shadowRoot!.querySelector<HTMLElement>(`[part="overlay ${kind}"]`);

async function expectOverlay(element: SecureStreamElement, kind: string): Promise<HTMLElement> {
  await waitUntil(() => overlayOf(element, kind), `the overlay ${kind}, not ${element.shadowRoot!.textContent}`);
  return overlayOf(element, kind)!;
}

suite('<secure-stream> with a limit of viewings', () => {
  teardown(() => document.body.replaceChildren());

  test('sends one id with every request of a playback, also after a retry and with another video', async () => {
    const fixture = await testServer.open({
      tokenLifetime: LIFETIME_S,
      speed: SPEED,
      viewings: { perViewer: 1 },
    });
    const element = mountDevice(fixture, 'Laptop');
    const renewed = nextEvent(element, 'tokenrefresh');
    await startPlaying(element);
    await renewed;
    element.retry();
    element.dvr = true;
    await waitUntil(() => element.readyState >= 2);
    await waitUntil(async () => (await testServer.listTokenRequests()).length >= 3);
    const ids = (await testServer.listTokenRequests()).map(({ playbackId }) => playbackId);
    expect(new Set(ids).size).toBe(1);
    expect(ids[0]).toMatch(/^[\w-]{16,64}$/);
    expect(element.error).toBe(null);
    expect(await testServer.listReleases()).toStrictEqual([]);
  });

  test('counts the players that share a token once, and sends the id that the page sets', async () => {
    const fixture = await testServer.open({ viewings: { perViewer: 1 } });
    const players = Array.from({ length: 2 }, () => mount(fixture, { playbackId: 'from-the-server-0001' }));
    await Promise.all(players.map(startPlaying));
    expect((await testServer.listViewings()).map(({ playbackId }) => playbackId)).toStrictEqual([
      'from-the-server-0001',
    ]);
    players[0]!.remove();
    await playFor(players[1]!, 0.5);
    expect(await testServer.listReleases()).toStrictEqual([]);
    players[1]!.remove();
    await waitUntil(async () => (await testServer.listViewings()).length === 0);
    expect(await testServer.listReleases()).toStrictEqual(['from-the-server-0001']);
  });

  test('releases the viewing when the page is left, and renews it when the page returns', async () => {
    const fixture = await testServer.open({ viewings: TWO });
    const element = mountDevice(fixture, 'Laptop');
    await startPlaying(element);
    const [before] = await testServer.listViewings();
    dispatchEvent(new PageTransitionEvent('pagehide', { persisted: true }));
    await waitUntil(async () => (await testServer.listViewings()).length === 0);
    dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }));
    await waitUntil(async () => (await testServer.listViewings()).length === 1);
    expect((await testServer.listViewings())[0]!.playbackId).toBe(before!.playbackId);
    expect(await testServer.listReleases()).toStrictEqual([before!.playbackId]);
  });

  for (const way of ['removed', 'left with the page'])
    test(`releases the viewing of a player that is ${way} while the code of its engine is missing, without sendBeacon`, async () => {
      const descriptor = Object.getOwnPropertyDescriptor(Navigator.prototype, 'sendBeacon')!;
      Reflect.deleteProperty(Navigator.prototype, 'sendBeacon');
      const element = mount(await testServer.open({ viewings: TWO }), {}, new WithoutEngine());
      attempts = 0;
      await waitUntil(() => element.error?.reason === 'network');
      // As when the network is back: the next attempt starts at once.
      await waitUntil(() => (dispatchEvent(new Event('online')), attempts > 1));
      await waitUntil(async () => (await testServer.listViewings()).length === 1);
      if (way === 'removed') element.remove();
      else dispatchEvent(new PageTransitionEvent('pagehide', { persisted: true }));
      await waitUntil(async () => (await testServer.listReleases()).length === 1);
      expect(await testServer.listViewings()).toStrictEqual([]);
      Object.defineProperty(Navigator.prototype, 'sendBeacon', descriptor);
    });

  const ENGINES = { hls: {}, native: NATIVE_HLS_ONLY, iframe: {} } as const;
  for (const [engine, except] of Object.entries(ENGINES))
    testExcept(except, `moves between devices at the limit, and keeps the position (${engine})`, async () => {
      const fixture = await testServer.open({
        tokenLifetime: LIFETIME_S,
        speed: SPEED,
        viewings: { perViewer: 1 },
      });
      const first = mountDevice(fixture, 'Laptop', { engine: engine as 'hls' });
      let position = NaN;
      first.addEventListener('tokenrefresherror', () => (position = first.currentTime));
      await startPlaying(first);
      first.currentTime = 20;
      await playFor(first, 0.5);

      const second = mountDevice(fixture, 'Phone');
      const refused = await expectOverlay(second, 'viewing-limit');
      expect(second.error).toMatchObject({ reason: 'viewing-limit', limit: 1, devices: ['Laptop'] });
      expect(refused.textContent).toContain('This account is watching on another device. Laptop');
      refused.querySelector('button')!.click();
      await waitUntil(() => second.currentTime > 0.5);

      const displaced = await expectOverlay(first, 'viewing-limit');
      expect(first.error?.reason).toBe('displaced');
      expect(displaced.textContent).toContain('Playback continued on another device.');
      displaced.querySelector('button')!.click();
      await waitUntil(() => first.readyState >= 2 && !first.paused && first.currentTime > 20);
      expect(Math.abs(first.currentTime - position)).toBeLessThan(LIFETIME_S);
      await expectOverlay(second, 'viewing-limit');
      const takeovers = (await testServer.listTokenRequests()).filter(({ takeover }) => takeover);
      expect(takeovers.length).toBe(2);
      // A refusal is no reason to ask again: no device takes its place back by itself.
      // On a busy machine, the viewing may end shortly before its renewal.
      const devices = async () => (await testServer.listViewings()).map(({ device }) => device);
      await waitUntil(async () => (await devices()).join() === 'Laptop');
    });

  for (const [name, revoke] of [
    ['the site ends the viewings', () => testServer.revokeViewer()],
    ['`authorize` says so', () => testServer.revokeAuthorization()],
  ] as const)
    test(`ends playback at the next renewal if ${name}, although the token is valid`, async () => {
      const fixture = await testServer.open({ tokenLifetime: 8, speed: SPEED, viewings: TWO });
      const element = mountDevice(fixture, 'Laptop', { renewBefore: 6 });
      const order: string[] = [];
      for (const type of ['tokenrefresherror', 'tokenexpired', 'error'])
        element.addEventListener(type, () => order.push(type));
      await startPlaying(element);
      await revoke();
      const overlay = await expectOverlay(element, 'access-denied');
      expect(order).toStrictEqual(['tokenrefresherror', 'error']);
      expect(element.error?.reason).toBe('revoked');
      expect(element.state).toBe('error');
      expect([element.paused, element.readyState, element.activeEngine]).toStrictEqual([true, 0, null]);
      expect(overlay.querySelector('button')).toBe(null);
      expect(overlay.textContent).toContain('You no longer have permission to watch this video.');
    });
});
