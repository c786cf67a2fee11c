import {
  createTokenEndpoint,
  limitViewings,
  memoryStore,
  type ViewingLimitOptions,
  type ViewingStore,
} from '@secure-stream/signer';
import { durableObjectStore, ViewerObject } from '@secure-stream/signer/durable-objects';
import { describe, expect, test } from 'vitest';
import { key, post, VIDEO } from '../support/fixtures.js';

const [ONE, TWO, THREE] = ['playback-of-device-one', 'playback-of-device-two', 'playback-of-device-three'];

/** A store that can be broken for all viewers or for one. */
function createBreakableStore() {
  const store = memoryStore();
  const breakage = {
    isBroken: (_viewer: string) => false,
    fail: (): Promise<never> => Promise.reject(new Error('down')),
  };
  const breakable =
    <Args extends [viewer: string, ...rest: never[]], Result>(method: (...args: Args) => Promise<Result>) =>
    (...args: Args) =>
      breakage.isBroken(args[0]) ? breakage.fail() : method(...args);
  return {
    breakage,
    store: {
      acquire: breakable(store.acquire),
      release: breakable(store.release),
      revoke: breakable(store.revoke),
      list: breakable(store.list),
    },
  };
}

function createSite(store: ViewingStore, options: Partial<ViewingLimitOptions> = {}) {
  const viewings = limitViewings({ perViewer: 1, store, storeTimeout: 20, onStoreFailure: 'allow', ...options });
  const endpoint = createTokenEndpoint({
    key: key.jwk,
    viewings,
    authorize: (_request, { body }) => ({ viewer: (body['viewer'] as string | undefined) ?? 'ada' }),
  });
  const token = async (playbackId: string | undefined, fields: object = {}) =>
    (await endpoint(post({ videoId: VIDEO, playbackId, ...fields }))).status;
  return { viewings, token };
}

describe('while the store is down', () => {
  const down = () => {
    const { store, breakage } = createBreakableStore();
    return { ...createSite(store), breakage, goDown: () => void (breakage.isBroken = () => true) };
  };

  test('a process counts the viewings that it starts, per viewer', async () => {
    const { token, goDown } = down();
    goDown();
    expect(await token(ONE)).toBe(200);
    expect(await token(ONE)).toBe(200);
    expect(await token(TWO)).toBe(403);
    expect(await token(TWO, { viewer: 'eve' })).toBe(200);
    expect(await token(TWO, { takeover: true })).toBe(200);
    expect(await token(ONE)).toBe(403);
  });

  test('a released viewing makes room, within the allowance', async () => {
    const { token, goDown } = down();
    goDown();
    const statuses: number[] = [];
    for (let index = 0; index < 6; index += 1) {
      statuses.push(await token(`${ONE}-${index}`));
      await token(`${ONE}-${index}`, { release: true });
    }
    expect(statuses).toEqual([200, 200, 200, 200, 429, 429]);
  });

  test('a viewing that was revoked before stays refused, and so does one whose refusal the process has only seen', async () => {
    const { store, breakage } = createBreakableStore();
    const [one, other] = [createSite(store, { perViewer: 2 }), createSite(store, { perViewer: 2 })];
    for (const id of [ONE, TWO]) expect(await one.token(id)).toBe(200);
    expect(await one.viewings.revokeViewer('ada')).toBe(2);
    expect(await other.token(ONE)).toBe(403);
    breakage.isBroken = () => true;
    for (const id of [ONE, TWO]) expect(await one.token(id, { takeover: true })).toBe(403);
    expect(await other.token(ONE, { takeover: true })).toBe(403);
    expect(await one.token(THREE)).toBe(200);
  });

  test('revokeViewer rejects, and ends what the process has started meanwhile', async () => {
    const { token, viewings, goDown, breakage } = down();
    goDown();
    expect(await token(ONE)).toBe(200);
    await expect(viewings.revokeViewer('ada')).rejects.toHaveProperty('message', 'down');
    expect(await token(ONE, { takeover: true })).toBe(403);
    breakage.isBroken = () => false;
    expect(await viewings.revokeViewer('ada')).toBe(0);
  });

  test('a store that is full is down, and the process counts', async () => {
    const { token } = createSite(memoryStore({ maxViewers: 1 }));
    expect(await token(ONE)).toBe(200);
    expect([await token(ONE, { viewer: 'eve' }), await token(TWO, { viewer: 'eve' })]).toEqual([200, 403]);
  });
});

describe('a store that fails for one viewer only', () => {
  test.each([
    ['rejects an operation', () => Promise.reject(new Error('ERR user_script: bad data'))],
    ['does not respond in time', () => new Promise<never>(() => {})],
  ])('and %s issues no token to that viewer', async (_title, fail) => {
    const { store, breakage } = createBreakableStore();
    const { token } = createSite(store);
    Object.assign(breakage, { fail, isBroken: (viewer: string) => viewer === 'eve' });
    expect(await token(ONE, { viewer: 'eve' })).toBe(503);
    expect(await token(ONE)).toBe(200);
  });

  test.each([400, 404, 429, 500])(
    'and is a Durable Object with status %i issues no token to that viewer',
    async (status) => {
      const objects = new Map<string, ViewerObject>();
      const store = durableObjectStore({
        idFromName: (name: string) => name,
        get: (name: string) => ({
          async fetch(url, init) {
            if (name === 'eve') return new Response('{}', { status });
            const object = objects.get(name) ?? new ViewerObject({ storage: createStorage() });
            objects.set(name, object);
            return object.fetch(new Request(url, init));
          },
        }),
      });
      const { token } = createSite(store);
      expect(await token(ONE, { viewer: 'eve' })).toBe(503);
      expect(await token(ONE)).toBe(200);
    },
  );
});

function createStorage(): ConstructorParameters<typeof ViewerObject>[0]['storage'] {
  const values = new Map<string, unknown>();
  return {
    get: async <Value>(name: string) => values.get(name) as Value | undefined,
    put: async (name, value) => void values.set(name, value),
    delete: async (name) => values.delete(name),
    list: async <Value>() => values as Map<string, Value>,
    deleteAll: async () => values.clear(),
    getAlarm: async () => null,
    setAlarm: async () => {},
  };
}
