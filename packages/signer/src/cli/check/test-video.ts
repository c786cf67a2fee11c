import { SignerError } from '../../errors.js';
import { importSigningKey, type SigningKey } from '../../signing-key.js';
import { signCheckedToken } from '../../sign.js';
import type { StreamApi } from '../../sources/stream-api.js';
import { createKey, revokeKey } from '../keys.js';
import { redact, type Terminal } from '../terminal.js';

/** A page that asks. No request comes from it: its name is in `Origin`. */
export const PAGE = 'https://page.example';

/** What the resources that are created are called, so that a person recognizes one that is left over. */
export const NAME = 'secure-stream-signer check: can be deleted';

export interface TestVideoOptions {
  readonly api: StreamApi;
  readonly terminal: Pick<Terminal, 'fetch' | 'now' | 'wait'>;
  /** URL of the video file that the service copies. */
  readonly source: string;
  /** Ends waits and requests for media. Requests to the API are completed, so that nothing is created unnoticed. */
  readonly signal: AbortSignal;
  /** Called when something has been created. Returns a function that removes it, unless it has been removed. */
  readonly onCreate: (name: string, remove: () => Promise<void>) => () => Promise<void>;
}

/** What a player requests of a video. */
type Files = ReadonlyMap<string, string>;

const PATHS = {
  multivariant: 'manifest/video.m3u8',
  dash: 'manifest/video.mpd',
  thumbnail: 'thumbnails/thumbnail.jpg?height=20',
  download: 'downloads/default.mp4',
  frame: 'iframe',
  lifecycle: 'lifecycle',
  metadata: 'metadata/playerEnhancementInfo.json',
} as const;

const MINUTE_MS = 60_000;

/** A video of the account, made for the check, and the key that signs its tokens. */
export class TestVideo {
  readonly api: StreamApi;
  readonly uid: string;
  readonly key: SigningKey;
  readonly onCreate: TestVideoOptions['onCreate'];
  readonly remove: () => Promise<void>;
  /** Bodies of refusals by status. The comparison ignores them: no code of this project reads them. */
  readonly bodies = new Map<number, string>();
  readonly #options: TestVideoOptions;
  readonly #base: string;
  /** Of the service's clock against ours, in milliseconds. */
  #offset = 0;
  #accepted: Promise<{ readonly token: string; readonly files: Files }> | undefined;

  private constructor(
    options: TestVideoOptions,
    { uid, base, key, remove }: Pick<TestVideo, 'uid' | 'key' | 'remove'> & { readonly base: string },
  ) {
    this.api = options.api;
    this.onCreate = options.onCreate;
    this.uid = uid;
    this.key = key;
    this.remove = remove;
    this.#options = options;
    this.#base = base;
  }

  /** Creates a signing key and an unprotected video with a download. Rejects if the service does not process the video within ten minutes. */
  static async create(options: TestVideoOptions): Promise<TestVideo> {
    const { api, source, signal } = options;
    const key = await createTestKey(options);
    signal.throwIfAborted();
    const copied = (await api('POST', '/copy', { url: source, meta: { name: NAME } })) as { uid?: string } | null;
    const uid = copied?.uid;
    if (!uid) throw new SignerError('service-malformed', { detail: 'it contains no uid' });
    const remove = options.onCreate(`video ${uid}`, () => removeResource(api, `/${uid}`));
    const hls = await pollApi(options, 10 * MINUTE_MS, async () => {
      const details = (await api('GET', `/${uid}`)) as VideoDetails | null;
      if (details?.status?.state === 'error')
        throw new SignerError('service-rejected', { detail: 'the video could not be processed: try another --source' });
      return details?.readyToStream && details.playback?.hls;
    });
    await api('POST', `/${uid}/downloads`);
    await pollApi(options, 10 * MINUTE_MS, async () => {
      const downloads = (await api('GET', `/${uid}/downloads`)) as { default?: { status?: string } } | null;
      return downloads?.default?.status === 'ready';
    });
    const video = new TestVideo(options, { uid, base: hls.split(`/${uid}/`)[0] ?? '', key, remove });
    const { headers } = await video.request(`${uid}/lifecycle`);
    // The header has whole seconds, so on average it is half a second behind.
    const date = Date.parse(headers.get('date') ?? '');
    if (date) video.#offset = date + 500 - options.terminal.now();
    return video;
  }

