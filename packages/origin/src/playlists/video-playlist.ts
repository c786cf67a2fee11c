import type { LanguageFile } from '../library/media/media.js';
import type { Rendition } from '../library/media/rendition.js';

/** The media playlist of a video on demand (docs/stream-facts.md, "Playlists"). */
export function videoPlaylist({ segments }: Rendition, uri: (file: string) => string): string {
  return [
    '#EXTM3U',
    '#EXT-X-VERSION:6',
    '#EXT-X-PLAYLIST-TYPE:VOD',
    '#EXT-X-MEDIA-SEQUENCE:0',
    `#EXT-X-TARGETDURATION:${Math.ceil(Math.max(...segments.map(({ duration }) => duration)))}`,
    `#EXT-X-MAP:URI="${uri('init.mp4')}"`,
    '#EXT-X-INDEPENDENT-SEGMENTS',
    ...segments.flatMap(({ number, duration }) => [`#EXTINF:${duration.toFixed(5)},`, uri(`seg_${number}.mp4`)]),
    '#EXT-X-ENDLIST',
    '',
  ].join('\n');
}

/** The service serves one caption file for each language (docs/stream-facts.md, "URLs"). The form of its playlist is unknown. */
export function captionPlaylist({ language }: LanguageFile, uri: (file: string) => string, duration: number): string {
  return [
    '#EXTM3U',
    '#EXT-X-VERSION:6',
    '#EXT-X-PLAYLIST-TYPE:VOD',
    '#EXT-X-MEDIA-SEQUENCE:0',
    `#EXT-X-TARGETDURATION:${Math.ceil(duration)}`,
    `#EXTINF:${duration.toFixed(5)},`,
    uri(`${language}.vtt`),
    '#EXT-X-ENDLIST',
    '',
  ].join('\n');
}
