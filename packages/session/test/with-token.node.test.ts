import { describe, expect, test } from 'vitest';
import { reportStatus, withToken, type StreamTokenSession } from '../src/index.ts';
import { VIDEO_ID } from './support/session-fixture.ts';

const ORIGIN = 'https://stream.example';
const session = { videoId: VIDEO_ID, origin: ORIGIN, token: 'current' };

test.each([
  ['the manifest', `${ORIGIN}/${VIDEO_ID}/manifest/video.mpd?x=1`, `${ORIGIN}/current/manifest/video.mpd?x=1`],
  ['an earlier token', `${ORIGIN}/earlier/video/seg_1.mp4`, `${ORIGIN}/current/video/seg_1.mp4`],
])('withToken puts the token of the session into %s', (_name, url, expected) => {
  expect(withToken(session, url)).toBe(expected);
});

test.each([
  'https://other.example/earlier/video/seg_1.mp4',
  `${ORIGIN}.evil.example/earlier/video/seg_1.mp4`,
  `${ORIGIN}@evil.example/earlier/video/seg_1.mp4`,
  `${ORIGIN}/${VIDEO_ID}/video/seg_1.mp4?p=signed&s=signature`,
])('withToken returns %s as it is', (url) => {
  expect(withToken(session, url)).toBe(url);
});

test('withToken encodes a token that is not a JWT, and returns the URL as it is without a token', () => {
  const url = `${ORIGIN}/earlier/manifest/video.m3u8`;
  expect(withToken(session, url, 'a/b==')).toBe(`${ORIGIN}/a%2Fb%3D%3D/manifest/video.m3u8`);
  expect(withToken({ ...session, token: null }, url)).toBe(url);
});

describe('reportStatus', () => {
  const report = async (url: string, status: number) => {
    const log: string[] = [];
    const tokens = {
      accept: (token: string) => void log.push(`accepted ${token}`),
      reject: async (token: string) => (log.push(`rejected ${token}`), 'next'),
    } satisfies Partial<StreamTokenSession>;
    await reportStatus({ origin: ORIGIN, ...tokens }, url, status);
    return log;
  };

  test.each([
    [200, ['accepted current']],
    [401, ['rejected current']],
    [403, ['rejected current']],
    [503, []],
  ])('tells the session of status %s', async (status, log) => {
    expect(await report(`${ORIGIN}/current/video/seg_1.mp4`, status)).toEqual(log);
  });

  test('says nothing of another origin', async () => {
    expect(await report('https://other.example/current/x.mp4', 403)).toEqual([]);
  });
});
