import { expect, test } from 'vitest';
import { assertVideoId, isSignableId } from '../src/video-id.ts';

test('isSignableId accepts a uid and an id of the local emulation', () => {
  expect(isSignableId('5d5bc37ffcf54c9b82e996823bffbb81')).toBe(true);
  expect(isSignableId('5d5bc37f-fcf5-4c9b-82e9-96823bffbb81')).toBe(true);
});

test.each([undefined, 7, '', '../keys', 'eyJ.eyJ.sig', '5d5bc37ffcf54c9b82e996823bffbb81\r\n'])(
  'assertVideoId throws for %j',
  (value) => {
    expect(isSignableId(value)).toBe(false);
    expect(() => assertVideoId(value)).toThrow();
  },
);
