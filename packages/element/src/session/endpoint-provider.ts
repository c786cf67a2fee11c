import { parseGrant, type Grant } from '@secure-stream/protocol';
import type { Clock } from '../clock.js';
import type { AnswerFault } from './faults.js';
import { fetchFaults, type AskForToken, type TokenAnswer, type TokenContext } from './provider.js';

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
    const extra = await extraOf(context).catch(async () => {
      throw (await fetchFaults()).requestThrew();
    });
    const filled = url.replaceAll('{videoId}', encodeURIComponent(context.videoId));
    if (!URL.canParse(filled, base)) throw (await fetchFaults()).noAddress();
    const id: Record<string, string> = filled === url ? { videoId: context.videoId } : {};
    const response = await send(new URL(filled, base), id, extra, context.signal).catch(async () => {
      throw (await fetchFaults()).unanswered();
    });
    const faults = fetchFaults();
    const grant = await readAnswer(response);
    if (typeof grant !== 'object') throw (await faults).answeredNone(response, grant, clock.wall());
    const serverTime = Date.parse(response.headers.get('date') ?? '');
    return { grant, ...(serverTime ? { serverTime } : {}) } satisfies TokenAnswer;
  };

  async function extraOf(context: TokenContext): Promise<TokenRequest> {
    return typeof request === 'function' ? request(context) : request;
  }

  async function send(
    address: URL,
    id: Readonly<Record<string, string>>,
    { headers, body, params }: TokenRequest,
    signal: AbortSignal,
  ): Promise<Response> {
    const query = { ...(verb === 'GET' ? id : {}), ...params };
    for (const [name, value] of Object.entries(query)) address.searchParams.set(name, value);
    return fetch(address.href, {
      method: verb,
      credentials,
      cache: 'no-store',
      signal,
      headers: { accept: 'application/json', ...(verb === 'GET' ? {} : JSON_BODY), ...headers },
      ...(verb === 'GET' ? {} : { body: JSON.stringify({ ...id, ...body }) }),
    });
  }
}

const JSON_BODY = { 'content-type': 'application/json' };

/** A grant is about a kilobyte. */
const LONGEST_ANSWER = 65_536;

async function readAnswer(response: Response): Promise<Grant | AnswerFault> {
  if (!response.ok) return 'refusal';
  const text = await response.text().catch(() => null);
  if (text === null) return 'broken off';
  return text.length > LONGEST_ANSWER ? `more than ${LONGEST_ANSWER} characters` : parseGrant(text);
}
