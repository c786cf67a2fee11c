/** Modules of the samples that this repository does not install. */
declare module 'cloudflare:workers' {
  export const env: any; // oxlint-disable-line typescript/no-explicit-any
}
declare module '@angular/core' {
  export const Component: (options: object) => (type: unknown) => void;
  export const CUSTOM_ELEMENTS_SCHEMA: unknown;
  export const input: { required<Value>(): () => Value };
}
declare module '@vitejs/plugin-react';
declare module '@vitejs/plugin-vue';
declare module 'gifenc';
declare module '*/stream' {
  export const getEndpoint: () => import('@secure-stream/signer').TokenEndpoint;
}
