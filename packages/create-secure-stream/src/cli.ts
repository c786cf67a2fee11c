#!/usr/bin/env node
import { cancel, intro, outro } from '@clack/prompts';
import { type Answers, UsageError, completeWithDefaults, requireComplete } from './answers.js';
import { ask } from './ask.js';
import { nextSteps } from './next-steps.js';
import { HELP, parseOptions, type Options } from './options.js';
import { writeApp } from './write-app.js';

try {
  await main();
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = error instanceof UsageError ? 2 : 1;
}

async function main(): Promise<void> {
  const options = parseOptions(process.argv.slice(2));
  if (options.isHelp) return void process.stdout.write(HELP);
  const answers = await answer(options);
  writeApp(answers);
  outro(nextSteps(answers, process.versions.node));
}

async function answer({ answers, isYes }: Options): Promise<Answers> {
  intro('secure-stream: an app that plays a private video');
  if (isYes) return completeWithDefaults(answers);
  if (!process.stdin.isTTY) return requireComplete(answers);
  return ask(answers, () => {
    cancel('Nothing was written.');
    process.exit(1);
  });
}
