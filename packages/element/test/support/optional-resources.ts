import { expect } from '@secure-stream/test-server/expect';
import { waitUntil } from '@secure-stream/test-server/wait';
import type { SecureStreamElement } from '@secure-stream/element';
import { testServer } from '@secure-stream/test-server/client';
import type { Fixture } from '@secure-stream/test-server';
import { recordInterruptions, SHORT_BUFFER, startPlaying } from './mount.js';
import { mountFast, SPEED } from './shifted-clock.js';

export const find = ({ textTracks }: SecureStreamElement, name: string) =>
  [...textTracks].find(({ label }) => label === name);
export const cuesOf = (element: SecureStreamElement, name: string) => find(element, name)?.cues?.length ?? 0;
export const requestsOf = async (kind: string) =>
  (await testServer.listRequests()).filter((entry) => entry.kind === kind);
export const refusedOf = async (kind: string) => (await requestsOf(kind)).filter(({ status }) => status !== 200);
export const audioOf = ({ audioTracks }: SecureStreamElement) => [...audioTracks].find(({ enabled }) => enabled)?.label;
export const choose = ({ audioTracks }: SecureStreamElement, label: string) => {
  for (const track of audioTracks) track.enabled = track.label === label;
};

/** Waits for further playback, and asserts that there is no error. */
export async function playsOn(element: SecureStreamElement, seconds: number): Promise<void> {
  const start = element.currentTime;
  await waitUntil(() => element.currentTime > start + seconds || element.error !== null);
  expect([element.error?.reason ?? null, element.state]).toStrictEqual([null, 'ready']);
}

/** As long for the viewer as `SHORT_BUFFER`. */
const HLS_CONFIG = {
  ...SHORT_BUFFER,
  maxBufferLength: SHORT_BUFFER.maxBufferLength * SPEED,
  maxMaxBufferLength: SHORT_BUFFER.maxMaxBufferLength * SPEED,
};

export const mountHls = (fixture: Fixture, properties: Partial<SecureStreamElement> = {}) =>
  mountFast(fixture, { engine: 'hls', hlsConfig: HLS_CONFIG, ...properties });

/** Only a player with a buffer is not interrupted when the machine is busy. */
export async function startWithBuffer(element: SecureStreamElement): Promise<void> {
  await startPlaying(element);
  await waitUntil(() => element.buffered.length > 0 && element.buffered.end(0) - element.currentTime > 3);
}

/** A status, or a refusal of the token's signature. */
export type Failure = 403 | 404 | 500 | 503 | 'signature-invalid';

const failOnly = (target: 'caption' | 'media-playlist' | 'segment' | 'init', only: string, failure: Failure) =>
  failure === 'signature-invalid'
    ? testServer.rejectOnly({ target, only, reason: failure })
    : testServer.failOnly({ target, only, status: failure });

export function defineCaptionFailure(target: 'caption' | 'media-playlist', failure: Failure): void {
  test(`captions whose ${target} is answered with ${failure} do not affect playback`, async () => {
    const element = mountHls(await testServer.open());
    await startWithBuffer(element);
    await failOnly(target, 'text', failure);
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

export function defineAudioFailure(target: 'segment' | 'init' | 'media-playlist', failure: Failure): void {
  const only = target === 'media-playlist' ? 'audio/1' : 'audio/27';
  test(`an audio rendition whose ${target} is answered with ${failure} is replaced by another one`, async () => {
    const element = mountHls(await testServer.open());
    await startWithBuffer(element);
    await testServer.clearRequests();
    await failOnly(target, only, failure);
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
