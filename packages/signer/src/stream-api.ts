import { SignerError, type SignerErrorReason } from './errors.js';

export interface StreamApiOptions {
  readonly accountId: string;
  /** An API token with the permission Stream Edit. */
  readonly apiToken: string;
  /** Where the API is. Default `https://api.cloudflare.com/client/v4`. */
  readonly api?: string | undefined;
  /** Milliseconds to wait for an answer. Default 10,000. */
  readonly timeout?: number | undefined;
  readonly fetch?: ((request: Request) => Promise<Response>) | undefined;
}

/** Asks Stream's API, whose envelope is `{ result, success, errors }`, and answers its `result`. `path` is what follows `/stream`. */
export type StreamApi = (method: 'GET' | 'POST' | 'DELETE', path: string, body?: object) => Promise<unknown>;

export const CLOUDFLARE_API = 'https://api.cloudflare.com/client/v4';

/** Every failure is a {@link SignerError} with a reason that starts with `service-`. */
export function createStreamApi(options: StreamApiOptions): StreamApi {
  const { accountId, apiToken, api = CLOUDFLARE_API, timeout = 10_000 } = options;
  const { fetch = (request: Request) => globalThis.fetch(request) } = options;
  if (!/^\w{1,64}$/.test(accountId)) throw new SignerError('config', { field: 'accountId' });
  if (!/^[\x21-\x7e]+$/.test(apiToken)) throw new SignerError('config', { field: 'apiToken' });
  if (!URL.canParse(api)) throw new SignerError('config', { field: 'api' });
  const base = `${api.replace(/\/+$/, '')}/accounts/${accountId}/stream`;

  return async (method, path, body) => {
    const request = new Request(base + path, {
      method,
      headers: { authorization: `Bearer ${apiToken}`, ...(body ? { 'content-type': 'application/json' } : {}) },
      body: body ? JSON.stringify(body) : null,
      signal: AbortSignal.timeout(timeout),
    });
    const response = await fetch(request).catch(() => null);
    const text = await response?.text().catch(() => null);
    if (!response || text === null || text === undefined) throw new SignerError('service-unreachable');
    const envelope = parse(text);
    if (response.ok && envelope?.success === true) return envelope.result;
    throw failure(response, envelope);
  };
}

interface Envelope {
  readonly success?: unknown;
  readonly result?: unknown;
  readonly errors?: unknown;
}

function parse(text: string): Envelope | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' ? value : null;
  } catch {
    return null;
  }
}

function failure({ status, headers }: Response, envelope: Envelope | null): SignerError {
  const said = envelope ? saidErrors(envelope.errors) : undefined;
  const because = said ?? `it answered ${status}${envelope ? '' : ' and no JSON'}`;
  return new SignerError(reasonOf(status, envelope), { because, retryAfter: seconds(headers.get('retry-after')) });
}

function reasonOf(status: number, envelope: Envelope | null): SignerErrorReason {
  if (status === 401 || status === 403) return 'service-denied';
  if (status === 404) return 'service-not-found';
  if (status === 429) return 'service-rate-limited';
  if (status >= 500) return 'service-unreachable';
  return envelope ? 'service-rejected' : 'service-malformed';
}

/** `10003: Not found`, and no long run of characters that could be a key or a token which the service quotes. */
function saidErrors(errors: unknown): string | undefined {
  if (!Array.isArray(errors) || errors.length === 0) return undefined;
  return (errors as ({ code?: unknown; message?: unknown } | null)[])
    .map((error) => `${Number(error?.code) || 'error'}: ${typeof error?.message === 'string' ? error.message : ''}`)
    .join('; ')
    .replace(/[\w+/=.-]{33,}/g, '…')
    .slice(0, 300);
}

/** `Retry-After` is seconds or a date; the service sends seconds. */
function seconds(value: string | null): number | undefined {
  return value && /^\d+$/.test(value) ? Number(value) : undefined;
}
