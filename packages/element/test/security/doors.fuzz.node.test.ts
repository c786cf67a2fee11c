import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { isVideoId, resolveOrigin } from '@secure-stream/protocol';
import { FUZZ } from '@secure-stream/test-server/fuzz';
import { expect, test } from 'vitest';
import { isSoundFragment } from '../../src/engines/hls/fragment-check.js';
import { createTokenPlaceholder } from '../../../session/src/hls/token-placeholder.js';
import { StreamError } from '../../../session/src/stream-error.js';
import { resolveSource, type PlayerConfig } from '../../src/playback/config.js';

const value = fc.oneof(
  fc.constantFrom('javascript:alert(1)', 'data:text/html,x', '//evil.example', 'https://u:p@evil.example', '"><script>', '../..', 'a'.repeat(32)), // prettier-ignore
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.webUrl(),
);

test('any attributes name a safe source, none, or a config error that does not repeat them', () => {
  const names = ['videoId', 'customerCode', 'streamOrigin', 'tokenEndpoint', 'token', 'sdkSrc', 'adUrl'];
  fc.assert(
    fc.property(fc.dictionary(fc.constantFrom(...names), value), (attributes) => {
      const config = attributes as unknown as PlayerConfig;
      const source = resolveSource(config);
      if (source instanceof StreamError) {
        expect(source.reason).toBe('config');
        expect(source.detail).toMatch(/^(video-id|customer-code)/);
      } else if (source) {
        expect(isVideoId(source.videoId)).toBe(true);
        expect(source.origin).toBe(resolveOrigin(config));
      }
    }),
    FUZZ,
  );
});

test('a damaged fragment is judged without an exception, and in time proportional to its size', () => {
  const demo = new Uint8Array(readFileSync(new URL('../../../origin/media/demo/audio-24.mp4', import.meta.url)));
  const start = demo.slice(0, 3000);
  const damage = fc.tuple(fc.nat({ max: start.length - 5 }), fc.oneof(fc.constantFrom(0, 1, 8, 0xffffffff), fc.nat()));
  fc.assert(
    fc.property(fc.array(damage, { maxLength: 4 }), fc.nat({ max: start.length }), (damages, length) => {
      const bytes = start.slice();
      const view = new DataView(bytes.buffer);
      for (const [at, value] of damages) view.setUint32(at, value);
      expect(isSoundFragment(bytes.subarray(0, length))).toBeTypeOf('boolean');
    }),
    FUZZ,
  );
});

test('no playlist obtains the token: what hls.js reads never contains it', () => {
  const TOKEN = 'eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJ4In0.c2lnbmF0dXJl=';
  const piece = fc.oneof(
    fc.constantFrom(TOKEN, encodeURIComponent(TOKEN), '/', 'https://evil.example/', 'token-', '#EXT-X-MAP:URI="', '\n'),
    fc.string({ maxLength: 8 }),
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 8 }), fc.uuid(), (pieces, random) => {
      const placeholder = createTokenPlaceholder('https://stream.example', () => random);
      const text = pieces.join('');
      const hidden = placeholder.hide(text, TOKEN);
      expect(hidden).not.toContain(TOKEN);
      expect(hidden).not.toContain(encodeURIComponent(TOKEN));
      expect(hidden.includes(placeholder.segment)).toBe(text !== hidden);
    }),
    FUZZ,
  );
});
