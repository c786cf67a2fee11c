import { RETENTION_MS } from '../progress/progress-store.js';
import { applyToRecord, type RecordOperation, type VideoRecord } from '../progress/video-record.js';
import { applyOperation, EMPTY_STATE, stateExpiry, type ViewerState } from './viewer-state.js';
import type { ViewingOperation } from './viewing-store.js';

/** The part of a Durable Object's state that is used here. */
export interface ViewerObjectContext {
  readonly storage: {
    get<Value>(key: string): Promise<Value | undefined>;
    put(key: string, value: unknown): Promise<void>;
    delete(key: string): Promise<boolean>;
    list<Value>(options: { prefix: string }): Promise<Map<string, Value>>;
    deleteAll(): Promise<void>;
    getAlarm(): Promise<number | null>;
    setAlarm(time: number): Promise<void>;
  };
}

const KEY = 'state';
/** Before the id of a video. */
const RECORD = 'progress:';

/**
 * The Durable Object of one viewer. Operations are atomic: while the object waits for its storage, it gets no other request. An alarm deletes
 * what has expired.
 */
export class ViewerObject {
  readonly #storage: ViewerObjectContext['storage'];

  constructor({ storage }: ViewerObjectContext) {
    this.#storage = storage;
  }

  async fetch(request: Request): Promise<Response> {
    return Response.json((await this.#respond(new URL(request.url).pathname, await request.json())) ?? null);
  }

  async alarm(): Promise<void> {
    const state = (await this.#storage.get<ViewerState>(KEY)) ?? EMPTY_STATE;
    const expiries = [await this.#save(applyOperation(state, { type: 'list' }, Date.now()).state)];
    for (const [key, { updatedAt }] of await this.#storage.list<VideoRecord>({ prefix: RECORD })) {
      const expiry = updatedAt + RETENTION_MS;
      if (expiry > Date.now()) expiries.push(expiry);
      else await this.#storage.delete(key);
    }
    const next = expiries.filter(Boolean);
    await (next.length > 0 ? this.#storage.setAlarm(Math.min(...next)) : this.#storage.deleteAll());
  }

  #respond(path: string, body: unknown): Promise<unknown> {
    if (path === '/progress') return this.#applyProgress(body as { videoId: string; operation: RecordOperation });
    if (path === '/records') return this.#listRecords();
    if (path === '/forget') return this.#storage.deleteAll();
    return this.#applyOperation(body as ViewingOperation);
  }

  async #applyOperation(operation: ViewingOperation): Promise<unknown> {
    const before = (await this.#storage.get<ViewerState>(KEY)) ?? EMPTY_STATE;
    const { state, result } = applyOperation(before, operation, Date.now());
    if (state !== before && operation.type !== 'list') await this.#wakeAt(await this.#save(state));
    return result;
  }

  async #applyProgress({ videoId, operation }: { videoId: string; operation: RecordOperation }): Promise<unknown> {
    const before = await this.#storage.get<VideoRecord>(RECORD + videoId);
    const { record, result } = applyToRecord(before, operation, Date.now());
    if (record && record !== before) {
      await this.#storage.put(RECORD + videoId, record);
      await this.#wakeAt(Date.now() + RETENTION_MS);
    }
    return result;
  }

  async #listRecords(): Promise<Record<string, VideoRecord>> {
    const records = await this.#storage.list<VideoRecord>({ prefix: RECORD });
    return Object.fromEntries([...records].map(([key, record]) => [key.slice(RECORD.length), record]));
  }

  /** Returns when the state expires; 0 if it is empty. */
  async #save(state: ViewerState): Promise<number> {
    const expiry = stateExpiry(state);
    await (expiry === 0 ? this.#storage.delete(KEY) : this.#storage.put(KEY, state));
    return expiry;
  }

  /** A renewal leaves the alarm as it is: it is cheaper to run it once too early than to move it each time. */
  async #wakeAt(expiry: number): Promise<void> {
    const alarm = await this.#storage.getAlarm();
    if (expiry > 0 && (alarm === null || alarm > expiry)) await this.#storage.setAlarm(expiry);
  }
}
