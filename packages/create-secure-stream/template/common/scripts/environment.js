import { existsSync } from 'node:fs';

/** What the page needs. `A|B` means that one of the two is enough. */
export const PAGE_VARIABLES = ['PUBLIC_STREAM_VIDEO_ID', 'PUBLIC_STREAM_CUSTOMER_CODE|PUBLIC_STREAM_ORIGIN'];

/** What the token endpoint needs. */
export const SERVER_VARIABLES = ['STREAM_SIGNING_JWK', 'PUBLIC_STREAM_VIDEO_ID'];

/** Reads `.env` into `process.env`, and returns it. A variable that is already set wins. */
export function loadEnvironment() {
  if (existsSync('.env')) process.loadEnvFile('.env');
  return process.env;
}

/**
 * Throws an error unless `npm run dev` has started the process: everybody counts as the viewer of STREAM_DEMO_VIEWER.
 *
 * @param {Readonly<Record<string, string | undefined>>} env
 */
export function refuseDemoViewer({ STREAM_DEMO_VIEWER, NODE_ENV }) {
  if (!STREAM_DEMO_VIEWER || NODE_ENV === 'development') return;
  throw new Error(
    'STREAM_DEMO_VIEWER is set, so everybody could watch. Write viewerOf() in server/authorize.ts, and remove the variable from .env and the environment.',
  );
}

/**
 * Throws an error that names each missing variable.
 *
 * @param {Readonly<Record<string, string | undefined>>} env
 * @param {readonly string[]} names
 */
export function requireVariables(env, ...names) {
  const missing = [...new Set(names)].filter((name) => !name.split('|').some((alternative) => env[alternative]));
  if (missing.length === 0) return;
  const list = missing.map((name) => name.replace('|', ' or ')).join(', ');
  throw new Error(`Missing in the environment: ${list}. Set it in .env; .env.example describes each variable.`);
}
