import { parseGrant } from '@secure-stream/protocol';
import { StreamError, type StreamErrorReason } from '../catalogue/errors.js';
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
  /** `{videoId}` in it is replaced by the encoded id. Relative to `base`. */
  readonly url: string;
  /** Default: the page, where it was when this provider was made. */
  readonly base?: string | undefined;
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
  base = globalThis.document?.baseURI,
  method = 'POST',
  credentials = 'same-origin',
  request = {},
  fetch = (...args) => globalThis.fetch(...args),
  clock = { wall: () => Date.now() },
}: EndpointProviderOptions): AskForToken {
  const verb = method.toUpperCase();

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
    const id = filled === url ? { videoId } : {};
    if (!URL.canParse(filled, base)) throw new StreamError('config', { detail: 'token-endpoint is not an address.' });
    const address = new URL(filled, base);
    const query = { ...(verb === 'GET' ? id : {}), ...params };
    for (const [name, value] of Object.entries(query)) address.searchParams.set(name, value);
    try {
      return await fetch(address.href, {
        method: verb,
        credentials,
        cache: 'no-store',
        signal,
        headers: { accept: 'application/json', ...(verb === 'GET' ? {} : JSON_BODY), ...headers },
        ...(verb === 'GET' ? {} : { body: JSON.stringify({ ...id, ...body }) }),
      });
    } catch {
      // The browser does not tell a dead network from an answer that the page may not read.
      throw fault('token-unreachable', 'did not answer, or not so that this page may read it (CORS)');
    }
  }
}

const JSON_BODY = { 'content-type': 'application/json' };

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
  if (status < 500 && ![408, 425, 429].includes(status)) return fault('config', answered);
  const wish = headers.get('retry-after') ?? '';
  const now = Date.parse(headers.get('date') ?? '') || wall;
  const retryAfter = /^\d+$/.test(wish) ? Number(wish) * 1000 : Date.parse(wish) - now;
  const error = fault('token-unreachable', answered);
  return retryAfter > 0 ? new RetryLaterError(error, retryAfter) : error;
}

/** A grant is about a kilobyte. */
const LONGEST_ANSWER = 65_536;

async function readText(response: Response): Promise<string> {
  const text = await response.text().catch(() => {
    throw fault('token-unreachable', 'broke off its answer');
  });
  if (text.length > LONGEST_ANSWER) throw fault('token-malformed', `answered more than ${LONGEST_ANSWER} characters`);
  return text;
}

const fault = (reason: StreamErrorReason, what: string) =>
  new StreamError(reason, { detail: `The token endpoint ${what}.` });
