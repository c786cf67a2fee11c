import { randomUUID } from 'node:crypto';
import { constants } from 'node:fs';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { KeyRecord } from './access/keys.js';
import { isApiToken } from './api/credentials.js';
import type { VideoSettings } from './library/videos.js';
import type { LiveInput } from './live/live-inputs.js';
import type { Origin } from './origin.js';

/** What `--state` keeps from one run of the command to the next. Contains secrets: the file is readable by its owner only. */
interface SavedState {
  readonly version: 1;
  readonly apiToken: string;
  readonly keys: readonly KeyRecord[];
  readonly videos: Readonly<Record<string, SavedVideo | null>>;
  readonly liveInputs: readonly SavedLiveInput[];
}

type SavedVideo = Omit<VideoSettings, 'state' | 'broadcast'>;
type SavedLiveInput = Pick<
  LiveInput,
  'uid' | 'meta' | 'recording' | 'preferLowLatency' | 'enabled' | 'deleteRecordingAfterDays'
>;

export interface StateFile {
  /** The API token of the earlier run; `null` in the first run. */
  readonly apiToken: string | null;
  /** Applies keys and settings of the earlier run to an origin. */
  restore(origin: Origin): void;
  /** Writes the file after each change by the API. Returns a promise of the first write. */
  keep(origin: Origin, apiToken: string): Promise<void>;
}

/** Reads a state file; a missing file is a first run. Throws a `TypeError` for a file that is not one, and for a link. */
export async function openStateFile(path: string): Promise<StateFile> {
  const saved = parse(await read(path), path);
  const uids = new Set(Object.keys(saved?.videos ?? {}));
  /** Of videos that this run does not have, such as those of another library. */
  const absent = new Map<string, SavedVideo | null>();
  let writing: Promise<void> = Promise.resolve();

  return {
    apiToken: saved?.apiToken ?? null,
    restore(origin) {
      if (!saved) return;
      origin.keys.restore(saved.keys);
      for (const [uid, settings] of Object.entries(saved.videos)) {
        if (!origin.videos.get(uid)) absent.set(uid, settings);
        else if (settings) origin.videos.edit(uid, settings);
        else origin.videos.remove(uid);
      }
      for (const input of saved.liveInputs) {
        if (origin.liveInputs.get(input.uid)) origin.liveInputs.edit(input.uid, input);
        else origin.liveInputs.create(input);
      }
    },
    keep(origin, apiToken) {
      for (const { uid, broadcast } of origin.videos) if (!broadcast) uids.add(uid);
      const save = () => {
        const { videos, ...rest } = snapshot(origin, apiToken, uids);
        const text = JSON.stringify({ ...rest, videos: { ...videos, ...Object.fromEntries(absent) } }, null, 2);
        const write = () => replaceFile(path, text);
        // One write at a time. After a failure the next one tries again.
        writing = writing.then(write, write);
        return writing;
      };
      origin.requests.subscribe(({ kind, method, status }) => {
        if (kind !== 'api' || method === 'GET' || status >= 400) return;
        save().catch((error: unknown) => process.stderr.write(`The state cannot be saved: ${String(error)}\n`));
      });
      return save();
    },
  };
}

function snapshot(origin: Origin, apiToken: string, uids: ReadonlySet<string>): SavedState {
  const videos = Object.fromEntries([...uids].map((uid) => [uid, settingsOf(origin, uid)]));
  const liveInputs = [...origin.liveInputs].map(
    ({ uid, meta, recording, preferLowLatency, enabled, deleteRecordingAfterDays }) => ({
      uid,
      meta,
      recording,
      preferLowLatency,
      enabled,
      deleteRecordingAfterDays,
    }),
  );
  return { version: 1, apiToken, keys: origin.keys.records, videos, liveInputs };
}

/** `null` for a video that was deleted. */
function settingsOf({ videos }: Origin, uid: string): SavedVideo | null {
  const video = videos.get(uid);
  if (!video) return null;
  const { requireSignedURLs, allowedOrigins, downloadable, meta, creator, scheduledDeletion, thumbnailTimestampPct } = video; // prettier-ignore
  return { requireSignedURLs, allowedOrigins, downloadable, meta, creator, scheduledDeletion, thumbnailTimestampPct };
}

function parse(text: string | null, path: string): SavedState | null {
  if (text === null) return null;
  try {
    const state = JSON.parse(text) as SavedState;
    if (state.version === 1 && isApiToken(state.apiToken) && Array.isArray(state.keys)) return state;
  } catch {
    // The parser's message would quote a key.
  }
  throw new TypeError(`${path} is not a state file of this version`);
}

/** Returns `null` if there is no file. Another user of the folder could point a link at any file of this one. */
async function read(path: string): Promise<string | null> {
  try {
    // Windows has no `O_NOFOLLOW`.
    return await readFile(path, { encoding: 'utf8', flag: constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) });
  } catch (error) {
    const { code } = error as { code?: string };
    if (code === 'ENOENT') return null;
    if (code === 'ELOOP') throw new TypeError(`${path} is a symbolic link: name the file itself`, { cause: error });
    throw error;
  }
}

/** Replaces a file by renaming, so that it is complete at any time. `wx` follows no link, and nobody can guess the name to prepare one. */
async function replaceFile(path: string, text: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  const temporary = `${path}.${randomUUID()}.tmp`;
  try {
    await writeFile(temporary, text, { mode: 0o600, flag: 'wx' });
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}
