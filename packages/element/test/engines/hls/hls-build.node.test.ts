import { expect, test } from 'vitest';
import { needsFullBuild } from '../../../src/engines/hls/hls-build.ts';

const MULTIVARIANT = `#EXTM3U
#EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID="a",NAME="English",URI="audio.m3u8"
#EXT-X-STREAM-INF:BANDWIDTH=800000,CODECS="avc1.64001f,mp4a.40.2",AUDIO="a"
video.m3u8
`;
const MEDIA = `#EXTM3U
#EXT-X-TARGETDURATION:4
#EXT-X-MAP:URI="init.mp4"
#EXTINF:4,
seg_1.mp4
`;

test.each([
  ['a multivariant playlist', MULTIVARIANT, false],
  ['a media playlist of fMP4', MEDIA, true],
  ['a playlist without segments yet', MEDIA.replace(/#EXTINF[^]*/, ''), true],
  ['a playlist of WebVTT', MEDIA.replace(/#EXT-X-MAP.*\n/, ''), false],
  ['AES-128', MEDIA.replace('#EXT-X-MAP', '#EXT-X-KEY:METHOD=AES-128,URI="key"\n#EXT-X-MAP'), true],
  ['no encryption', MEDIA.replace('#EXT-X-MAP', '#EXT-X-KEY:METHOD=NONE\n#EXT-X-MAP'), true],
  ['another date range', MEDIA.replace('#EXT-X-MAP', '#EXT-X-DATERANGE:ID="a",CLASS="chapter"\n#EXT-X-MAP'), true],
])('the build for Stream plays %s', (_, playlist, hasMedia) => {
  expect(needsFullBuild(playlist, hasMedia)).toBe(false);
});

test.each([
  ['MPEG-TS or raw audio', MEDIA.replace(/#EXT-X-MAP.*\n/, ''), true],
  ['variables', MULTIVARIANT.replace('#EXTM3U', '#EXTM3U\n#EXT-X-DEFINE:NAME="a",VALUE="b"'), false],
  ['content steering', MULTIVARIANT.replace('#EXTM3U', '#EXTM3U\n#EXT-X-CONTENT-STEERING:SERVER-URI="/s"'), false],
  ['TTML', MULTIVARIANT.replace('mp4a.40.2', 'mp4a.40.2,stpp.ttml.im1t'), false],
  ['SAMPLE-AES', MEDIA.replace('#EXT-X-MAP', '#EXT-X-KEY:METHOD=SAMPLE-AES,URI="skd://a"\n#EXT-X-MAP'), true],
  [
    'a session key',
    MULTIVARIANT.replace('#EXTM3U', '#EXTM3U\n#EXT-X-SESSION-KEY:METHOD=SAMPLE-AES-CTR,URI="a"'),
    false,
  ],
  [
    'interstitials',
    MEDIA.replace('#EXT-X-MAP', '#EXT-X-DATERANGE:ID="a",CLASS="com.apple.hls.interstitial"\n#EXT-X-MAP'),
    true,
  ],
])('the whole of hls.js is needed for %s', (_, playlist, hasMedia) => {
  expect(needsFullBuild(playlist, hasMedia)).toBe(true);
});
