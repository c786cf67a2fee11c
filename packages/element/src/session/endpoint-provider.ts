import { parseGrant } from '@secure-stream/protocol';
import { StreamError } from '../catalogue/errors.js';
import type { Clock } from '../clock.js';
import { RetryLaterError, type AskForToken, type TokenAnswer, type TokenContext } from './provider.js';

/** What a page adds to the request: a bearer header, a course id. */
export interface TokenRequest {
  readonly headers?: Readonly<Record<string, string>> | undefined;
  /** Further members of the JSON body. Only with `POST`. */
  readonly body?: Readonly<Record<string, unknown>> | undefined;
  /** Added to the query. */
  readonly params?: Readonly<Record<string, string>> | undefined;
}

/** Called for every request, so that a bearer header may be as short-lived as it likes. */
export type TokenRequestFactory = (context: TokenContext) => TokenRequest | Promise<TokenRequest>;

export interface EndpointProviderOptions {
  /** `{videoId}` in it is replaced by the encoded id. Relative to the page. */
  readonly url: string;
  /** Default `POST`: the id goes in the JSON body as `videoId`. `GET` puts it in the query. */
  readonly method?: string | undefined;
  /** Default `same-origin`. */
  readonly credentials?: RequestCredentials | undefined;
  readonly request?: TokenRequest | TokenRequestFactory | undefined;
  readonly fetch?: typeof fetch | undefined;
  /** Only to read a `Retry-After` that is a date. */
  readonly clock?: Pick<Clock, 'wall'> | undefined;
}

/** Asks the site's own endpoint. Each way in which it can disappoint is a `StreamError`, whose `detail` holds nothing of the answer. */
export function endpointProvider({
  url,
  method = 'POST',
  credentials = 'same-origin',
  request = {},
  fetch = (...args) => globalThis.fetch(...args),
  clock = { wall: () => Date.now() },
}: EndpointProviderOptions): AskForToken {
  return async (context) => {
    const extra = typeof request === 'function' ? await run(request, context) : request;
    const response = await send(extra, context);
    if (!response.ok) throw refusalOf(response, clock.wall());
    const grant = parseGrant(await readText(response));
    const serverTime = Date.parse(response.headers.get('date') ?? '');
    if (typeof grant === 'object') return { grant, ...(serverTime ? { serverTime } : {}) } satisfies TokenAnswer;
    // A session that has run out is answered with the login page, by way of a redirect.
    if (grant === 'html' && response.redirected) throw fault('token-denied', 'was redirected to a page');
    throw fault('token-malformed', `answered no grant: ${grant}`);
  };

  async function send({ headers, body, params }: TokenRequest, { videoId, signal }: TokenContext): Promise<Response> {
    const filled = url.replaceAll('{videoId}', encodeURIComponent(videoId));
    const idInUrl = filled !== url;
    const hasBody = method.toUpperCase() !== 'GET';
    const query = new URLSearchParams({ ...(hasBody || idInUrl ? {} : { videoId }), ...params }).toString();
    const [path = '', hash] = filled.split('#');
    const address = query ? path + (path.includes('?') ? '&' : '?') + query : path;
    void hash;
    try {
      return await fetch(address, {
        method: method.toUpperCase(),
        credentials,
        cache: 'no-store',
        signal,
        headers: { accept: 'application/json', ...(hasBody ? { 'content-type': 'application/json' } : {}), ...headers },
        ...(hasBody ? { body: JSON.stringify({ ...(idInUrl ? {} : { videoId }), ...body }) } : {}),
      });
    } catch {
      // The browser does not tell a dead network from an answer that the page may not read.
      throw fault('token-unreachable', 'did not answer, or not so that this page may read it (CORS)');
    }
  }
}

async function run(request: TokenRequestFactory, context: TokenContext): Promise<TokenRequest> {
  try {
    return await request(context);
  } catch {
    throw new StreamError('token-unreachable', { detail: "The page's `tokenRequest` function threw." });
  }
}

function refusalOf({ status, headers }: Response, wall: number): StreamError {
  const answered = `answered ${status}`;
  if (status === 401 || status === 403) return fault('token-denied', answered);
  if (status === 404 || status === 410) return fault('not-found', answered);
  if (status < 500 && status !== 408 && status !== 425 && status !== 429) return fault('config', answered);
  const wish = headers.get('retry-after') ?? '';
  const retryAfter = /^\d+$/.test(wish)
    ? Number(wish) * 1000
    : Date.parse(wish) - (Date.parse(headers.get('date') ?? '') || wall);
  const error = fault('token-unreachable', answered);
  return retryAfter > 0 ? new RetryLaterError(error.reason, error.detail!, retryAfter) : error;
}

/** A grant is about a kilobyte. */
const LONGEST_ANSWER = 65_536;

async function readText(response: Response): Promise<string> {
  let text = '';
  let length = 0;
  const reader = response.body?.getReader();
  const decoder = new TextDecoder();
  try {
    for (let part = await reader?.read(); part?.value; part = await reader?.read()) {
      length += part.value.length;
      if (length > LONGEST_ANSWER) {
        void reader?.cancel();
        throw fault('token-malformed', `answered more than ${LONGEST_ANSWER} bytes`);
      }
      text += decoder.decode(part.value, { stream: true });
    }
  } catch (error) {
    throw error instanceof StreamError ? error : fault('token-unreachable', 'broke off its answer');
  }
  return text;
}

const fault = (reason: StreamError['reason'], what: string) =>
  new StreamError(reason, { detail: `The token endpoint ${what}.` });
