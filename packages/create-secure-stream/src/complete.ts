import { DEFAULTS, FRAMEWORKS, SERVERS, type Answers, type PartialAnswers } from './answers.js';
import { UsageError } from './usage-error.js';

/** Takes the default for each answer that is missing. */
export function completeWithDefaults(answers: PartialAnswers): Answers {
  const { directory = DEFAULTS.directory, framework, server = DEFAULTS.server } = answers;
  const { hasViewingLimits = DEFAULTS.hasViewingLimits } = answers;
  return framework === 'next'
    ? { directory, framework, hasViewingLimits }
    : { directory, framework: framework ?? DEFAULTS.framework, server, hasViewingLimits };
}

/** Throws a `UsageError` that names each missing answer with its choices: without a terminal nobody can be asked. */
export function requireComplete(answers: PartialAnswers): Answers {
  const { directory, framework, server, hasViewingLimits } = answers;
  const missing = [
    directory === undefined && 'the directory',
    framework === undefined && `--framework (${Object.keys(FRAMEWORKS).join(', ')})`,
    framework !== 'next' && server === undefined && `--server (${Object.keys(SERVERS).join(', ')})`,
    hasViewingLimits === undefined && '--viewing-limits or --no-viewing-limits',
  ].filter((name) => name !== false);
  if (missing.length > 0)
    throw new UsageError(
      `There is no terminal to ask for ${missing.join(', ')}. Give them, or --yes for the defaults.`,
    );
  return completeWithDefaults(answers);
}
