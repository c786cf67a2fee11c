/**
 * What the API says when it does not do what it is asked. Statuses and codes of Cloudflare's API in general; which of them Stream uses for
 * what is unknown (stream-facts §3.4), and the messages are ours.
 */
const apiErrors = {
  'credentials-missing': { status: 400, code: 9106 },
  'credentials-wrong': { status: 401, code: 10000 },
  'permission-missing': { status: 403, code: 10000 },
  'route-unknown': { status: 404, code: 7000 },
  'not-found': { status: 404, code: 10003 },
  'method-unknown': { status: 405, code: 10405 },
  'body-malformed': { status: 400, code: 10005 },
  'value-refused': { status: 400, code: 10005 },
  'rate-limited': { status: 429, code: 971 },
} as const satisfies Record<string, { status: number; code: number }>;

export type ApiErrorReason = keyof typeof apiErrors;

/** Thrown by whoever answers a call; the room makes an answer of it. The message quotes no key and no token. */
export class ApiError extends Error {
  readonly reason: ApiErrorReason;
  readonly headers: Readonly<Record<string, string>>;

  constructor(reason: ApiErrorReason, message: string, headers: Readonly<Record<string, string>> = {}) {
    super(message);
    this.name = 'ApiError';
    this.reason = reason;
    this.headers = headers;
  }

  toResponse(): Response {
    const { status, code } = apiErrors[this.reason];
    return envelope({ result: null, success: false, errors: [{ code, message: this.message }] }, status, this.headers);
  }
}

/** The service's envelope around a result. `beside` stands beside it, as a list's `total` does. */
export const succeed = (result: unknown, beside: object = {}): Response =>
  envelope({ result, success: true, errors: [], ...beside }, 200);

const envelope = (content: object, status: number, headers: Readonly<Record<string, string>> = {}) =>
  Response.json({ ...content, messages: [] }, { status, headers: { ...headers, 'Cache-Control': 'no-store' } });
