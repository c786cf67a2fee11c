import { findSignableIds, isSignableId } from '../video-id.js';
import { classifyCaller, type CorsOptions } from './cors.js';

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
 * Reads the video id from the JSON body (`{ "videoId": … }`), the query (`?videoId=`) or the last segment of the path. Two different values of a
 * field are a 400, and so is another id anywhere in the path: a check in front of the endpoint may have seen only one of them.
 */
export async function readTokenRequest(request: Request, signal: AbortSignal): Promise<ParsedTokenRequest> {
  const text = request.method === 'POST' ? await readText(request, signal) : '';
  if (text === null) return 413;
  const body = parseObject(text);
  if (!body) return 400;
  const { pathname, searchParams } = new URL(request.url);
  const read = (name: keyof TokenRequestFields) => [
    ...(body[name] === undefined ? [] : [body[name]]),
    ...searchParams.getAll(name),
  ];
  // As a router in front reads it: decoded, and without a slash at the end.
  const segment = decodeEscapes(pathname.split('/').findLast(Boolean) ?? '');
  const ids = [...read('videoId'), ...(isSignableId(segment) ? [segment] : [])];
  // Whoever tries the endpoint would take a 404 for a wrong path.
  if (ids.length === 0) return 400;
  const [videoId, ...others] = ids.map(toLowerCase);
  if (!isSignableId(videoId)) return 404;
  // Some routers decode twice.
  const inPath = findSignableIds(decodeEscapes(decodeEscapes(pathname))).map(toLowerCase);
  if ([...others, ...inPath].some((other) => other !== videoId)) return 400;
  const [playbackId] = read('playbackId');
  if (playbackId !== undefined && !isPlaybackId(playbackId)) return 400;
  if ((['playbackId', 'takeover', 'release'] as const).some((name) => new Set(read(name)).size > 1)) return 400;
  const [takeover, release] = [isTrue(read('takeover')[0]), isTrue(read('release')[0])];
  // A link or an image of anybody is a GET, and must not end a viewing.
  if ((takeover || release) && request.method !== 'POST') return 400;
  return { videoId, body, playbackId, takeover, release };
}

const toLowerCase = (value: unknown): unknown => (typeof value === 'string' ? value.toLowerCase() : value);

/** Decodes byte by byte, which is enough for ids. Unlike `decodeURIComponent()`, it reads the rest of a text with a malformed escape. */
const decodeEscapes = (text: string): string =>
  text.replaceAll(/%([0-9a-f]{2})/gi, (_escape, code: string) => String.fromCharCode(parseInt(code, 16)));

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

/**
 * Returns `null` for what is not a JSON object, for an object that has a name twice, of which `JSON.parse()` keeps the last, and for text
 * with a lone surrogate, which neither a database nor a log keeps.
 */
function parseObject(text: string): Record<string, unknown> | null {
  if (!text.trim()) return {};
  // `JSON.parse()` calls the reviver for the value itself, too.
  let members = -1;
  try {
    const value: unknown = JSON.parse(text, function (this: unknown, name, member: unknown) {
      if (!Array.isArray(this)) members += 1;
      if (!name.isWellFormed() || (typeof member === 'string' && !member.isWellFormed())) throw new SyntaxError();
      return member;
    });
    const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
    return isObject && members === countNames(text) ? { ...value } : null;
  } catch {
    return null;
  }
}

/** Counts the names in valid JSON: the colons outside of strings. */
const countNames = (json: string): number => json.replaceAll(/"(?:[^"\\]|\\.)*"/g, '').split(':').length - 1;

/**
 * Whether a script has sent the request, such as the player, or no browser. A link, a form, an image and a frame may come from anybody, and
 * send the viewer's cookie.
 */
export const isFromScript = (request: Request): boolean => readDestination(request) === 'empty';

/**
 * Whether a request may render a page with a token: a navigation of the whole tab, from any site, or a script of an allowed origin, such as the
 * router of a framework. Not an image or a frame.
 */
export function isPageRequest(request: Request, cors: CorsOptions | undefined): boolean {
  const destination = readDestination(request);
  return destination === 'document' || (destination === 'empty' && classifyCaller(request, cors) !== 'foreign');
}

/** Whether the browser loads a page, or a prerendered page requests a token, before the viewer has opened the page. */
export const isPrefetch = ({ headers }: Request): boolean =>
  headers.get('sec-purpose')?.split(';').includes('prefetch') ?? false;

const readDestination = ({ headers }: Request): string =>
  headers.get('sec-fetch-dest') ?? (headers.get('sec-fetch-mode') === 'navigate' ? 'document' : 'empty');
