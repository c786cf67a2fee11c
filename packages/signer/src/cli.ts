#!/usr/bin/env node
import { existsSync, readFileSync } from 'node:fs';
import { text } from 'node:stream/consumers';
import { setTimeout } from 'node:timers/promises';
import { run } from './cli/run.js';
import { writeSecretFile } from './cli/write-secret-file.js';

process.exitCode = await run(process.argv.slice(2), {
  env: process.env,
  print: (line) => void process.stdout.write(`${line}\n`),
  printError: (line) => void process.stderr.write(`${line}\n`),
  readInput: () => text(process.stdin),
  readFile: (path) => (existsSync(path) ? readFileSync(path, 'utf8') : undefined),
  writeFile: writeSecretFile,
  fetch: (request) => fetch(request),
  now: () => Date.now(),
  wait: (milliseconds) => setTimeout(milliseconds),
  onInterrupt: (listener) => {
    const signals = ['SIGINT', 'SIGTERM'] as const;
    for (const signal of signals) process.once(signal, listener);
    return () => signals.forEach((signal) => process.off(signal, listener));
  },
});