  /** The time of the service, in seconds since 1970. */
  get now(): number {
    return (this.#options.terminal.now() + this.#offset) / 1000;
  }

  createKey(): Promise<SigningKey & { readonly revoke: () => Promise<void> }> {
    return createTestKey(this.#options);
  }

  /** Signs a token for this video, for an hour and with the permission to download, unless the claims say otherwise. `undefined` removes a claim. */
  sign(claims: Readonly<Record<string, unknown>> = {}, key = this.key): Promise<string> {
    const { sub, ...others } = { sub: this.uid, exp: Math.floor(this.now) + 3600, downloadable: true, ...claims };
    // Claims that `checkRestrictions()` would refuse are what the service is asked about.
    return signCheckedToken(key, sub, others as never);
  }

  /** Changes settings of the video. */
  async edit(settings: object): Promise<void> {
    await this.api('POST', `/${this.uid}`, { uid: this.uid, ...settings });
  }

  /** Requests a path, or a URL, from the host that delivers the video. Redirects are not followed. */
  async request(path: string, headers: Readonly<Record<string, string>> = { Origin: PAGE }): Promise<Response> {
    const { signal, terminal } = this.#options;
    const url = path.startsWith('https:') || path.startsWith('http:') ? path : `${this.#base}/${path}`;
    const deadline = AbortSignal.any([signal, AbortSignal.timeout(MINUTE_MS)]);
    try {
      return await terminal.fetch(new Request(url, { headers, redirect: 'manual', signal: deadline }));
    } catch {
      signal.throwIfAborted();
      throw new SignerError('service-unreachable');
    }
  }

  /** The URLs of what a player requests with this token. */
  async files(token: string): Promise<Files> {
    const multivariant = `${this.#base}/${token}/${PATHS.multivariant}`;
    const [playlist = ''] = urisOf(await (await this.request(multivariant)).text(), multivariant);
    const text = await (await this.request(playlist)).text();
    const init = /#EXT-X-MAP:URI="([^"]+)"/.exec(text)?.[1];
    const [segment = ''] = urisOf(text, playlist);
    if (!segment) throw new SignerError('service-malformed', { detail: 'a playlist has no segments' });
    const files = new Map<string, string>(
      Object.entries(PATHS).map(([kind, path]) => [kind, `${this.#base}/${token}/${path}`]),
    );
    files.set('playlist', playlist);
    if (init) files.set('init', new URL(init, playlist).href);
    files.set('segment', segment);
    return files;
  }

  /**
   * Requests every kind of file with an id in the place of the token. Returns `401` or `success` if all answers are the same, and
   * otherwise `success: multivariant, segment; 403: download`.
   */
  async answers(id: string, headers?: Readonly<Record<string, string>>): Promise<string> {
    const { token, files } = await (this.#accepted ??= this.#acceptedFiles());
    const answers = await Promise.all(
      [...files].map(async ([kind, url]) => {
        // A segment URL with a signature instead of a token stays as it is.
        const response = await this.request(url.replaceAll(token, id), headers);
        return [kind, await this.#describe(kind, response, id, headers)] as const;
      }),
    );
    const kinds = new Map<string, string[]>();
    for (const [kind, answer] of answers) kinds.set(answer, [...(kinds.get(answer) ?? []), kind]);
    if (kinds.size === 1) return answers[0]?.[1] ?? '';
    return [...kinds].map(([answer, members]) => `${answer}: ${members.join(', ')}`).join('; ');
  }

  async #acceptedFiles() {
    const token = await this.sign({ exp: Math.floor(this.now) + 6 * 3600 });
    return { token, files: await this.files(token) };
  }

  async #describe(
    kind: string,
    response: Response,
    id: string,
    headers: Readonly<Record<string, string>> | undefined,
  ): Promise<string> {
    const { status } = response;
    if (status >= 400 && kind !== 'frame' && !this.bodies.has(status)) {
      const text = (await response.text()).replaceAll(id, '…').replaceAll(this.uid, '…');
      this.bodies.set(status, redact(text).replace(/\s+/g, ' ').slice(0, 200));
    } else await response.body?.cancel();
    const allowed = response.headers.get('access-control-allow-origin');
    const page = headers?.['Origin'] ?? PAGE;
    // A page shows the frame, but does not read it.
    const answer = status < 400 ? 'success' : `${status}`;
    return kind === 'frame' || allowed === '*' || allowed === page ? answer : `${answer} without CORS`;
  }

  /** Waits until the service's clock shows this time, in seconds. */
  async waitUntil(time: number): Promise<void> {
    while (this.now < time) await this.#wait(Math.min((time - this.now) * 1000, 1000));
  }

  /** Asks once a second until the answer is yes. Returns the seconds that it took, or `undefined` after five minutes. */
  async secondsUntil(isDone: () => Promise<boolean>, limit = 300): Promise<number | undefined> {
    const start = this.now;
    while (this.now - start <= limit) {
      if (await isDone()) return this.now - start;
      await this.#wait(1000);
    }
    return undefined;
  }

  async #wait(milliseconds: number): Promise<void> {
    await waitOrAbort(this.#options, milliseconds);
  }
}

interface VideoDetails {
  readonly readyToStream?: boolean;
  readonly playback?: { readonly hls?: string };
  readonly status?: { readonly state?: string };
}

async function createTestKey({
  api,
  onCreate,
}: TestVideoOptions): Promise<SigningKey & { readonly revoke: () => Promise<void> }> {
  const created = await createKey(api);
  const revoke = onCreate(`key ${created.id}`, () => revokeKey(api, created.id));
  return { ...(await importSigningKey(created)), revoke };
}

/** The service answers a removal without a body, which is not an envelope. */
export async function removeResource(api: StreamApi, path: string): Promise<void> {
  await api('DELETE', path).catch((error: unknown) => {
    if (!(error instanceof SignerError && error.reason === 'service-malformed')) throw error;
  });
}

async function pollApi<Value>(
  options: TestVideoOptions,
  limit: number,
  ask: () => Promise<Value | false | undefined>,
): Promise<Value> {
  const end = options.terminal.now() + limit;
  for (;;) {
    options.signal.throwIfAborted();
    const value = await ask();
    if (value) return value;
    if (options.terminal.now() > end)
      throw new SignerError('timeout', { detail: 'the service still processes the video' });
    await waitOrAbort(options, 2000);
  }
}

async function waitOrAbort({ terminal, signal }: TestVideoOptions, milliseconds: number): Promise<void> {
  const waited = new AbortController();
  const aborted = new Promise<void>((resolve) => {
    signal.addEventListener('abort', () => resolve(), { once: true, signal: waited.signal });
  });
  if (!signal.aborted) await Promise.race([terminal.wait(milliseconds), aborted]);
  waited.abort();
  signal.throwIfAborted();
}

/** The URIs of a playlist's lines. */
const urisOf = (playlist: string, base: string): string[] =>
  playlist.split('\n').flatMap((line) => (line && !line.startsWith('#') ? [new URL(line.trim(), base).href] : []));
