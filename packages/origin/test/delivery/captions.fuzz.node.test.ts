import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createOrigin, demoVideo, demoVideoFiles, DEMO_VIDEO_ID, Media } from '@secure-stream/origin';
import { FUZZ } from '@secure-stream/test-server/fuzz';
import { get } from '../support/sign.js';

const line = fc.oneof(
  fc.constantFrom('WEBVTT', 'WEBVTT - x', 'NOTE', 'STYLE', 'REGION', 'X-TIMESTAMP-MAP=MPEGTS:900000,LOCAL:00:00:00.000', '00:00.000 --> 00:04.000', '99:99:99.999 --> -1', '<script>alert(1)</script>', '<v Bob>', '\uFEFF', ''), // prettier-ignore
  fc.string({ unit: 'binary', maxLength: 12 }),
);
const webVtt = fc.oneof(
  fc.array(line, { maxLength: 6 }).map((lines) => new TextEncoder().encode(lines.join('\n'))),
  fc.uint8Array({ maxLength: 40 }),
);
const language = fc.oneof(
  fc.constantFrom('en', 'de', 'EN', 'en-GB', '', '..', '__proto__', 'en.vtt', 'en%00', '%2e%2e%2fcaptions-en'),
  fc.string({ maxLength: 6 }).map(encodeURIComponent),
);

test('serves any bytes of a caption file unchanged and as WebVTT, and no file of another name', async () => {
  let bytes = new Uint8Array();
  // Instead of the method that keeps what it has read once.
  const media = Object.assign(new Media(demoVideoFiles()), { read: async () => bytes });
  const origin = createOrigin({ videos: [{ ...demoVideo(media), requireSignedURLs: false }] });
  await fc.assert(
    fc.asyncProperty(webVtt, language, async (content, name) => {
      bytes = Uint8Array.from(content);
      const response = await get(origin, `/${DEMO_VIDEO_ID}/text/${name}.vtt`);
      const isServed = name === 'en' || name === 'de';
      expect(response.status).toBe(isServed ? 200 : 404);
      if (!isServed) return;
      expect(response.headers.get('Content-Type')).toBe('text/vtt; charset=utf-8');
      expect(new Uint8Array(await response.arrayBuffer())).toEqual(bytes);
    }),
    FUZZ,
  );
});
