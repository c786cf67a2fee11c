import { executeServerCommand } from '@web/test-runner-commands';
import type { TestServer } from './test-server.ts';

export type RemoteActions = {
  [
    Name in keyof TestServer as TestServer[Name] extends (argument: never) => unknown ? Exclude<Name, 'close'> : never
  ]: TestServer[Name];
};

/** The test server as a browser test calls it: every action of `test-server.ts`, over the network. */
export const testServer = new Proxy({} as { [Name in keyof RemoteActions]: Remote<RemoteActions[Name]> }, {
  get: (_target, name) => async (argument: unknown) => {
    const answer = await executeServerCommand<{ value: unknown }, { name: string; argument: unknown }>('test-server', {
      name: String(name),
      argument,
    });
    return answer.value;
  },
});

export type Remote<Action> = Action extends (...parameters: infer Parameters) => infer Value
  ? (...parameters: Parameters) => Promise<Awaited<Value>>
  : never;
