import { checkDelay } from '../check-number.js';
import { SignerError, type SignerErrorReason } from '../errors.js';

export interface StreamApiOptions {
  readonly accountId: string;
  /** An API token with the permission Stream Edit. */
  readonly apiToken: string;
  /** The URL of the API. Default `https://api.cloudflare.com/client/v4`. */
  readonly api?: string | undefined;
  /** Milliseconds to wait for a response. Default 10,000. */
  readonly timeout?: number | undefined;
  readonly fetch?: ((request: Request) => Promise<Response>) | undefined;
}

/** Calls the Stream API and returns the `result` of its envelope `{ result, success, errors }`. `path` is what follows `/stream`. */
export type StreamApi = (
  method: 'GET' | 'POST' | 'PUT' | 'DELETE',
  path: string,
  body?: object,
  signal?: AbortSignal,
) => Promise<unknown>;

export const CLOUDFLARE_API = 'https://api.cloudflare.com/client/v4';

/** Every failure is a {@link SignerError} whose reason starts with `service-`. */
export function createStreamApi(options: StreamApiOptions): StreamApi {
  const { accountId, apiToken, api = CLOUDFLARE_API, timeout = 10_000 } = options;
  const { fetch = (request: Request) => globalThis.fetch(request) } = options;
  if (typeof accountId !== 'string' || !/^\w{1,64}$/.test(accountId))
    throw new SignerError('config', { field: 'accountId' });
  if (typeof apiToken !== 'string' || !/^[\x21-\x7e]+$/.test(apiToken))
    throw new SignerError('config', { field: 'apiToken' });
  checkApiUrl(api);
  checkDelay('timeout', timeout);
  const base = `${api.replace(/(?<!\/)\/+$/, '')}/accounts/${accountId}/stream`;

  return async (method, path, body, signal) => {
    const deadline = AbortSignal.timeout(timeout);
    const request = new Request(base + path, {
      method,
      headers: { authorization: `Bearer ${apiToken}`, ...(body ? { 'content-type': 'application/json' } : {}) },
      body: body ? JSON.stringify(body) : null,
      signal: signal ? AbortSignal.any([signal, deadline]) : deadline,
    });
    const response = await fetch(request).catch(() => null);
    const text = await response?.text().catch(() => null);
    if (!response || text === null || text === undefined) throw new SignerError('service-unreachable');
    const envelope = parseEnvelope(text);
    if (response.ok && envelope?.success === true) return envelope.result;
    throw errorFromResponse(response, envelope);
  };
}

/** The API token must not cross the network unencrypted. A loopback host does not: the local origin has no certificate. */
function checkApiUrl(api: string): void {
  const url = URL.canParse(api) ? new URL(api) : null;
  const isLoopback = /^(?:localhost|127(?:\.\d+){3}|\[::1\])$/.test(url?.hostname ?? '');
  if (url?.protocol === 'https:' || (url?.protocol === 'http:' && isLoopback)) return;
  throw new SignerError('config', { field: 'api', detail: 'must be an https URL' });
}

interface Envelope {
  readonly success?: unknown;
  readonly result?: unknown;
  readonly errors?: unknown;
}

function parseEnvelope(text: string): Envelope | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' ? value : null;
  } catch {
    return null;
  }
}

function errorFromResponse({ status, headers }: Response, envelope: Envelope | null): SignerError {
  const messages = envelope ? formatErrors(envelope.errors) : undefined;
  const detail = messages ?? `status ${status}${envelope ? '' : ' without JSON'}`;
  return new SignerError(reasonFromStatus(status, envelope), {
    detail,
    retryAfter: parseRetryAfter(headers.get('retry-after')),
  });
}

function reasonFromStatus(status: number, envelope: Envelope | null): SignerErrorReason {
  if (status === 401 || status === 403) return 'service-denied';
  if (status === 404) return 'service-not-found';
  if (status === 429) return 'service-rate-limited';
  if (status >= 500) return 'service-unreachable';
  return envelope ? 'service-rejected' : 'service-malformed';
}

/** Formats errors as `10003: Not found`. Removes long runs of characters: the service may quote a key or a token. */
function formatErrors(errors: unknown): string | undefined {
  if (!Array.isArray(errors) || errors.length === 0) return undefined;
  return (errors as ({ code?: unknown; message?: unknown } | null)[])
    .map((error) => `${Number(error?.code) || 'error'}: ${typeof error?.message === 'string' ? error.message : ''}`)
    .join('; ')
    .replace(/[\w+/=.-]{33,}/g, '…')
    .slice(0, 300);
}

/** `Retry-After` may be a date, but the service sends seconds. */
function parseRetryAfter(value: string | null): number | undefined {
  return value && /^\d+$/.test(value) ? Number(value) : undefined;
}
