import type { TestRunnerPlugin } from '@web/test-runner-core';
import { createStage, type Stage } from './stage.ts';

/** Puts the stage at the disposal of browser tests: see `stage` in `./client.ts`. */
export function stagePlugin() {
  let stage: Stage;
  let isOpen = false;
  const plugin: TestRunnerPlugin<{ name: keyof Stage; argument: never }> = {
    name: 'stage',
    async serverStart() {
      stage = await createStage();
    },
    async serverStop() {
      await stage.close();
    },
    async executeCommand({ command, payload }) {
      if (command !== 'stage' || !payload) return undefined;
      const action = stage[payload.name];
      if (typeof action !== 'function') throw new TypeError(`the stage has no ${payload.name}`);
      isOpen ||= payload.name === 'open';
      return { value: await action(payload.argument) };
    },
  };
  const requests = () => (isOpen ? stage.requests() : []);
  return { plugin, requests };
}
