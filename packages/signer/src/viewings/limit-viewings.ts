import { checkDelay, checkNumber } from '../check-number.js';
import { withDeadline, callSafely, createReporter } from '../safe-call.js';
import { SignerError } from '../errors.js';
import { memoryStore } from './memory-store.js';
import { isDown, rememberRevoked } from './outage.js';
import { MAX_ENTRIES } from './viewer-state.js';
import type { AcquireRequest, AcquireResult, Viewing, ViewingStore } from './viewing-store.js';

/** An entry for an audit log of viewings. Contains no token and no cookie. */
export interface ViewingEvent {
  readonly event: 'started' | 'ended' | 'displaced' | 'revoked' | 'refused';
  readonly viewer: string;
  readonly videoId: string;
  readonly playbackId: string;
}

export interface ViewingLimitOptions {
  /** The number of simultaneous viewings per viewer, from 1 to 64. */
  readonly perViewer: number;
  /** At the limit, refuse the new viewing (the viewer can then take over) or end the oldest one. Default `refuse`. */
  readonly atLimit?: 'refuse' | 'displace-oldest' | undefined;
  /** Default: the memory of this process, which is not enough for a site with several processes or Workers. */
  readonly store?: ViewingStore | undefined;
  /**
   * Whether to issue tokens while the store is down. Default `allow`, since `authorize` has already allowed them: this process then counts the
   * viewings that it starts itself. A store that fails for one viewer only is not down, and the viewer is refused. `onError` is called in any case.
   */
  readonly onStoreFailure?: 'allow' | 'refuse' | undefined;
  /**
   * The number of viewings that have ended, but whose token is still valid, beside which another one may start: a token cannot be taken back.
   * A viewer thus has at most `perViewer + allowance` valid tokens of different playbacks, and waits for at most the lifetime of one. From 0 to 64.
   * Default 3.
   */
  readonly allowance?: number | undefined;
  /** Seconds that a lease outlasts its token, from 0 to 86,400. Default 30. */
  readonly grace?: number | undefined;
  /** Milliseconds to wait for the store, at least 1. Default 2000. After a failure, up to as long again to see whether it is down. */
  readonly storeTimeout?: number | undefined;
  /** Called for each start and end of a viewing. Not called when a lease expires because its player has disappeared. */
  readonly onViewing?: ((event: ViewingEvent) => void) | undefined;
  /** Called with an error of `onViewing` outside of a token request. */
  readonly onError?: ((error: unknown) => void) | undefined;
}

/** A viewing that wants a token. */
export interface ViewingRequest extends Pick<AcquireRequest, 'playbackId' | 'videoId' | 'device' | 'takeover'> {
  readonly viewer: string;
  readonly countAs?: string | undefined;
  /** The lifetime of the token in seconds. */
  readonly lifetime: number;
}

export type Report = (error: unknown) => void;

/** The limit of simultaneous viewings of a token endpoint, and the functions to manage them. */
export interface ViewingLimit {
  readonly perViewer: number;
  /** Lists the viewings of a viewer, oldest first. */
  listViewings(viewer: string): Promise<readonly Viewing[]>;
  /** Ends one viewing: its next token request is refused as `revoked`. Returns whether there was one. */
  endViewing(viewer: string, playbackId: string): Promise<boolean>;
  /** Ends all viewings of a viewer. Returns how many. Change what `authorize` returns first: a reloaded page starts a new viewing. */
  revokeViewer(viewer: string): Promise<number>;
  /** For the token endpoint. `failed`: the store failed, and no token may be issued. */
  acquire(request: ViewingRequest, report: Report): Promise<AcquireResult | { readonly outcome: 'failed' }>;
  /** For the token endpoint: the player has stopped, or, without `gotToken`, has got no token. */
  release(viewer: string, playbackId: string, gotToken: boolean, report: Report): Promise<void>;
}

