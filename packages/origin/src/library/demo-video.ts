import { openFile, readFile } from './disk.js';
import { type ByteSource, bytesSource } from './media/byte-source.js';
import { Media, type MediaFiles } from './media/media.js';
import type { NewVideo } from './videos.js';

/** Uid of the video that every origin has by default. It is protected. */
export const DEMO_VIDEO_ID = '5d5bc37ffcf54c9b82e996823bffbb81';

/** Complete URLs, so that a bundler finds and copies the files. Functions, because a Worker has no `import.meta.url`. */
const FILES: Readonly<Record<string, () => URL>> = {
  'video-144.mp4': () => new URL('../../media/demo/video-144.mp4', import.meta.url),
  'video-240.mp4': () => new URL('../../media/demo/video-240.mp4', import.meta.url),
  'video-360.mp4': () => new URL('../../media/demo/video-360.mp4', import.meta.url),
  'audio-48.mp4': () => new URL('../../media/demo/audio-48.mp4', import.meta.url),
  'audio-24.mp4': () => new URL('../../media/demo/audio-24.mp4', import.meta.url),
  'captions-en.vtt': () => new URL('../../media/demo/captions-en.vtt', import.meta.url),
  'captions-de.vtt': () => new URL('../../media/demo/captions-de.vtt', import.meta.url),
  'download.mp4': () => new URL('../../media/demo/download.mp4', import.meta.url),
  'stills.mjpeg': () => new URL('../../media/demo/stills.mjpeg', import.meta.url),
};

export type ReadFile = (file: string) => Promise<Uint8Array<ArrayBuffer>>;

/**
 * The files of the demo video: 96 s, three video renditions, audio whose note changes every 4 s, a dub one octave higher, captions in English
 * and German. `media/make-demo.sh` describes how they were made and how a test reads the number of a frame.
 *
 * @param read Reads a file. Default: from `media/demo` of this package, from disk or by `fetch`.
 */
export const demoVideoFiles = (read?: ReadFile): MediaFiles => ({
  video: ['video-240.mp4', 'video-360.mp4', 'video-144.mp4'],
  audio: 'audio-48.mp4',
  dubs: [{ language: 'de', label: 'Deutsch', file: 'audio-24.mp4' }],
  captions: [
    { language: 'en', label: 'English', file: 'captions-en.vtt' },
    { language: 'de', label: 'Deutsch', file: 'captions-de.vtt' },
  ],
  download: 'download.mp4',
  stills: { file: 'stills.mjpeg', every: 1 },
  read: read ?? readPackageFile,
  ...(read ? {} : { open: openPackageFile }),
});

/** The demo video: protected, with a download. */
export const demoVideo = (media: Media = new Media(demoVideoFiles())): NewVideo => ({
  uid: DEMO_VIDEO_ID,
  media,
  requireSignedURLs: true,
  downloadable: true,
  meta: { name: 'Demo video' },
});

async function readPackageFile(file: string): Promise<Uint8Array<ArrayBuffer>> {
  const url = urlOf(file);
  if (url.protocol === 'file:') return readFile(url);
  const response = await fetch(url);
  if (!response.ok) throw new TypeError(`${file} of the demo video cannot be fetched: ${response.status}`);
  return new Uint8Array(await response.arrayBuffer());
}

async function openPackageFile(file: string): Promise<ByteSource> {
  const url = urlOf(file);
  return url.protocol === 'file:' ? openFile(url) : bytesSource(await readPackageFile(file));
}

function urlOf(file: string): URL {
  const url = FILES[file]?.();
  if (!url) throw new TypeError(`the demo video has no ${file}`);
  return url;
}
