import { expect, test } from 'vitest';
import { animatedThumbnailUrl, downloadUrl, lifecycleUrl } from '../src/asset-urls.ts';

const video = { origin: 'https://customer-abc.cloudflarestream.com', id: 'token-1.2.3' };
const base = `${video.origin}/${video.id}`;

test('animatedThumbnailUrl writes times in seconds, and omits what is not set', () => {
  expect(animatedThumbnailUrl(video, { time: '1m2s', duration: 4, fps: 8 })).toBe(
    `${base}/thumbnails/thumbnail.gif?time=1m2s&duration=4s&fps=8`,
  );
});

test('downloadUrl has the file name as a parameter', () => {
  expect(downloadUrl(video)).toBe(`${base}/downloads/default.mp4`);
  expect(downloadUrl(video, { filename: 'lesson-1' })).toBe(`${base}/downloads/default.mp4?filename=lesson-1`);
});

test('lifecycleUrl is a path of the video', () => {
  expect(lifecycleUrl(video)).toBe(`${base}/lifecycle`);
});
