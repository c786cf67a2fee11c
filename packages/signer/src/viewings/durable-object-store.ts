import { SignerError } from '../errors.js';
import { joinStores, type ProgressStore } from '../progress/progress-store.js';
import type { ReportResult, VideoRecord } from '../progress/video-record.js';
import { createStore, type ViewingStore } from './viewing-store.js';

/** The part of a Durable Object namespace that is used here. `env.VIEWINGS` fits. */
export interface ViewingsNamespace<Id = unknown> {
  idFromName(name: string): Id;
  get(id: Id): { fetch(url: string, init: { method: string; body: string }): Promise<Pick<Response, 'ok' | 'json'>> };
}

/** Keeps viewings and progress in Durable Objects, one per viewer. The Worker must export `ViewerObject` and bind it. */
export function durableObjectStore<Id>(namespace: ViewingsNamespace<Id>): ViewingStore & ProgressStore {
  if (typeof namespace?.idFromName !== 'function') throw new SignerError('config', { field: 'namespace' });

  async function call(viewer: string, path: '' | 'progress' | 'records' | 'forget', body: object): Promise<unknown> {
    const object = namespace.get(namespace.idFromName(viewer));
    const response = await object.fetch(`https://viewings/${path}`, { method: 'POST', body: JSON.stringify(body) });
    if (!response.ok) throw new SignerError('store-failed', { detail: 'the Durable Object failed' });
    return response.json();
  }

  return joinStores(
    createStore((viewer, operation) => call(viewer, '', operation)),
    {
      applyProgress: (viewer, videoId, operation) =>
        call(viewer, 'progress', { videoId, operation }) as Promise<ReportResult | null>,
      listRecords: (viewer) => call(viewer, 'records', {}) as Promise<Record<string, VideoRecord>>,
      forgetViewer: async (viewer) => void (await call(viewer, 'forget', {})),
    },
  );
}
