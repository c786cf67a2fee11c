/** The output of `npx wrangler types` for all environments of `wrangler.jsonc`. */
declare namespace Cloudflare {
  interface Env {
    readonly STREAM_SIGNING_JWK: string;
    readonly ALLOWED_ORIGINS: string;
    readonly STREAM_ORIGIN?: string;
    readonly SESSIONS: KVNamespace;
    readonly LIMITER: RateLimit;
    readonly VIEWINGS?: DurableObjectNamespace;
  }
}
