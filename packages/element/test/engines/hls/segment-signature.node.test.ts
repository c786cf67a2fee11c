import { describe, expect, test } from 'vitest';
import { signatureExpiry } from '../../../src/engines/hls/segment-signature.ts';

const signature = 's=Q2xvdWRmbGFyZSBTdHJlYW0gc2lnbnMgdGhpcyBoZXJl';
const url = (query: string) => `https://video.example/5d5bc37ffcf54c9b82e996823bffbb81/video/240/seg_1.mp4?${query}`;
const p = (fields: object) =>
  Buffer.from(JSON.stringify({ type: 'segment', track: 'video/240', ...fields })).toString('base64url');

describe('signatureExpiry', () => {
  test.each([
    ['finds no signature in a URL without a query', url(''), 'unsigned'],
    ['finds no signature in a short query', url('_HLS_msn=12&_HLS_part=3'), 'unsigned'],
    ['finds no signature in what is not a URL', 'seg_1.mp4', 'unsigned'],
    ['reads the expiry from p', url(`p=${p({ exp: 1_790_000_000 })}&${signature}`), 1_790_000_000],
    ['reads an expiry in milliseconds', url(`p=${p({ expiresAt: 1_790_000_000_000 })}&${signature}`), 1_790_000_000],
    ['reads the expiry from the query', url(`expires=1790000000&${signature}`), 1_790_000_000],
    ['treats a readable p without an expiry as valid without limit', url(`p=${p({})}&${signature}`), Infinity],
    ['ignores a number that is not a timestamp', url(`p=${p({ exp: 60 })}&${signature}`), Infinity],
    ['does not know when an opaque signature expires', url(signature), 'unknown'],
  ])('%s', (_title, signedUrl, expected) => {
    expect(signatureExpiry(signedUrl)).toBe(expected);
  });
});
