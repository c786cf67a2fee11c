import { confirm, isCancel, select, text } from '@clack/prompts';
import {
  DEFAULTS,
  FRAMEWORKS,
  SERVERS,
  type Answers,
  type PartialAnswers,
  UsageError,
  completeWithDefaults,
  hasOwnServer,
} from './answers.js';
import { findDirectoryProblem } from './write-app.js';

/**
 * Asks for each answer that is missing. Calls `onCancel`, which must not return, when somebody presses Ctrl+C. Throws a `UsageError` before the
 * first question if the given directory has contents.
 */
export async function ask(given: PartialAnswers, onCancel: () => never): Promise<Answers> {
  const problem = given.directory && findDirectoryProblem(given.directory);
  if (problem) throw new UsageError(problem);
  const orCancel = <Value>(value: Value) => (isCancel(value) ? onCancel() : (value as Exclude<Value, symbol>));
  const directory = given.directory ?? orCancel(await askDirectory());
  const framework = given.framework ?? orCancel(await choose('Framework', FRAMEWORKS, DEFAULTS.framework));
  const server = hasOwnServer(framework)
    ? undefined
    : (given.server ?? orCancel(await choose('Server', SERVERS, DEFAULTS.server)));
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

const choose = <Choice extends string>(
  message: string,
  choices: Readonly<Record<Choice, string>>,
  initialValue: NoInfer<Choice>,
) =>
  select<string>({
    message,
    options: Object.entries<string>(choices).map(([value, label]) => ({ value, label })),
    initialValue,
  }) as Promise<Choice | symbol>;

const askViewingLimits = () =>
  confirm({
    message: 'Limit the simultaneous viewings of a viewer?',
    initialValue: DEFAULTS.hasViewingLimits,
  });
