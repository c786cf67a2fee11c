import type { MediaRange } from '@secure-stream/protocol';
import { checkDelay, checkNumber } from '../check-number.js';
import { admit } from '../endpoint/admit.js';
import { checkCorsOptions, type CorsOptions } from '../endpoint/cors.js';
import { problemResponse } from '../endpoint/problem-response.js';
import { readTokenRequest, type TokenRequestFields } from '../endpoint/token-request.js';
import { SignerError } from '../errors.js';
import { callSafely, createReporter, withDeadline } from '../safe-call.js';
import { toVideoProgress, type ProgressStore, type VideoProgress } from './progress-store.js';
import type { ProgressReport, ProgressRules } from './video-record.js';

/** The viewer, and the duration of the video, as the site knows them. */
export interface ProgressAuthorization {
  /** The id of the viewer, the same as `authorize` of the token endpoint returns. */
  readonly viewer: string;
  /** The duration of the video in seconds, from your database or Cloudflare's API. The player's own word would be a way to cheat. */
  readonly duration: number;
}

export interface ProgressRequest extends Pick<TokenRequestFields, 'videoId' | 'playbackId'> {
  /** Aborts when the endpoint stops waiting. */
  readonly signal: AbortSignal;
}

/** A report that claimed more than is possible. What exceeds was not counted. */
export interface SuspiciousReport {
  readonly viewer: string;
  readonly videoId: string;
  readonly playbackId: string;
  /** Seconds of media time that were not watched before. */
  readonly claimed: number;
  readonly accepted: number;
}

/** A viewer has watched enough of a video. */
export interface Completion {
  readonly viewer: string;
  readonly videoId: string;
  /** Milliseconds since 1970. */
  readonly completedAt: number;
}

export interface ProgressEndpointOptions {
  /** Identifies the viewer. Required. `false`, `null` and `undefined` are a 403. */
  readonly authorize: (
    request: Request,
    progressRequest: ProgressRequest,
  ) => ProgressAuthorization | false | null | undefined | Promise<ProgressAuthorization | false | null | undefined>;
  /** A store of the viewing limits: `memoryStore()`, `redisStore()` or `durableObjectStore()`. Required. */
  readonly store: ProgressStore;
  /** The highest playback rate that the site allows, from 0.25 to 16. Default 2. */
  readonly maxSpeed?: number | undefined;
  /** Whether only what follows on what was watched counts, from the beginning. Default false. */
  readonly noSkip?: boolean | undefined;
  /** The share of the video from which it counts as completed, above 0 and up to 1. Default 0.95. */
  readonly threshold?: number | undefined;
  /**
   * Called once per viewer and video, when the viewer has watched enough of it, by whichever server got that report. If it fails, it is
   * called again with the next report.
   */
  readonly onComplete?: ((completion: Completion) => void | Promise<void>) | undefined;
  /** Called for each report that claimed at least a second more than is possible. */
  readonly onSuspicious?: ((report: SuspiciousReport) => void) | undefined;
  /** Called with the cause of every 500 and 503, and with errors of the other callbacks. */
  readonly onError?: ((error: unknown) => void) | undefined;
  /** The other origins whose pages may report. Default: none. */
  readonly cors?: CorsOptions | undefined;
  /** Milliseconds after which the endpoint responds with 503. Default 8000. */
  readonly timeout?: number | undefined;
}

export interface ProgressEndpoint {
  /** Responds to a report (POST), and to the question how far a viewer has come (GET). */
  (request: Request): Promise<Response>;
  /** For the token endpoint: pass this endpoint as its `progress`. Lets a playback report from now on. */
  grant(viewer: string, videoId: string, playbackId: string): Promise<void>;
  /** Lists the progress of a viewer in each video, newest first. Rejects if the store fails. */
  listProgress(viewer: string): Promise<readonly VideoProgress[]>;
  /** Erases everything that the store keeps of a viewer, viewings too. Rejects if the store fails. */
  forgetViewer(viewer: string): Promise<void>;
}

const REPORT_FORM =
  'A report has a videoId, a playbackId, a growing sequence, a position and ranges: {"videoId":"…","playbackId":"…","sequence":1,"position":12.5,"ranges":[[0,12.5]]}.';
/** A player that reports as often as it should has few. */
const MAX_RANGES = 100;

/**
 * Creates the endpoint to which `<secure-stream progress-endpoint="…">` reports what was watched. It bounds each claim: a playback gets credit for
 * at most its wall-clock time since its first token, times `maxSpeed`. Throws a {@link SignerError} if an option is missing or invalid.
 */
