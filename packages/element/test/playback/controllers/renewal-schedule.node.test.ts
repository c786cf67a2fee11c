import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { TokenSession } from '@secure-stream/session/core';
import type { MediaPort } from '../../../src/media/media-port.js';
import { scheduleRenewal } from '../../../src/playback/controllers/renewal-schedule.js';

/** A page that can be hidden, with a video. */
let page: EventTarget & { hidden: boolean };
let video: EventTarget & { paused: boolean; webkitCurrentPlaybackTargetIsWireless?: boolean; remote?: RemotePlayback };
let engine: { leadTime: number };
let requirements: unknown[];
let token: TokenSession['validToken'] = null;

beforeEach(() => {
  page = Object.assign(new EventTarget(), { hidden: false });
  [video, engine, requirements] = [Object.assign(new EventTarget(), { paused: false }), { leadTime: 0 }, []];
  vi.stubGlobal('document', page);
});
afterEach(() => vi.unstubAllGlobals());

function startController(signal = new AbortController().signal) {
  const controller = scheduleRenewal({
    signal,
    media: () => video as unknown as MediaPort,
    leadTime: () => engine.leadTime,
    token: () => token,
    requestUpdate: () => update(),
  });
  const update = () => {
    const changes = controller()?.requirements;
    if (changes) requirements.push(changes);
  };
  return update;
}

function hide(hidden: boolean) {
  page.hidden = hidden;
  page.dispatchEvent(new Event('visibilitychange'));
}

test('scheduleRenewal renews on demand while paused in a hidden page, and eagerly when it is visible', () => {
  startController();
  video.paused = true;
  hide(true);
  hide(false);
  expect(requirements).toMatchObject([{ renewOnDemand: true }, { renewOnDemand: false }]);
});

test('scheduleRenewal renews eagerly when playback starts in a hidden page', () => {
  const update = startController();
  video.paused = true;
  hide(true);
  video.paused = false;
  update();
  expect(requirements.at(-1)).toMatchObject({ renewOnDemand: false });
});

test('scheduleRenewal passes on a longer lead time of the engine', () => {
  const update = startController();
  engine.leadTime = 30_000;
  update();
  engine.leadTime = 42_000;
  update();
  expect(requirements).toMatchObject([{ leadTime: 30_000 }, { leadTime: 42_000 }]);
});

test('scheduleRenewal reports remote playback, which always renews eagerly', () => {
  const update = startController();
  video.webkitCurrentPlaybackTargetIsWireless = true;
  update();
  video.paused = true;
  hide(true);
  video.webkitCurrentPlaybackTargetIsWireless = false;
  update();
  expect(requirements).toMatchObject([
    { remote: true, renewOnDemand: false },
    { remote: false, renewOnDemand: true },
  ]);
});

test('scheduleRenewal notices by itself that another device plays', () => {
  const remote = Object.assign(new EventTarget(), { state: 'disconnected' });
  video.remote = remote as unknown as RemotePlayback;
  const update = startController();
  update();
  for (const [state, event] of [
    ['connecting', 'connecting'],
    ['disconnected', 'disconnect'],
  ] as const) {
    remote.state = state;
    remote.dispatchEvent(new Event(event));
  }
  expect(requirements).toMatchObject([{ remote: true }, { remote: false }]);
});

test('scheduleRenewal reports nothing without a change, or after the end', () => {
  const lifetime = new AbortController();
  const update = startController(lifetime.signal);
  update();
  lifetime.abort();
  video.paused = true;
  hide(true);
  expect(requirements).toEqual([]);
});

test('scheduleRenewal warns once, without the token, if the clock leaves seconds of a lifetime', () => {
  const warn = vi.spyOn(console, 'warn').mockImplementation(() => undefined);
  const hour = { exp: 3600, iat: 0 };
  type Token = NonNullable<TokenSession['validToken']>;
  const create = (lifetime: number, claims: Token['claims'], grant = {}): Token => ({
    value: 'a.secret.token',
    grantedAt: 0,
    lifetime,
    claims,
    grant: { token: 'a.secret.token', ...grant },
  });
  const update = startController();
  for (const harmless of [
    create(3_600_000, hour),
    create(8000, { exp: 10, iat: 0 }),
    create(8000, hour, { expiresIn: 8 }),
    create(8000, hour, { expiresAt: 10 }),
    create(8000, { exp: 3600 }),
    create(8000, null),
  ]) {
    token = harmless;
    update();
  }
  expect(warn).not.toHaveBeenCalled();
  for (const lifetime of [30_000, 8000]) {
    token = create(lifetime, hour);
    update();
  }
  expect(warn).toHaveBeenCalledTimes(1);
  expect(String(warn.mock.calls[0])).toMatch(/expiresIn/);
  expect(String(warn.mock.calls[0])).not.toContain('secret');
});
