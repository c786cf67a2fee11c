import { LoadStats, type Loader, type LoaderCallbacks, type LoaderConfiguration, type LoaderContext } from 'hls.js';

/** A loader of hls.js that can be used once and responds when the test calls `respond()` or `fail()`. */
export class InnerLoader implements Loader<LoaderContext> {
  static created: InnerLoader[] = [];
  context: LoaderContext | null = null;
  stats = new LoadStats();
  config: LoaderConfiguration | undefined;
  callbacks: LoaderCallbacks<LoaderContext> | undefined;
  aborted = false;
  destroyed = false;

  constructor() {
    InnerLoader.created.push(this);
  }

  load(context: LoaderContext, config: LoaderConfiguration, callbacks: LoaderCallbacks<LoaderContext>): void {
    if (this.context) throw new Error('Loader can only be used once.');
    Object.assign(this, { context, config, callbacks });
  }
  abort(): void {
    this.aborted = true;
  }
  destroy(): void {
    this.destroyed = true;
  }

  respond(data: string, url = this.context!.url): void {
    this.callbacks!.onSuccess({ url, data, code: 200 }, this.stats, this.context!, null);
  }
  fail(code: number): void {
    this.callbacks!.onError({ code, text: '' }, this.context!, null, this.stats);
  }
}

const RETRY = { maxNumRetry: 2, retryDelayMs: 1000, maxRetryDelayMs: 8000 };
export const CONFIG: LoaderConfiguration = {
  maxRetry: 0,
  retryDelay: 0,
  maxRetryDelay: 0,
  timeout: 10_000,
  loadPolicy: { maxLoadTimeMs: 10_000, maxTimeToFirstByteMs: 10_000, errorRetry: RETRY, timeoutRetry: RETRY },
};
