import { executeServerCommand } from '@web/test-runner-commands';
import type { Stage } from './stage.ts';

type Actions = {
  [
    Name in keyof Stage as Stage[Name] extends (argument: never) => unknown ? Exclude<Name, 'close'> : never
  ]: Stage[Name];
};

/** The stage, as a browser test calls it: every action of `stage.ts`, across the wire. */
export const stage = new Proxy({} as { [Name in keyof Actions]: Remote<Actions[Name]> }, {
  get: (_target, name) => async (argument: unknown) => {
    const answer = await executeServerCommand<{ value: unknown }, { name: string; argument: unknown }>('stage', {
      name: String(name),
      argument,
    });
    return answer.value;
  },
});

type Remote<Action> = Action extends (...parameters: infer Parameters) => infer Value
  ? (...parameters: Parameters) => Promise<Awaited<Value>>
  : never;
