/**
 * hls.js as it was imported. The script for a tag has a build of it without what Cloudflare Stream
 * does not send (`packages/element/scripts/hls-for-stream.ts`), which can load the whole.
 */
export type HlsBuild = typeof import('hls.js') & { readonly loadFullBuild?: () => Promise<HlsBuild> };

/**
 * Whether a playlist needs the whole of hls.js: for variables, content steering, interstitials, keys of a key system, TTML, or segments
 * other than fMP4, which have no `EXT-X-MAP` (draft-pantos-hls-rfc8216bis). `hasMedia`: it lists segments of video or audio.
 */
export function needsFullBuild(playlist: string, hasMedia: boolean): boolean {
  return LEFT_OUT.test(playlist) || (hasMedia && /^#EXTINF:/m.test(playlist) && !/^#EXT-X-MAP:/m.test(playlist));
}

const LEFT_OUT = new RegExp(
  [
    '^#EXT-X-(DEFINE|CONTENT-STEERING):',
    '^#EXT-X-(SESSION-)?KEY:(?!.*METHOD=(NONE|AES-128))',
    '^#EXT-X-DATERANGE:.*CLASS="com\\.apple\\.hls\\.interstitial"',
    '^#EXT-X-STREAM-INF:.*CODECS="[^"]*stpp',
  ].join('|'),
  'm',
);
