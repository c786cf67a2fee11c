import { expect, test } from 'vitest';
import { readHlsFolder } from '../../src/library/hls-folder.js';

test('readHlsFolder reads a file once for all byte ranges of a track', async () => {
  const multivariant =
    '#EXTM3U\n#EXT-X-MEDIA:TYPE=AUDIO,URI="audio.m3u8"\n#EXT-X-STREAM-INF:RESOLUTION=2x2\nvideo.m3u8';
  const media = (file: string) => [
    '#EXTM3U',
    `#EXT-X-MAP:URI="${file}",BYTERANGE="2@0"`,
    '#EXT-X-BYTERANGE:3@2',
    file,
    '#EXT-X-BYTERANGE:1',
    file,
  ];
  const files: Record<string, string> = {
    'main.m3u8': multivariant,
    'video.m3u8': media('video.mp4').join('\n'),
    'audio.m3u8': media('audio.mp4').join('\n'),
    'video.mp4': 'vVIDeo',
    'audio.mp4': 'aAUDio',
  };
  const reads: string[] = [];
  const folder = await readHlsFolder('main.m3u8', async (file) => {
    reads.push(file);
    return new TextEncoder().encode(files[file]);
  });
  expect([...folder.video, folder.audio].map((bytes) => new TextDecoder().decode(bytes))).toEqual(['vVIDeo', 'aAUDio']);
  expect(reads.filter((file) => file.endsWith('.mp4')).sort()).toEqual(['audio.mp4', 'video.mp4']);
});
