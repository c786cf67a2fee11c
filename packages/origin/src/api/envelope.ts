/**
 * Why the API refuses a request. Statuses and codes are those of Cloudflare's API in general; which of them Stream uses is unknown
 * (docs/stream-facts.md, "API"), and the messages are our own.
 */
const apiErrors = {
  'credentials-missing': { status: 400, code: 9106 },
  'credentials-wrong': { status: 401, code: 10000 },
  'permission-missing': { status: 403, code: 10000 },
  'route-unknown': { status: 404, code: 7000 },
  'not-found': { status: 404, code: 10003 },
  'method-unknown': { status: 405, code: 10405 },
  'host-refused': { status: 421, code: 10000 },
  'body-malformed': { status: 400, code: 10005 },
  'body-too-large': { status: 413, code: 10005 },
  'value-refused': { status: 400, code: 10005 },
  'rate-limited': { status: 429, code: 971 },
} as const satisfies Record<string, { status: number; code: number }>;

export type ApiErrorReason = keyof typeof apiErrors;

/** Thrown by API handlers and turned into a response. The message never contains a key or a token. */
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

/** Wraps a result in the service's envelope. @param fields Further fields of the envelope, such as a list's `total`. */
export const succeed = (result: unknown, fields: object = {}): Response =>
  envelope({ result, success: true, errors: [], ...fields }, 200);

const envelope = (content: object, status: number, headers: Readonly<Record<string, string>> = {}) =>
  Response.json({ ...content, messages: [] }, { status, headers: { ...headers, 'Cache-Control': 'no-store' } });
