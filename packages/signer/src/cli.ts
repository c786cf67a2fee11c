#!/usr/bin/env node
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { text } from 'node:stream/consumers';
import { run } from './cli/run.js';

process.exitCode = await run(process.argv.slice(2), {
  env: process.env,
  print: (line) => void process.stdout.write(`${line}\n`),
  complain: (line) => void process.stderr.write(`${line}\n`),
  readInput: () => text(process.stdin),
  readFile: (path) => (existsSync(path) ? readFileSync(path, 'utf8') : undefined),
  // A key is for its owner's eyes only.
  writeFile: (path, contents) => writeFileSync(path, contents, { mode: 0o600 }),
  fetch: (request) => fetch(request),
  now: () => Date.now(),
});
