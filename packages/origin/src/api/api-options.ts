/** What an API token may do: `Stream: Read` or `Stream: Edit`. */
export type Permission = 'read' | 'edit';

/** The service allows 1,200 requests in five minutes (Cloudflare documentation, "API limits"). */
export interface RateLimit {
  readonly requests: number;
  readonly seconds: number;
}

export interface ApiOptions {
  /** The account that the API tokens belong to. Default: any. */
  readonly accountId?: string;
  /**
   * API tokens and their permissions. Default: any token may do everything, which only suits an origin that nobody else can reach, such as
   * one inside a test. A request without credentials is always refused.
   */
  readonly tokens?: Readonly<Record<string, Permission>>;
  /**
   * Host names, without port, to which the API answers. A web page that makes its own name resolve to this machine (DNS rebinding) is
   * refused. Default: any.
   */
  readonly hosts?: readonly string[];
  /** Default: none. */
  readonly rateLimit?: RateLimit;
}
