import { expect, test } from 'vitest';
import { StreamError, streamErrors, type StreamErrorReason } from '../../src/errors/stream-error.js';
import { selectOverlay } from '../../src/overlay/status-overlay.js';

const failed = (reason: StreamErrorReason, online = true) =>
  selectOverlay({ status: 'error', error: new StreamError(reason) }, online);

test.each(['idle', 'ready', 'renewing'])('a player that is %s shows its picture and nothing over it', (status) => {
  expect(selectOverlay({ status }, true)).toEqual({ kind: 'none' });
});

test('a film that waits for somebody to start it has a button for that', () => {
  expect(selectOverlay({ status: 'idle', canStart: true }, true)).toEqual({ kind: 'start' });
});

test('a broadcast that has not begun is waited for and is not called an error', () => {
  expect(failed('not-live')).toEqual({ kind: 'waiting' });
});

test('a broadcast that was seen to its end is over, and that is no error', () => {
  expect(selectOverlay({ status: 'ended' }, true)).toEqual({ kind: 'ended' });
});

test('a viewer who may not watch is not offered to try again', () => {
  expect(failed('blocked').kind).toBe('access-denied');
  expect(failed('token-denied').kind).toBe('access-denied');
});

test('a lost connection of the viewer is called that, and other errors keep their name when offline', () => {
  expect(failed('network', false)).toEqual({ kind: 'offline' });
  expect(failed('token-unreachable', false)).toEqual({ kind: 'offline' });
  expect(failed('network')).toEqual({ kind: 'error', reason: 'network', canRetry: true, isRetrying: true });
  expect(failed('media', false).kind).toBe('error');
});

test('Retry is offered exactly where it can help', () => {
  const offered = (Object.keys(streamErrors) as StreamErrorReason[]).filter((reason) => {
    const face = failed(reason);
    return face.kind === 'error' && face.canRetry;
  });
  expect(offered).toEqual(['token-unreachable', 'token-expired', 'not-ready', 'network', 'media']);
});

test('says that it is trying again exactly where it is', () => {
  const retrying = (Object.keys(streamErrors) as StreamErrorReason[]).filter((reason) => {
    const face = failed(reason);
    return face.kind === 'error' && face.isRetrying;
  });
  expect(retrying).toEqual(['token-unreachable', 'network']);
});
