import { fileURLToPath } from 'node:url';
import type { DurableObjectNamespace, DurableObjectState } from '@cloudflare/workers-types';
import type { ProgressStore, ViewingStore } from '@secure-stream/signer';
import type { durableObjectStore, ViewerObject } from '@secure-stream/signer/durable-objects';
import { afterAll, beforeAll, describe, expect, expectTypeOf, test } from 'vitest';
import { waitUntil } from '@secure-stream/test-server/wait';
import { startWorker, type RunningWorker } from '../support/workerd.js';
import { testProgress } from '../progress/progress-suite.js';
import { acquireRequest, nextViewer, testStore } from './store-suite.js';

let worker: RunningWorker;
beforeAll(async () => {
  worker = await startWorker(fileURLToPath(new URL('../support/viewings-worker.ts', import.meta.url)), {
    durableObjects: { VIEWINGS: { className: 'ViewerObject', useSQLite: true } },
  });
});
afterAll(() => worker?.close());

let waiting: unknown[][] = [];
let results: Promise<never[]>;

/** Calls of one task share a request: a thousand sockets at once were too many for workerd. */
const call =
  (method: string) =>
  async (...args: unknown[]): Promise<never> => {
    if (waiting.length === 0) results = Promise.resolve().then(send);
    const index = waiting.push([method, ...args.filter((arg) => arg !== undefined)]) - 1;
    return (await results)[index] as never;
  };

async function send(): Promise<never[]> {
  const calls = waiting;
  waiting = [];
  const response = await worker.fetch('/', { method: 'POST', body: JSON.stringify(calls) });
  const text = await response.text();
  if (response.status !== 200) throw new Error(text);
  return JSON.parse(text) as never[];
}

/** The store in the Worker, with the objects in workerd's own storage. */
const store: ViewingStore & ProgressStore = {
  acquire: call('acquire'),
  release: call('release'),
  revoke: call('revoke'),
  list: call('list'),
  applyProgress: call('applyProgress'),
  listRecords: call('listRecords'),
  forgetViewer: call('forgetViewer'),
};

const storageOf = async (viewer: string) =>
  (await (await worker.fetch(`/${encodeURIComponent(viewer)}`)).json()) as { keys: string[]; alarm: number | null };

describe('durableObjectStore in workerd', () => {
  testStore(() => store);
  testProgress(() => store);

  test('deletes the storage of a viewer by an alarm after the last lease has expired', async () => {
    const viewer = nextViewer();
    await store.acquire(viewer, acquireRequest('a', { duration: 300 }));
    const { keys, alarm } = await storageOf(viewer);
    expect(keys).toEqual(['state']);
    expect(alarm).toBeGreaterThan(0);
    await waitUntil(async () => (await storageOf(viewer)).keys.length === 0);
    expect((await storageOf(viewer)).alarm).toBeNull();
  });

  test('keeps a lease that was renewed past the alarm', async () => {
    const viewer = nextViewer();
    await store.acquire(viewer, acquireRequest('a', { duration: 300 }));
    const { alarm } = await storageOf(viewer);
    await store.acquire(viewer, acquireRequest('a'));
    await waitUntil(async () => (await storageOf(viewer)).alarm !== alarm);
    expect(await store.list(viewer)).toHaveLength(1);
    expect((await storageOf(viewer)).alarm).toBeGreaterThan(alarm ?? Infinity);
  });
});

test('the types of Workers fit durableObjectStore and ViewerObject', () => {
  expectTypeOf<DurableObjectNamespace>().toExtend<Parameters<typeof durableObjectStore>[0]>();
  expectTypeOf<DurableObjectState>().toExtend<ConstructorParameters<typeof ViewerObject>[0]>();
});
