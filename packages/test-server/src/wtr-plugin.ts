import type { TestRunnerPlugin } from '@web/test-runner-core';
import { createTestServer, type TestServer } from './test-server.ts';

/** Makes the test server available to browser tests: see `testServer` in `./client.ts`. */
export function testServerPlugin() {
  let testServer: TestServer;
  let isOpen = false;
  const plugin: TestRunnerPlugin<{ name: keyof TestServer; argument: never }> = {
    name: 'test-server',
    async serverStart() {
      testServer = await createTestServer();
    },
    async serverStop() {
      await testServer.close();
    },
    async executeCommand({ command, payload }) {
      if (command !== 'test-server' || !payload) return undefined;
      const action = testServer[payload.name];
      if (typeof action !== 'function') throw new TypeError(`the test server has no ${payload.name}`);
      isOpen ||= payload.name === 'open';
      return { value: await action(payload.argument) };
    },
  };
  const requests = () => (isOpen ? testServer.listRequests() : []);
  return { plugin, requests };
}
