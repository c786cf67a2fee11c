import { expect } from '@secure-stream/test-server/expect';
import { nextEvent, waitUntil } from '@secure-stream/test-server/wait';
import { testServer } from '@secure-stream/test-server/client';
import { debugReport, observeQuality, type QualityReportEvent } from '@secure-stream/element/quality';
import '@secure-stream/element/player';
import type { SecureStreamElement } from '@secure-stream/element';
import { mount, renewToken, requestToken } from '../support/mount.ts';

const STARTUP_TOLERANCE_MS = 50;
const REBUFFERING_TOLERANCE_MS = 100;

/** Records when each frame of the picture was presented. */
function recordFrames(element: SecureStreamElement): readonly number[] {
  const frames: number[] = [];
  const follow = () =>
    element.requestVideoFrameCallback((_now, { presentationTime }) => {
      frames.push(presentationTime);
      follow();
    });
  follow();
  return frames;
}

suite('quality', () => {
  teardown(() => document.body.replaceChildren());

  test('measures startup, rebuffering and renewals as they were: hls', async () => {
    const fixture = await testServer.open({ tokenLifetime: 3600 });
    const element = mount(fixture, { preload: 'none' });
    const observer = observeQuality(element);
    expect(observeQuality(element)).toBe(observer);
    expect(observer.report).toBe(null);
    const reports: QualityReportEvent[] = [];
    element.addEventListener('qualityreport', (event) => reports.push(event));

    const requestedAt = performance.now();
    const frames = recordFrames(element);
    await element.play();
    await waitUntil(() => frames.length > 1);
    const measured = observer.report!.startup!;
    expect(Math.abs(measured.total - (frames[0]! - requestedAt))).toBeLessThan(STARTUP_TOLERANCE_MS);
    expect(measured.token + measured.manifest! + measured.firstFrame).toBeCloseTo(measured.total, 3);
    expect(Math.min(measured.token, measured.manifest!, measured.firstFrame)).toBeGreaterThanOrEqual(0);

    await renewToken(element);
    await testServer.delayNext({ target: 'segment', milliseconds: 2000, count: 100 });
    element.playbackRate = 4;
    await nextEvent(element, 'waiting');
    const [before, countBefore] = [frames.at(-1)!, frames.length];
    const continued = nextEvent(element, 'playing');
    await testServer.recover();
    await continued;
    await waitUntil(() => frames.length > countBefore);
    const stillTime = frames[countBefore]! - before;
    const { rebuffering, renewals, bitrate, height, frames: counts } = observer.report!;
    expect(rebuffering.count).toBe(1);
    expect(Math.abs(rebuffering.time - stillTime)).toBeLessThan(REBUFFERING_TOLERANCE_MS);
    expect(renewals).toMatchObject({ count: 1, failed: 0, gap: 0 });
    expect(renewals.latency).toBeGreaterThan(0);
    const bitrates = [...element.videoRenditions].map((rendition) => rendition.bitrate!);
    expect(bitrate).toBeGreaterThanOrEqual(Math.min(...bitrates));
    expect(bitrate).toBeLessThanOrEqual(Math.max(...bitrates));
    expect(height).toBeGreaterThan(0);
    expect(counts!.total).toBeGreaterThan(counts!.dropped);

    const debug = await debugReport(element);
    expect(debug).toMatchObject({
      player: { engine: 'hls', tokenFrom: 'endpoint' },
      quality: { id: observer.report!.id },
    });
    expect(debug.versions['hls.js']).toMatch(/^\d+\.\d+/);
    expect(await requestToken(fixture)).toContain('eyJ');
    expect(JSON.stringify(debug)).not.toMatch(/eyJ|https?:/);

    observer.sendReport();
    element.remove();
    await waitUntil(() => reports.length === 2, 'the report of the player that was removed');
    expect(reports.map(({ cause }) => cause)).toStrictEqual(['request', 'leave']);
    expect(reports[1]!.report).toMatchObject({ id: reports[0]!.report.id, engine: 'hls', errors: {} });
  });

  test('says what it cannot know of the frame, and observes a player that is not connected yet', async () => {
    const { origin, endpoint, videoId } = await testServer.open();
    const player = document.createElement('secure-stream-player');
    const observer = observeQuality(player);
    Object.assign(player, { videoId, streamOrigin: origin, tokenEndpoint: endpoint, engine: 'iframe', muted: true });
    Object.assign(player, { sdkSrc: `${origin}/embed/sdk.latest.js` });
    document.body.append(player);
    await player.play();
    await waitUntil(() => player.currentTime > 1);
    const { report } = observer;
    expect(report).toMatchObject({ engine: 'iframe', rebuffering: { count: 0 }, errors: {} });
    expect(report!.playingTime).toBeGreaterThan(500);
    expect(report!.startup!.total).toBeGreaterThan(0);
    const { bitrate, frames } = report!;
    expect([bitrate, frames, report!.startup!.manifest]).toStrictEqual([undefined, undefined, undefined]);

    // The browser asks the viewer before a script may write.
    let copied = '';
    const clipboard = { writeText: async (text: string) => void (copied = text) };
    Object.defineProperty(navigator, 'clipboard', { configurable: true, value: clipboard });
    const root = player.shadowRoot!;
    root.querySelector('media-controller')!.dispatchEvent(new KeyboardEvent('keydown', { key: '?' }));
    await waitUntil(() => root.querySelector('.help-report'), 'the list of keys');
    root.querySelector<HTMLElement>('.help-report')!.click();
    await waitUntil(() => copied !== '');
    Reflect.deleteProperty(navigator, 'clipboard');
    expect(JSON.parse(copied)).toMatchObject({ player: { engine: 'iframe' }, quality: { id: report!.id } });
    expect(root.querySelector('textarea')!.value).toBe(copied);
    expect(copied).not.toMatch(/eyJ|https?:/);
  });
});
