import { isSignableId } from '../video-id.js';

/** A valid token request. */
export interface TokenRequestFields {
  /** In lower case. */
  readonly videoId: string;
  /** The parsed JSON body; empty for a GET. */
  readonly body: Readonly<Record<string, unknown>>;
  /** The random id of the playback, the same for all of its renewals. */
  readonly playbackId: string | undefined;
  /** Whether the viewer asked to continue here and to end another playback. */
  readonly takeover: boolean;
  /** Whether the player has stopped and wants no token. */
  readonly release: boolean;
}

/** A token request, or the status of the response to an invalid one. */
export type ParsedTokenRequest = TokenRequestFields | 400 | 404 | 413;

const MAX_BODY_BYTES = 16 * 1024;

/**
 * Reads the video id from the JSON body (`{ "videoId": … }`), the query (`?videoId=`) or the last segment of the path. Two different ids are a 400:
 * a check in front of the endpoint may have seen only one of them.
 */
export async function readTokenRequest(request: Request, signal: AbortSignal): Promise<ParsedTokenRequest> {
  const text = request.method === 'POST' ? await readText(request, signal) : '';
  if (text === null) return 413;
  const body = parseObject(text);
  if (!body) return 400;
  const url = new URL(request.url);
  const segment = lastSegment(url);
  const given = [
    ...(body['videoId'] === undefined ? [] : [body['videoId']]),
    ...url.searchParams.getAll('videoId'),
    ...(isSignableId(segment) ? [segment] : []),
  ];
  // Whoever tries the endpoint would take a 404 for a wrong path.
  if (given.length === 0) return 400;
  const [videoId, ...others] = given.map((id) => (typeof id === 'string' ? id.toLowerCase() : id));
  if (!isSignableId(videoId)) return 404;
  if (others.some((other) => other !== videoId)) return 400;
  const read = (name: string) => body[name] ?? url.searchParams.get(name) ?? undefined;
  const playbackId = read('playbackId');
  if (playbackId !== undefined && !isPlaybackId(playbackId)) return 400;
  return { videoId, body, playbackId, takeover: isTrue(read('takeover')), release: isTrue(read('release')) };
}

/** As a router in front reads it: decoded, and without a slash at the end. */
function lastSegment({ pathname }: URL): string | undefined {
  const segment = pathname.replace(/\/+$/, '').split('/').at(-1);
  try {
    return segment && decodeURIComponent(segment);
  } catch {
    return segment;
  }
}

/** Long enough to be random, and short enough to be stored. */
export const isPlaybackId = (value: unknown): value is string =>
  typeof value === 'string' && /^[\w-]{16,64}$/.test(value);

/** A query has only strings. */
const isTrue = (value: unknown): boolean => value === true || value === 'true';

/** Reads the body as text. Returns `null` once it exceeds the limit, and stops reading then or when the signal aborts. */
async function readText(request: Request, signal: AbortSignal): Promise<string | null> {
  if (Number(request.headers.get('content-length')) > MAX_BODY_BYTES) return null;
  if (!request.body) return '';
  const decoder = new TextDecoder();
  let text = '';
  let size = 0;
  const reader = request.body.getReader();
  signal.addEventListener('abort', () => void reader.cancel().catch(() => {}), { once: true });
  for (let chunk = await reader.read(); !chunk.done; chunk = await reader.read()) {
    size += chunk.value.byteLength;
    if (size > MAX_BODY_BYTES) {
      await reader.cancel();
      return null;
    }
    text += decoder.decode(chunk.value, { stream: true });
  }
  return text + decoder.decode();
}

function parseObject(text: string): Record<string, unknown> | null {
  if (!text.trim()) return {};
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : null;
  } catch {
    return null;
  }
}
