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

/** Throws an error that names each missing variable. */
export function requireVariables(env, ...names) {
  const missing = [...new Set(names)].filter((name) => !name.split('|').some((alternative) => env[alternative]));
  if (missing.length === 0) return;
  const list = missing.map((name) => name.replace('|', ' or ')).join(', ');
  throw new Error(`Missing in the environment: ${list}. Set it in .env; .env.example describes each variable.`);
}
