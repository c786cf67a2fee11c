import { isSignableId } from './video-id.js';

/** What a request asks for, or the status that it gets instead. */
export type TokenRequest =
  { readonly videoId: string; readonly body: Readonly<Record<string, unknown>> } | 400 | 404 | 413;

const MAX_BODY = 16 * 1024;

/** Finds the video's id: in the JSON body (`{ "videoId": … }`), else in the query (`?videoId=`), else as the last part of the path. */
export async function readTokenRequest(request: Request): Promise<TokenRequest> {
  const text = request.method === 'POST' ? await readText(request) : '';
  if (text === null) return 413;
  const body = parseObject(text);
  if (!body) return 400;
  const url = new URL(request.url);
  const videoId = body['videoId'] ?? url.searchParams.get('videoId') ?? url.pathname.split('/').at(-1);
  return isSignableId(videoId) ? { videoId, body } : 404;
}

/** The body as text, or `null` as soon as it turns out to be too long. */
async function readText(request: Request): Promise<string | null> {
  if (Number(request.headers.get('content-length')) > MAX_BODY) return null;
  if (!request.body) return '';
  const decoder = new TextDecoder();
  let text = '';
  let size = 0;
  const reader = request.body.getReader();
  for (let chunk = await reader.read(); !chunk.done; chunk = await reader.read()) {
    size += chunk.value.byteLength;
    if (size > MAX_BODY) {
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
