import { expect, test } from 'vitest';
import { StreamError, streamErrors, type StreamErrorReason } from '../../../../session/src/stream-error.js';
import { selectOverlay } from '../../../src/stream/overlay/status-overlay.js';

const failed = (reason: StreamErrorReason, online = true) =>
  selectOverlay({ status: 'error', error: new StreamError(reason) }, online);

test.each(['idle', 'ready', 'renewing'])('selectOverlay returns none for the state %s', (status) => {
  expect(selectOverlay({ status }, true)).toEqual({ kind: 'none' });
});

test('selectOverlay returns the play button when playback waits for the viewer', () => {
  expect(selectOverlay({ status: 'idle', canStart: true }, true)).toEqual({ kind: 'start' });
});

test('selectOverlay returns waiting for a live stream that has not started', () => {
  expect(failed('not-live')).toEqual({ kind: 'waiting' });
});

test('selectOverlay returns ended for an ended live stream', () => {
  expect(selectOverlay({ status: 'ended' }, true)).toEqual({ kind: 'ended' });
});

test('selectOverlay returns access-denied without a retry for a denied or blocked viewer', () => {
  expect(failed('blocked').kind).toBe('access-denied');
  expect(failed('token-denied').kind).toBe('access-denied');
});

test('selectOverlay returns viewing-limit for a viewer who can continue here, and access-denied after a revocation', () => {
  expect(failed('displaced')).toEqual({ kind: 'viewing-limit', reason: 'displaced', devices: [] });
  expect(failed('viewing-limit').kind).toBe('viewing-limit');
  expect(failed('revoked')).toEqual({ kind: 'access-denied', reason: 'revoked' });
});

test('selectOverlay returns offline for errors that the lost connection may cause, and no others', () => {
  expect(failed('network', false)).toEqual({ kind: 'offline' });
  expect(failed('token-unreachable', false)).toEqual({ kind: 'offline' });
  expect(failed('network')).toEqual({ kind: 'error', reason: 'network', canRetry: true, isRetrying: true });
  expect(failed('media', false).kind).toBe('error');
});

test('selectOverlay offers Retry for errors whose remedy is retry', () => {
  const offered = (Object.keys(streamErrors) as StreamErrorReason[]).filter((reason) => {
    const overlay = failed(reason);
    return overlay.kind === 'error' && overlay.canRetry;
  });
  expect(offered).toEqual(['token-unreachable', 'token-expired', 'not-ready', 'network', 'media']);
});

test('selectOverlay marks the errors behind which the player keeps trying', () => {
  const retrying = (Object.keys(streamErrors) as StreamErrorReason[]).filter((reason) => {
    const overlay = failed(reason);
    return overlay.kind === 'error' && overlay.isRetrying;
  });
  expect(retrying).toEqual(['token-unreachable', 'network']);
});
