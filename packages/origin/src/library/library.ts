import { createHash } from 'node:crypto';
import { readdir, realpath } from 'node:fs/promises';
import { basename, join, sep } from 'node:path';
import { indexTrack } from './media/fragmented-track.js';
import { type LanguageFile, Media, type MediaFiles } from './media/media.js';
import type { NewVideo } from './videos.js';
import { openFile, readFile } from './disk.js';
import { readHlsFolder, splitMp4 } from './hls-folder.js';

/** The videos of a folder. */
export interface Library {
  readonly videos: readonly NewVideo[];
  /** Files and folders that cannot be served, and why. */
  readonly problems: readonly { readonly file: string; readonly reason: string }[];
}

/**
 * Creates a protected video for each `name.mp4` with H.264 and AAC in a folder, and for each sub-folder with HLS in fragmented MP4.
 * `name.jpg` is the thumbnail of `name.mp4`, and `name.en.vtt` its English captions. The tracks are kept in memory, the original is read from
 * disk for downloads. Files are never written or deleted.
 */
export async function openLibrary(folder: string): Promise<Library> {
  const root = await realpath(folder);
  const entries = (await readdir(root, { withFileTypes: true })).sort((one, other) => one.name.localeCompare(other.name)); // prettier-ignore
  const names = entries.map(({ name }) => name);
  const videos: NewVideo[] = [];
  const problems: { file: string; reason: string }[] = [];
  for (const entry of entries) {
    if (!entry.isDirectory() && !entry.name.endsWith('.mp4')) continue;
    try {
      videos.push(entry.isDirectory() ? await fromHls(root, entry.name) : await fromMp4(root, entry.name, names));
    } catch (error) {
      problems.push({ file: entry.name, reason: error instanceof Error ? error.message : String(error) });
    }
  }
  return { videos, problems };
}

async function fromMp4(root: string, file: string, names: readonly string[]): Promise<NewVideo> {
  const name = basename(file, '.mp4');
  const read = readerIn(root);
  const { video, audio } = await splitMp4(await read(file));
  const captions = names.flatMap((one): LanguageFile[] => {
    const language = one.startsWith(`${name}.`) ? /^\.([\w-]+)\.vtt$/.exec(one.slice(name.length))?.[1] : undefined;
    return language ? [{ language, label: labelOf(language), file: one }] : [];
  });
  const thumbnail = names.includes(`${name}.jpg`) ? { stills: { file: `${name}.jpg`, every: Infinity } } : {};
  const tracks: Readonly<Record<string, Uint8Array<ArrayBuffer>>> = { video, audio };
  return videoOf(name, {
    video: ['video'],
    audio: 'audio',
    captions,
    download: file,
    ...thumbnail,
    read: async (one) => tracks[one] ?? read(one),
    open: async (one) => openFile(await pathIn(root, one)),
  });
}

async function fromHls(root: string, folder: string): Promise<NewVideo> {
  const read = readerIn(await realpath(join(root, folder)));
  const multivariant = await findMultivariant(join(root, folder), read);
  const { video, audio } = await readHlsFolder(multivariant, read);
  const tracks: Readonly<Record<string, Uint8Array<ArrayBuffer>>> = {
    audio,
    ...Object.fromEntries(video.map((bytes, index) => [`video-${index}`, bytes])),
  };
  return videoOf(folder, {
    video: video.map((_, index) => `video-${index}`),
    audio: 'audio',
    captions: [],
    read: async (file) => tracks[file] ?? Promise.reject(new TypeError(`${folder} has no ${file}`)),
  });
}

/** The first playlist of the folder that lists variants. */
async function findMultivariant(folder: string, read: (file: string) => Promise<Uint8Array>): Promise<string> {
  for (const name of (await readdir(folder)).filter((file) => file.endsWith('.m3u8')).sort()) {
    if (new TextDecoder().decode(await read(name)).includes('#EXT-X-STREAM-INF:')) return name;
  }
  throw new TypeError('it has no multivariant playlist');
}

const readerIn = (root: string) => async (file: string) => readFile(await pathIn(root, file));

/** Resolves a file of a folder. Throws for a file outside of it, by `..` or by a link. */
async function pathIn(root: string, file: string): Promise<string> {
  const path = await realpath(join(root, file)).catch(() => '');
  if (!path.startsWith(root + sep)) throw new TypeError(`${file} is not in the folder`);
  return path;
}

async function videoOf(name: string, files: MediaFiles): Promise<NewVideo> {
  // Reports an unreadable file now instead of at the first request.
  for (const file of [...files.video, files.audio]) indexTrack(await files.read(file));
  return {
    uid: /^[0-9a-f]{32}$/.test(name) ? name : createHash('sha256').update(name).digest('hex').slice(0, 32),
    media: new Media(files),
    requireSignedURLs: true,
    downloadable: files.download !== undefined,
    meta: { name },
  };
}

/** The name of a language in that language. A file may have another name where its language is expected. */
function labelOf(language: string): string {
  try {
    return new Intl.DisplayNames([language, 'en'], { type: 'language' }).of(language) ?? language;
  } catch {
    return language;
  }
}
