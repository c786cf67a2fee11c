import { confirm, isCancel, select, text } from '@clack/prompts';
import { DEFAULTS, FRAMEWORKS, SERVERS, type Answers, type PartialAnswers } from './answers.js';
import { completeWithDefaults } from './complete.js';
import { findDirectoryProblem } from './directory.js';

/** Asks for each answer that is missing. Calls `onCancel`, which must not return, when somebody presses Ctrl+C. */
export async function ask(given: PartialAnswers, onCancel: () => never): Promise<Answers> {
  const orCancel = <Value>(value: Value) => (isCancel(value) ? onCancel() : (value as Exclude<Value, symbol>));
  const directory = given.directory ?? orCancel(await askDirectory());
  const framework = given.framework ?? orCancel(await choose('Framework', FRAMEWORKS));
  const server = framework === 'next' ? undefined : (given.server ?? orCancel(await choose('Server', SERVERS)));
  const hasViewingLimits = given.hasViewingLimits ?? orCancel(await askViewingLimits());
  return completeWithDefaults({ directory, framework, server, hasViewingLimits });
}

const askDirectory = () =>
  text({
    message: 'Directory',
    placeholder: DEFAULTS.directory,
    defaultValue: DEFAULTS.directory,
    validate: (value) => findDirectoryProblem(value || DEFAULTS.directory),
  });

const choose = <Choice extends string>(message: string, choices: Readonly<Record<Choice, string>>) =>
  select<string>({
    message,
    options: Object.entries<string>(choices).map(([value, label]) => ({ value, label })),
  }) as Promise<Choice | symbol>;

const askViewingLimits = () =>
  confirm({
    message: 'Limit the simultaneous viewings of a viewer?',
    initialValue: DEFAULTS.hasViewingLimits,
  });
