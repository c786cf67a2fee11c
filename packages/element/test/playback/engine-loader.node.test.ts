import { describe, expect, test } from 'vitest';
import type { Engine, EngineFactory } from '../../src/engines/engine.ts';
import { EngineLoader, type EngineLoaderOptions } from '../../src/playback/engine-loader.ts';
import { FakeClock, flushPromises } from '../../../session/test/support/fake-clock.ts';

interface SetUpOptions {
  isOnline?: boolean;
  prepare?: () => Promise<unknown>;
  createEngine?: EngineFactory;
}

/** A loader whose engine cannot be imported until `isOnline`. */
function setUp({ isOnline = false, prepare, createEngine }: SetUpOptions = {}) {
  const clock = new FakeClock();
  const test = { clock, isOnline, imports: 0, wakes: 0, retries: 0, isDone: false };
  const engine = {
    media: { readyState: 0 },
    retry: () => void (test.retries += 1),
    destroy: () => undefined,
  } as unknown as Engine;
  const importEngine = async (): Promise<EngineFactory> => {
    test.imports += 1;
    if (!test.isOnline) throw new TypeError('Failed to fetch dynamically imported module');
    return createEngine ?? (() => engine);
  };
  const loader = new EngineLoader({
    engines: { hls: importEngine },
    capabilities: () => ({ hls: true }),
    preferredEngine: 'hls',
    session: { start: () => undefined, wake: () => void (test.wakes += 1) },
    settings: () => ({}),
    onChange: () => undefined,
    engineOptions: { clock, video: { readyState: 0 } },
  } as unknown as EngineLoaderOptions);
  void loader.start(prepare).then(() => (test.isDone = true));
  return Object.assign(test, { loader });
}

describe('EngineLoader: an engine whose code cannot be loaded', () => {
  test('is loaded again at once on retry(), and after a delay without it', async () => {
    const test = setUp();
    await flushPromises();
    expect([test.imports, test.loader.status?.error?.reason, test.clock.timers.length]).toEqual([1, 'network', 1]);
    test.loader.retry();
    await flushPromises();
    expect([test.imports, test.loader.status?.error?.reason, test.clock.timers.length]).toEqual([2, 'network', 1]);
    test.isOnline = true;
    test.loader.retry();
    await flushPromises();
    expect([test.imports, test.loader.status?.error, test.isDone]).toEqual([3, null, true]);
    expect(test.clock.timers).toEqual([]);
    test.loader.retry();
    await flushPromises();
    // A lost connection can stop the token, the code and the engine.
    expect([test.imports, test.wakes, test.retries]).toEqual([3, 3, 1]);
  });

  test('is not loaded again after destroy(), which leaves no timer', async () => {
    const test = setUp();
    await flushPromises();
    test.loader.destroy();
    test.loader.retry();
    await flushPromises();
    expect([test.imports, test.clock.timers.length]).toEqual([1, 0]);
  });
});

describe('EngineLoader: what has to be there before the first frame', () => {
  test('is loaded beside the engine, which is not created without it', async () => {
    const attempts: ((isLoaded: boolean) => void)[] = [];
    const prepare = () =>
      new Promise((resolve, reject) => {
        attempts.push((isLoaded) => (isLoaded ? resolve(undefined) : reject(new TypeError('Failed to fetch'))));
      });
    const test = setUp({ isOnline: true, prepare });
    await flushPromises();
    expect([test.imports, attempts.length, test.loader.engine]).toEqual([1, 1, null]);
    attempts[0]!(false);
    await flushPromises();
    expect([test.loader.engine, test.loader.status?.error?.reason]).toEqual([null, 'network']);
    test.loader.retry();
    await flushPromises();
    attempts[1]!(true);
    await flushPromises();
    expect([attempts.length, test.loader.engine === null, test.loader.status?.error]).toEqual([2, false, null]);
  });
});

describe('EngineLoader: an engine that throws when it is created', () => {
  test('is not created again, and the error says why', async () => {
    const createEngine = () => {
      throw new TypeError('crypto.randomUUID is not a function');
    };
    const test = setUp({ isOnline: true, createEngine });
    await flushPromises();
    const { error } = test.loader.status!;
    expect([error?.reason, error?.detail]).toEqual([
      'unsupported',
      'engine: hls, TypeError: crypto.randomUUID is not a function',
    ]);
    expect([test.imports, test.clock.timers.length, test.isDone]).toEqual([1, 0, true]);
  });
});