/** Limits the simultaneous viewings of a viewer. Pass the result to `createTokenEndpoint` as `viewings`. */
export function limitViewings(options: ViewingLimitOptions): ViewingLimit {
  const { perViewer, atLimit = 'refuse', store = defaultStore(), onStoreFailure = 'allow', onViewing } = options;
  const { allowance = 3, grace = 30, storeTimeout = 2000 } = options;
  checkNumber('perViewer', perViewer, { min: 1, max: MAX_ENTRIES, isInteger: true });
  checkNumber('allowance', allowance, { min: 0, max: MAX_ENTRIES, isInteger: true });
  checkNumber('grace', grace, { min: 0, max: 86_400 });
  checkDelay('storeTimeout', storeTimeout);
  if (!['refuse', 'displace-oldest'].includes(atLimit)) throw invalid('atLimit', 'must be refuse or displace-oldest');
  if (!['allow', 'refuse'].includes(onStoreFailure)) throw invalid('onStoreFailure', 'must be allow or refuse');
  const reportOutside = createReporter<undefined>(options.onError);
  // Counts while the store is down.
  const inProcess = memoryStore();

  function emit(
    event: ViewingEvent['event'],
    viewer: string,
    viewings: readonly Pick<Viewing, 'videoId' | 'playbackId'>[],
    report: Report,
  ): void {
    for (const { videoId, playbackId } of viewings) {
      callSafely(() => onViewing?.({ event, viewer, videoId, playbackId }), report);
    }
  }

  async function acquire(request: ViewingRequest, report: Report): ReturnType<ViewingLimit['acquire']> {
    const { viewer, playbackId, videoId, device, takeover, lifetime, countAs = playbackId } = request;
    const times = { duration: Math.ceil((lifetime + grace) * 1000), tokenLifetime: Math.ceil(lifetime * 1000) };
    const limits = { limit: perViewer, allowance, displaceOldest: atLimit === 'displace-oldest' };
    const lease = { playbackId, videoId, device, countAs, takeover, ...times, ...limits };
    let result: AcquireResult;
    try {
      result = await withDeadline(storeTimeout, () => store.acquire(viewer, lease));
    } catch (error) {
      report(storeError(error));
      if (onStoreFailure === 'refuse' || !(await isDown(store, storeTimeout))) return { outcome: 'failed' };
      result = await inProcess.acquire(viewer, lease);
    }
    if (result.outcome === 'revoked') await rememberRevoked(inProcess, viewer, [playbackId]);
    if (result.outcome === 'started') {
      emit('displaced', viewer, result.displaced, report);
      emit('started', viewer, [request], report);
    }
    if (result.outcome === 'viewing-limit' || result.outcome === 'allowance-used')
      emit('refused', viewer, [request], report);
    return result;
  }

  async function release(viewer: string, playbackId: string, gotToken: boolean, report: Report): Promise<void> {
    const here = await inProcess.release(viewer, playbackId, gotToken);
    const ended = await withDeadline(storeTimeout, () => store.release(viewer, playbackId, gotToken)).catch((error) => {
      // The lease expires by itself.
      report(storeError(error));
      return [];
    });
    emit('ended', viewer, [...ended, ...here].slice(0, 1), report);
  }

  async function revoke(viewer: string, playbackId?: string): Promise<number> {
    const here = await inProcess.revoke(viewer, playbackId);
    const stored = await store.revoke(viewer, playbackId);
    const ids = stored.map((viewing) => viewing.playbackId);
    await rememberRevoked(inProcess, viewer, ids);
    const revoked = [...stored, ...here.filter((viewing) => !ids.includes(viewing.playbackId))];
    emit('revoked', viewer, revoked, (error) => reportOutside(error, undefined));
    return revoked.length;
  }

  return {
    perViewer,
    listViewings: (viewer) => store.list(viewer),
    endViewing: async (viewer, playbackId) => (await revoke(viewer, playbackId)) > 0,
    revokeViewer: (viewer) => revoke(viewer),
    acquire,
    release,
  };
}

/** Several processes would each allow the full limit, so the console says so in production. */
function defaultStore(): ViewingStore {
  const { process } = globalThis as { process?: { env?: Record<string, string | undefined> } };
  if (process?.env?.['NODE_ENV'] === 'production') {
    // oxlint-disable-next-line no-console
    console.warn(
      'limitViewings() has no store and counts viewings in the memory of this process only. Use redisStore() or durableObjectStore() for several processes, or pass store: memoryStore() for one.',
    );
  }
  return memoryStore();
}

/** The error of a client may quote the URL of the store with its password. */
const storeError = (error: unknown): SignerError =>
  error instanceof SignerError && error.reason !== 'timeout'
    ? error
    : new SignerError('store-failed', {
        detail: error instanceof SignerError ? 'it did not respond in time' : 'its client threw an error',
      });

const invalid = (field: string, detail: string) => new SignerError('config', { field, detail });
