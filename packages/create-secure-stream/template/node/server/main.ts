import { existsSync } from 'node:fs';
import { serve } from '@hono/node-server';
import { serveStatic } from '@hono/node-server/serve-static';
import { Hono } from 'hono';
import { loadEnvironment, refuseDemoViewer, requireVariables, SERVER_VARIABLES } from '../scripts/environment.js';
import { createEndpoint } from './endpoint.ts';

const env = loadEnvironment();
requireVariables(env, ...SERVER_VARIABLES);
refuseDemoViewer(env);
const endpoint = createEndpoint(env);

const app = new Hono();
app.all('/api/stream-token/:videoId?', (context) => endpoint(context.req.raw));
// What `npm run build` has written. `npm run dev` serves the page with Vite.
if (existsSync('dist')) app.use(serveStatic({ root: 'dist' }));

const portName = env.SERVER_PORT || !env.PORT ? 'SERVER_PORT' : 'PORT';
const port = Number(env[portName] || 8787);
serve({ fetch: app.fetch, hostname: env.SERVER_HOST, port }, (address) =>
  console.log(`The server listens on port ${address.port} (${portName}).`),
).once('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EADDRINUSE') throw error;
  console.error(`Port ${port} is in use. ${portName} chooses another one, in .env or in the environment.`);
  process.exitCode = 1;
});
