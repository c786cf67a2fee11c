import type { MediaFiles } from './media/media.js';

/** The uid of the film that every origin has unless it is told otherwise. It is protected. */
export const FILM_ID = '5d5bc37ffcf54c9b82e996823bffbb81';

/** Whole addresses, so that a bundler finds them and puts the files beside its output. Made when needed: a Worker has no `import.meta.url`. */
const FILES: Readonly<Record<string, () => URL>> = {
  'video-144.mp4': () => new URL('../../media/film/video-144.mp4', import.meta.url),
  'video-240.mp4': () => new URL('../../media/film/video-240.mp4', import.meta.url),
  'video-360.mp4': () => new URL('../../media/film/video-360.mp4', import.meta.url),
  'audio-48.mp4': () => new URL('../../media/film/audio-48.mp4', import.meta.url),
  'audio-24.mp4': () => new URL('../../media/film/audio-24.mp4', import.meta.url),
  'captions-en.vtt': () => new URL('../../media/film/captions-en.vtt', import.meta.url),
  'captions-de.vtt': () => new URL('../../media/film/captions-de.vtt', import.meta.url),
  'download.mp4': () => new URL('../../media/film/download.mp4', import.meta.url),
  'stills.mjpeg': () => new URL('../../media/film/stills.mjpeg', import.meta.url),
};

export type ReadFile = (file: string) => Promise<Uint8Array<ArrayBuffer>>;

/**
 * The demo film: 96 s, three pictures, a sound whose note changes every 4 s, the same an octave higher for a dub, captions in English and
 * German.
 * `media/make-film.sh` says how it was made and how a test reads a frame's number.
 *
 * @param read Where its files come from. Default: beside this module, from disk or by `fetch`.
 */
export const filmFiles = (read: ReadFile = readBesideModule): MediaFiles => ({
  video: ['video-240.mp4', 'video-360.mp4', 'video-144.mp4'],
  audio: 'audio-48.mp4',
  dubs: [{ language: 'de', label: 'Deutsch', file: 'audio-24.mp4' }],
  captions: [
    { language: 'en', label: 'English', file: 'captions-en.vtt' },
    { language: 'de', label: 'Deutsch', file: 'captions-de.vtt' },
  ],
  download: 'download.mp4',
  stills: { file: 'stills.mjpeg', every: 1 },
  read,
});

async function readBesideModule(file: string): Promise<Uint8Array<ArrayBuffer>> {
  const url = FILES[file]?.();
  if (!url) throw new TypeError(`the film has no ${file}`);
  if (url.protocol === 'file:') return readFromDisk(url);
  const response = await fetch(url);
  if (!response.ok) throw new TypeError(`${file} of the film was not found beside the module: ${response.status}`);
  return new Uint8Array(await response.arrayBuffer());
}

/** `fetch` does not read `file:` in Node, and an import of `node:fs` would break a page that bundles this. */
async function readFromDisk(url: URL): Promise<Uint8Array<ArrayBuffer>> {
  const { process } = globalThis as unknown as { process: { getBuiltinModule(id: string): NodeFiles } };
  return new Uint8Array(await process.getBuiltinModule('node:fs/promises').readFile(url));
}

interface NodeFiles {
  readFile(url: URL): Promise<Uint8Array<ArrayBuffer>>;
}
