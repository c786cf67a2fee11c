import { loadEnvironment, PAGE_VARIABLES, requireVariables } from './environment.js';

/** The settings of Vite that no framework changes. */
export function pageSettings() {
  const env = loadEnvironment();
  requireVariables(env, ...PAGE_VARIABLES);
  // One of the two is enough, and Vite would leave the name of the other in the page.
  env.PUBLIC_STREAM_CUSTOMER_CODE ??= '';
  env.PUBLIC_STREAM_ORIGIN ??= '';
  return {
    // Only these variables reach the browser. The name of the signing key begins otherwise.
    envPrefix: 'PUBLIC_',
    server: {
      proxy: { '/api': `http://127.0.0.1:${env.SERVER_PORT || 8787}` },
      // Vite's own list, and the keys of the local origin.
      fs: { deny: ['.env', '.env.*', '*.{crt,pem}', '**/.git/**', '**/.stream-origin/**'] },
    },
  };
}
