import { SignerError } from '../errors.js';
import { createStore, type ViewingStore } from './viewing-store.js';

/** The part of a Durable Object namespace that is used here. `env.VIEWINGS` fits. */
export interface ViewingsNamespace<Id = unknown> {
  idFromName(name: string): Id;
  get(id: Id): { fetch(url: string, init: { method: string; body: string }): Promise<Pick<Response, 'ok' | 'json'>> };
}

/** Keeps viewings in Durable Objects, one per viewer. The Worker must export `ViewerObject` and bind it. */
export function durableObjectStore<Id>(namespace: ViewingsNamespace<Id>): ViewingStore {
  if (typeof namespace?.idFromName !== 'function') throw new SignerError('config', { field: 'namespace' });
  return createStore(async (viewer, operation) => {
    const object = namespace.get(namespace.idFromName(viewer));
    const response = await object.fetch('https://viewings/', { method: 'POST', body: JSON.stringify(operation) });
    if (!response.ok) throw new SignerError('store-failed', { detail: 'the Durable Object failed' });
    return response.json();
  });
}
