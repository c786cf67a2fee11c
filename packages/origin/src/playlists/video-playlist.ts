import type { LanguageFile, Rendition } from '../library/media/media.js';

/** The media playlist of a film (stream-facts §2.2). */
export function filmPlaylist({ segments }: Rendition, uri: (file: string) => string): string {
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

/** The service serves one file for a language (stream-facts §1.2); how its playlist looks is unknown. */
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
