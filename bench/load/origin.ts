import { DEMO_VIDEO_ID } from '@secure-stream/origin';
import { importSigningKey, signToken } from '@secure-stream/signer';
import type { Load } from './subject.js';

/** What a player requests of the local origin, and what somebody without a token does. */
export async function createOriginLoad(jwk: string): Promise<Load> {
  const key = await importSigningKey(jwk);
  const token = await signToken(key, { sub: DEMO_VIDEO_ID, expiresIn: 24 * 3600 });
  const other = await signToken(key, { sub: 'f'.repeat(32), expiresIn: 3600 });
  const changed = (count: number) => `${token.slice(0, -8)}${count.toString().padStart(8, '0')}`;
  return {
    good: [
      { status: 200, path: () => `/${token}/manifest/video.m3u8` },
      { status: 200, path: (count) => `/${token}/video/360/seg_${(count % 20) + 1}.mp4` },
      { status: 200, path: (count) => `/${token}/audio/52/seg_${(count % 20) + 1}.mp4` },
      { status: 206, path: () => `/${token}/video/240/seg_4.mp4`, headers: { range: 'bytes=0-999' } },
      { status: 200, path: () => `/${token}/text/de.vtt` },
    ],
    bad: [
      { status: 401, path: (count) => `/${changed(count)}/manifest/video.m3u8` },
      { status: 401, path: () => `/${DEMO_VIDEO_ID}/manifest/video.m3u8` },
      { status: 401, path: () => `/${other}/manifest/video.m3u8` },
      { status: 404, path: (count) => `/${count.toString(16).padStart(32, '0')}/manifest/video.m3u8` },
      { status: 404, path: (count) => `/${token}/video/360/seg_${count + 1_000_000}.mp4` },
      { status: 416, path: () => `/${token}/video/240/seg_4.mp4`, headers: { range: 'bytes=99999999-' } },
      { status: 400, path: (count) => `/client/v4/accounts/local/stream/${count}` },
    ],
  };
}
