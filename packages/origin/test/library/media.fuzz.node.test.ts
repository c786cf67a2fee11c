import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { FUZZ } from '@secure-stream/test-server/fuzz';
import { readHlsFolder } from '../../src/library/hls-folder.js';
import { indexTrack } from '../../src/library/media/fragmented-track.js';

const DEMO = new URL('../../media/demo/', import.meta.url);
const audio = new Uint8Array(readFileSync(new URL('audio-24.mp4', DEMO)));
/** The init segment and the first fragments. */
const START = audio.slice(0, 12_000);

test('indexing throws only a TypeError for any damaged MP4, and ends', () => {
  const damage = fc.record({
    at: fc.nat({ max: START.length - 5 }),
    value: fc.oneof(fc.constantFrom(0, 1, 7, 8, 0x7fffffff, 0xffffffff), fc.nat()),
  });
  fc.assert(
    fc.property(fc.array(damage, { maxLength: 4 }), fc.nat({ max: START.length }), (damages, length) => {
      const bytes = START.slice();
      const view = new DataView(bytes.buffer);
      for (const { at, value } of damages) view.setUint32(at, value);
      try {
        const { fragments } = indexTrack(length % 3 === 0 ? bytes.subarray(0, length) : bytes);
        for (const { start, end } of fragments) expect(start < end && end <= bytes.length).toBe(true);
      } catch (error) {
        expect(error).toBeInstanceOf(TypeError);
      }
    }),
    FUZZ,
  );
});

test('reading HLS throws only a TypeError for any playlist, and reads nothing outside of the folder', async () => {
  const uri = fc.oneof(fc.constantFrom('video.m3u8', 'audio.m3u8', 'init.mp4', 'seg.mp4', '../../etc/passwd', '%2e%2e/x', '%', 'a%00', '/etc/passwd'), fc.string({ maxLength: 8 })); // prettier-ignore
  const line = fc.oneof(
    fc.constantFrom(
      '#EXTM3U',
      '#EXT-X-STREAM-INF:BANDWIDTH=1,RESOLUTION=1x1',
      '#EXT-X-KEY:METHOD=AES-128',
      '#EXTINF:4,',
    ),
    uri.map((value) => `#EXT-X-MEDIA:TYPE=AUDIO,URI="${value}"`),
    uri.map((value) => `#EXT-X-MAP:URI="${value}"`),
    fc.string({ maxLength: 8 }).map((value) => `#EXT-X-BYTERANGE:${value}`),
    uri,
  );
  const playlist = fc.array(line, { maxLength: 8 }).map((lines) => lines.join('\n'));
  await fc.assert(
    fc.asyncProperty(playlist, playlist, async (multivariant, media) => {
      const reader = async (file: string): Promise<Uint8Array<ArrayBuffer>> => {
        if (file.startsWith('..') || file.startsWith('/')) throw new TypeError('outside of the folder');
        expect(file.split('/')).not.toContain('..');
        return new TextEncoder().encode(file === 'main.m3u8' ? multivariant : media);
      };
      await readHlsFolder('main.m3u8', reader).catch((error: unknown) => expect(error).toBeInstanceOf(TypeError));
    }),
    FUZZ,
  );
});