export function createProgressEndpoint(options: ProgressEndpointOptions): ProgressEndpoint {
  const { authorize, store, maxSpeed = 2, noSkip = false, threshold = 0.95, cors, timeout = 8000 } = options;
  const { onComplete, onSuspicious } = options;
  if (typeof authorize !== 'function') throw new SignerError('config', { field: 'authorize' });
  if (typeof store?.applyProgress !== 'function') throw new SignerError('config', { field: 'store' });
  checkNumber('maxSpeed', maxSpeed, { min: 0.25, max: 16 });
  checkNumber('threshold', threshold, { min: 0.01, max: 1 });
  checkDelay('timeout', timeout);
  checkCorsOptions(cors);
  const reporter = createReporter<undefined>(options.onError);
  const report = (error: unknown) => reporter(error, undefined);

  async function complete(viewer: string, videoId: string, completedAt: number): Promise<void> {
    try {
      await onComplete?.({ viewer, videoId, completedAt });
    } catch (error) {
      report(error);
      await store.applyProgress(viewer, videoId, { type: 'reopen' });
    }
  }

  async function save(
    { viewer, duration }: ProgressAuthorization,
    videoId: string,
    claim: ProgressReport,
  ): Promise<VideoProgress | null> {
    const rules: ProgressRules = { duration, maxSpeed, noSkip, threshold };
    const result = await store.applyProgress(viewer, videoId, { type: 'report', report: claim, rules });
    if (result?.outcome !== 'reported') return null;
    const { claimed, accepted, hasCompleted, record } = result;
    const { playbackId } = claim;
    if (claimed - accepted >= 1)
      callSafely(() => onSuspicious?.({ viewer, videoId, playbackId, claimed, accepted }), report);
    if (hasCompleted && record.completedAt !== null) await complete(viewer, videoId, record.completedAt);
    return toVideoProgress(videoId, record);
  }

  async function respondTo(request: Request, headers: Record<string, string>, signal: AbortSignal): Promise<Response> {
    const parsed = await readTokenRequest(request, signal);
    if (parsed === 400) return problemResponse(400, headers, { detail: REPORT_FORM });
    if (typeof parsed === 'number') return problemResponse(parsed, headers);
    const { videoId, playbackId, body } = parsed;
    const claim = request.method === 'POST' ? readReport(playbackId, body) : undefined;
    if (claim === null) return problemResponse(400, headers, { detail: REPORT_FORM });
    const viewing = checkAuthorization(await authorize(request, { videoId, playbackId, signal }));
    if (!viewing) return problemResponse(403, headers);
    const progress = claim
      ? await save(viewing, videoId, claim)
      : toVideoProgress(videoId, (await store.listRecords(viewing.viewer))[videoId]);
    if (!progress) return problemResponse(403, headers);
    return Response.json(progress, { headers: { ...headers, 'cache-control': 'no-store' } });
  }

  async function respond(request: Request): Promise<Response> {
    const headers = admit(request, cors);
    if (headers instanceof Response) return headers;
    try {
      return await withDeadline(timeout, (signal) => respondTo(request, headers, signal));
    } catch (error) {
      report(error);
      const isLater = error instanceof SignerError && ['timeout', 'store-failed'].includes(error.reason);
      return isLater ? problemResponse(503, { ...headers, 'retry-after': '5' }) : problemResponse(500, headers);
    }
  }

  return Object.assign(respond, {
    grant: async (viewer: string, videoId: string, playbackId: string) =>
      void (await store.applyProgress(viewer, videoId, { type: 'grant', playbackId })),
    listProgress: async (viewer: string) =>
      Object.entries(await store.listRecords(viewer))
        .map(([videoId, record]) => toVideoProgress(videoId, record))
        .toSorted((one, other) => other.updatedAt - one.updatedAt),
    forgetViewer: (viewer: string) => store.forgetViewer(viewer),
  });
}

/** Returns `null` for a report that is not well-formed. */
function readReport(playbackId: string | undefined, body: Readonly<Record<string, unknown>>): ProgressReport | null {
  const { sequence, position, ranges } = body;
  if (playbackId === undefined || !isSeconds(position) || !Number.isSafeInteger(sequence)) return null;
  if (!Array.isArray(ranges) || ranges.length > MAX_RANGES || !ranges.every(isRange)) return null;
  return (sequence as number) < 0 ? null : { playbackId, sequence: sequence as number, position, ranges };
}

const isSeconds = (value: unknown): value is number =>
  typeof value === 'number' && Number.isFinite(value) && value >= 0;

const isRange = (value: unknown): value is MediaRange =>
  Array.isArray(value) && value.length === 2 && value.every(isSeconds) && (value[0] as number) < (value[1] as number);

function checkAuthorization(result: Awaited<ReturnType<ProgressEndpointOptions['authorize']>>) {
  if (!result) return null;
  const { viewer, duration } = result;
  if (typeof viewer !== 'string' || viewer === '' || viewer.length > 512 || !viewer.isWellFormed())
    throw new SignerError('authorize', { field: 'viewer' });
  if (!(isSeconds(duration) && duration > 0)) throw new SignerError('authorize', { field: 'duration' });
  return { viewer, duration };
}
