import { applyOperation, EMPTY_STATE, stateExpiry, type ViewerState } from './viewer-state.js';
import type { ViewingOperation } from './viewing-store.js';

/** The part of a Durable Object's state that is used here. */
export interface ViewerObjectContext {
  readonly storage: {
    get<Value>(key: string): Promise<Value | undefined>;
    put(key: string, value: unknown): Promise<void>;
    deleteAll(): Promise<void>;
    getAlarm(): Promise<number | null>;
    setAlarm(time: number): Promise<void>;
  };
}

const KEY = 'state';

/**
 * The Durable Object of one viewer. Operations are atomic: while the object waits for its storage, it gets no other request. An alarm deletes the
 * state after its last entry has expired.
 */
export class ViewerObject {
  readonly #storage: ViewerObjectContext['storage'];

  constructor({ storage }: ViewerObjectContext) {
    this.#storage = storage;
  }

  async fetch(request: Request): Promise<Response> {
    const operation: ViewingOperation = await request.json();
    const before = (await this.#storage.get<ViewerState>(KEY)) ?? EMPTY_STATE;
    const { state, result } = applyOperation(before, operation, Date.now());
    if (state !== before && operation.type !== 'list') await this.#save(state);
    return new Response(JSON.stringify(result), { headers: { 'content-type': 'application/json' } });
  }

  async alarm(): Promise<void> {
    const state = (await this.#storage.get<ViewerState>(KEY)) ?? EMPTY_STATE;
    await this.#save(applyOperation(state, { type: 'list' }, Date.now()).state);
  }

  async #save(state: ViewerState): Promise<void> {
    const expiry = stateExpiry(state);
    if (expiry === 0) return this.#storage.deleteAll();
    await this.#storage.put(KEY, state);
    // A renewal leaves the alarm as it is: it is cheaper to run it once too early than to move it each time.
    if ((await this.#storage.getAlarm()) === null) await this.#storage.setAlarm(expiry);
  }
}
