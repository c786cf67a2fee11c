declare module 'cloudflare:workers' {
  /** `npx wrangler types` writes exact types, also of what you add. */
  export const env: Readonly<Record<string, string>> & {
    readonly VIEWINGS: import('@secure-stream/signer/durable-objects').ViewingsNamespace;
  };
}
