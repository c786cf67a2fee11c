import { existsSync } from 'node:fs';
import { serve } from '@hono/node-server';
import { serveStatic } from '@hono/node-server/serve-static';
import { Hono } from 'hono';
import { loadEnvironment, requireVariables, SERVER_VARIABLES } from '../scripts/environment.js';
import { createEndpoint } from './endpoint.js';

const env = loadEnvironment();
requireVariables(env, ...SERVER_VARIABLES);
const endpoint = createEndpoint(env);

const app = new Hono();
app.all('/api/stream-token/:videoId?', (context) => endpoint(context.req.raw));
// What `npm run build` has written. `npm run dev` serves the page with Vite.
if (existsSync('dist')) app.use(serveStatic({ root: 'dist' }));

serve({ fetch: app.fetch, hostname: env.SERVER_HOST, port: Number(env.SERVER_PORT || env.PORT || 8787) }, ({ port }) =>
  console.log(`The server listens on port ${port}.`),
);
