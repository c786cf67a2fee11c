import { describe, expect, test } from 'vitest';
import { deriveStatus, type StatusInput } from '../../src/transcript/status.js';

const derive = (input: Partial<StatusInput>) =>
  deriveStatus({
    hasCues: false,
    hasTrack: true,
    canLoad: true,
    waited: 0,
    media: { readyState: 2, error: null },
    ...input,
  });

describe('deriveStatus', () => {
  test.each<[string, Partial<StatusInput>]>([
    ['ready', { hasCues: true, media: { readyState: 0, error: new Error('later') } }],
    ['noPlayer', { media: null, hasTrack: false }],
    ['noTranscript', { media: { readyState: 0, error: new Error('no') } }],
    ['loading', {}],
    ['noTranscript', { waited: 15_000 }],
    ['noTranscript', { canLoad: false }],
    ['loading', { hasTrack: false, media: { readyState: 1, error: null } }],
    ['noTranscript', { hasTrack: false }],
  ])('returns %s for %j', (status, input) => {
    expect(derive(input)).toBe(status);
  });
});
