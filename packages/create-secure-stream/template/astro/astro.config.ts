import node from '@astrojs/node';
import { defineConfig } from 'astro/config';

export default defineConfig({
  // Rendered for each request: the values of the environment are those of the server, not those of the build.
  output: 'server',
  adapter: node({ mode: 'standalone' }),
  // Vite's own list, and the keys of the local origin.
  vite: { server: { fs: { deny: ['.env', '.env.*', '*.{crt,pem}', '**/.git/**', '**/.stream-origin/**'] } } },
});
